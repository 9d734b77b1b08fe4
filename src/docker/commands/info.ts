import { version } from '../../cli/version.ts';
import { nodeFacts } from '../../ops/node/facts.ts';
import { defineDockerCommand } from '../define.ts';
import { nodeDocument } from '../shape/node-document.ts';
import { nodeText } from '../views/node.ts';
import { oneDocument, printOne } from './one-document.ts';

export const command = defineDockerCommand({
  summary: 'Show the node and its runtime',
  usage: '[OPTIONS]',
  flags: {
    format: { type: 'string', short: 'f', metavar: 'FORMAT', help: 'json, or a Go template' },
  },
  arity: { min: 0, max: 0 },
  reads: true,
  translate({ flags }) {
    const print = oneDocument(flags.format);
    return {
      lines: [{ words: ['info'] }, { words: ['version'] }],
      async perform(context) {
        const facts = await nodeFacts(await context.cri());
        const time = new Date(Number(context.now() / 1_000_000n)).toISOString();
        const document = nodeDocument(facts, version, time);
        if (print !== undefined) {
          await printOne(context, print, document);
          return 0;
        }
        await context.io.stdout.write(nodeText(document));
        for (const warning of document.Warnings) await context.warn(warning);
        return 0;
      },
    };
  },
});
