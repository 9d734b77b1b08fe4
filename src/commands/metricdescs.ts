import { defineCommand } from '../cli/define.ts';
import { LIST_JSON } from '../output/json.ts';
import { documentPrinter, parseFormat } from '../output/print.ts';
import { metricDescriptorsDocument } from '../views/metrics.ts';

const formats = ['json', 'yaml'] as const;

export const command = defineCommand({
  name: 'metricdescs',
  summary: 'List the metrics that the runtime collects of pods',
  usage: '[flags]',
  flags: { output: { type: 'string', short: 'o', metavar: 'FORMAT', help: 'json or yaml (json when absent)' } },
  arity: { min: 0, max: 0, wrong: 'help' },
  examples: [
    { line: 'crix metricdescs', does: 'Show names, explanations and label keys' },
    { line: 'crix metricdescs -o yaml', does: 'Show them as YAML' },
  ],
  async run(context, { flags }) {
    const word = flags.output || 'json';
    // crictl answers an unknown format with its help, here and nowhere else.
    if (context.persona === 'crictl' && !formats.some((format) => format === word)) return 'help';
    const print = await documentPrinter({ format: parseFormat(word, formats), json: LIST_JSON });
    const { runtime } = await context.cri();
    const reply = await runtime.listMetricDescriptors({});
    for (const chunk of print(metricDescriptorsDocument(reply))) await context.io.stdout.write(chunk);
    return undefined;
  },
});
