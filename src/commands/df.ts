import { defineCommand } from '../cli/define.ts';
import { diskUsage } from '../ops/node/disk-usage.ts';
import { LIST_JSON } from '../output/json.ts';
import { documentPrinter, parseFormat, printAll, printTable } from '../output/print.ts';
import { containerDiskRows, diskUsageDocument, filesystemRows, imageDiskRows, usageRows } from '../views/disk-usage.ts';

export const command = defineCommand({
  name: 'df',
  summary: 'Show what images, containers and logs take of the disk, and what could be freed',
  description:
    'Reclaimable is what `crix prune --all` would remove: images that nothing uses, and containers that crix made as docker and that do not run. Sizes of images are what the runtime says: containerd counts the compressed layers, and images may share some. Logs count with their rotated copies, where they are on this node.',
  usage: '[flags]',
  flags: {
    output: { type: 'string', short: 'o', default: 'table', metavar: 'FORMAT', help: 'table, json or yaml' },
    verbose: { type: 'boolean', short: 'v', help: 'Each image and each container, the largest first' },
  },
  arity: { min: 0, max: 0, wrong: 'error' },
  examples: [
    { line: 'crix df', does: 'Show what takes how much, and how much is free' },
    { line: 'crix df -v', does: 'Find the image, container or log that fills the disk' },
  ],
  async run(context, { flags }) {
    const format = parseFormat(flags.output, ['table', 'json', 'yaml']);
    const print = format === 'table' ? undefined : await documentPrinter({ format, json: LIST_JSON });
    const { stdout } = context.io;
    const cri = await context.cri();
    const onFailure = (error: unknown): void => void context.report(error);
    const usage = await diskUsage(cri, await context.containerd(), { signal: context.signal, onFailure });
    if (print !== undefined) {
      await printAll(stdout, print(diskUsageDocument(usage)));
      return undefined;
    }
    const further = flags.verbose ? [imageDiskRows(usage), containerDiskRows(usage)] : [];
    for (const [at, rows] of [usageRows(usage), filesystemRows(usage), ...further].entries()) {
      if (at > 0) await stdout.write('\n');
      await printTable(stdout, rows, { minWidth: 0 });
    }
    return undefined;
  },
});
