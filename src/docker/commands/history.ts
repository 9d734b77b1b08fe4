import { imageHistory } from '../../ops/images/history.ts';
import { defineDockerCommand } from '../define.ts';
import { historyHeads, historyRows, historyTable } from '../views/history.ts';
import { readListFormat } from '../views/list-format.ts';
import { imageDetailsOf } from './find-object.ts';

export const command = defineDockerCommand({
  summary: 'Show how an image was made',
  usage: '[OPTIONS] IMAGE',
  flags: {
    format: { type: 'string', metavar: 'FORMAT', help: 'table, json, or a Go template for each step' },
    human: { type: 'boolean', short: 'H', default: true, help: 'Sizes and ages in words (=false: bytes and times)' },
    'no-trunc': { type: 'boolean', help: 'Whole IDs and commands' },
    platform: { type: 'string', hidden: true, help: 'Accepted: a node has one platform' },
    quiet: { type: 'boolean', short: 'q', help: 'Only IDs' },
  },
  arity: { min: 1, max: 1 },
  reads: true,
  translate({ flags, positionals: [word = ''] }) {
    const { format = '' } = flags;
    const isTable = format === '' || format === 'table';
    const printer = readListFormat(isTable ? (flags.quiet ? '{{.ID}}' : historyTable) : format, historyHeads);
    return {
      lines: [{ words: ['history', ...(flags['no-trunc'] ? ['--no-trunc'] : []), word] }],
      async perform(context) {
        const { images } = await context.cri();
        const { image } = await imageDetailsOf({ images }, word);
        const history = await imageHistory(images, await context.containerd(), image.id);
        const look = { now: context.now(), noTrunc: flags['no-trunc'], human: flags.human };
        await printer.print(context.io.stdout, historyRows(history, look));
        return 0;
      },
    };
  },
});
