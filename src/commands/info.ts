import { defineCommand } from '../cli/define.ts';
import { INSPECT_JSON } from '../output/json.ts';
import { documentPrinter, parseFormat } from '../output/print.ts';
import { runtimeStatusDocument } from '../views/runtime-status.ts';

export const command = defineCommand({
  name: 'info',
  summary: "Show the runtime's status and configuration",
  description:
    'Besides the conditions RuntimeReady and NetworkReady, this shows what the runtime says of itself, such as its sandbox\nimage and the state of its network configuration.',
  usage: '[flags]',
  flags: {
    output: { type: 'string', short: 'o', default: 'json', metavar: 'FORMAT', help: 'json, yaml or go-template' },
    quiet: { type: 'boolean', short: 'q', help: 'Ask the runtime for less' },
    template: { type: 'string', metavar: 'TEMPLATE', help: 'Go template for --output go-template' },
  },
  arity: { min: 0, max: 0, wrong: 'help' },
  examples: [
    { line: 'crix info', does: 'Show everything' },
    {
      line: "crix info -o go-template --template '{{range .status.conditions}}{{.type}}={{.status}} {{end}}'",
      does: 'Show whether runtime and network are ready',
    },
  ],
  async run(context, { flags }) {
    const format = parseFormat(flags.output, ['json', 'yaml', 'go-template']);
    const print = await documentPrinter({ format, template: flags.template, json: INSPECT_JSON });
    const { runtime } = await context.cri();
    const reply = await runtime.status({ verbose: !flags.quiet });
    for (const chunk of print(runtimeStatusDocument(reply))) await context.io.stdout.write(chunk);
    return undefined;
  },
});
