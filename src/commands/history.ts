import { defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { imageHistory } from '../ops/images/history.ts';
import { LIST_JSON } from '../output/json.ts';
import { documentPrinter, parseFormat, printAll, printTable } from '../output/print.ts';
import { historyDocument, historyRows } from '../views/history.ts';

export const command = defineCommand({
  name: 'history',
  summary: 'Show how an image was made',
  description:
    "The last step comes first. Sizes are those of the unpacked layers, which containerd's own service knows; elsewhere there are none.",
  usage: '[flags] IMAGE',
  flags: {
    'no-trunc': { type: 'boolean', help: 'Whole IDs and commands' },
    output: { type: 'string', short: 'o', default: 'table', metavar: 'FORMAT', help: 'table, json or yaml' },
  },
  arity: { min: 1, max: 1, wrong: 'error' },
  examples: [
    { line: 'crix history docker.io/library/nginx:1.25', does: 'Show the steps of an image and what each added' },
    { line: 'crix history --no-trunc d901d9b1ca777', does: 'Show whole commands' },
  ],
  async run(context, { flags, positionals }) {
    const [reference = ''] = positionals;
    if (reference === '') throw usageError('an empty image name was given');
    const format = parseFormat(flags.output, ['table', 'json', 'yaml']);
    const print = format === 'table' ? undefined : await documentPrinter({ format, json: LIST_JSON });
    const { images } = await context.cri();
    const history = await imageHistory(images, await context.containerd(), reference);
    const { stdout } = context.io;
    if (print !== undefined) await printAll(stdout, print(historyDocument(history)));
    else {
      const look = { now: context.now(), noTrunc: flags['no-trunc'], asCrictl: false };
      await printTable(stdout, historyRows(history, look), { minWidth: 0 });
    }
    return undefined;
  },
});
