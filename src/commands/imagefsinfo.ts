import { defineCommand } from '../cli/define.ts';
import { INSPECT_JSON } from '../output/json.ts';
import { documentPrinter, parseFormat } from '../output/print.ts';
import { imageFilesystemsDocument, imageFilesystemsLines } from '../views/image-filesystems.ts';

export const command = defineCommand({
  name: 'imagefsinfo',
  summary: 'Show the file systems of images and containers',
  usage: '[flags]',
  flags: {
    output: {
      type: 'string',
      short: 'o',
      metavar: 'FORMAT',
      help: 'json, yaml, go-template or table (json when absent)',
    },
    template: { type: 'string', metavar: 'TEMPLATE', help: 'Go template for --output go-template' },
  },
  examples: [
    { line: 'crix imagefsinfo -o table', does: 'Show where images are kept and what they take' },
    {
      line: "crix imagefsinfo -o go-template --template '{{range .status.imageFilesystems}}{{.usedBytes.value}}{{end}}'",
      does: 'Show the bytes that images take',
    },
  ],
  async run(context, { flags }) {
    const format = parseFormat(flags.output || 'json', ['json', 'yaml', 'go-template', 'table']);
    const print =
      format === 'table' ? undefined : await documentPrinter({ format, template: flags.template, json: INSPECT_JSON });
    const { images } = await context.cri();
    const reply = await images.imageFsInfo({});
    const chunks = print?.(imageFilesystemsDocument(reply)) ?? [imageFilesystemsLines(reply)];
    for (const chunk of chunks) await context.io.stdout.write(chunk);
    return undefined;
  },
});
