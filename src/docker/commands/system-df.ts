import type { Context } from '../../cli/define.ts';
import { type ThingsOnDisk, thingsOnDisk } from '../../ops/node/things-on-disk.ts';
import { defineDockerCommand } from '../define.ts';
import { containerHeads } from '../views/containers.ts';
import {
  usageContainerRows,
  usageContainerTable,
  usageHeads,
  usageImageRows,
  usageImageTable,
  usageRows,
  usageTable,
} from '../views/disk-usage.ts';
import { imageHeads } from '../views/images.ts';
import { readListFormat } from '../views/list-format.ts';
import { oneDocument, printOne } from './one-document.ts';

export const command = defineDockerCommand({
  summary: 'Show what images and containers take on disk',
  usage: '[OPTIONS]',
  flags: {
    format: { type: 'string', metavar: 'FORMAT', help: 'table, json, or a Go template for each kind' },
    verbose: { type: 'boolean', short: 'v', help: 'Each image and each container' },
  },
  arity: { min: 0, max: 0 },
  reads: true,
  translate({ flags }) {
    const { format = '', verbose } = flags;
    const isTable = format === '' || format === 'table';
    const print = verbose && !isTable ? oneDocument(format) : undefined;
    const printer = readListFormat(isTable ? usageTable : verbose ? '' : format, usageHeads);
    return {
      lines: [{ words: verbose ? ['df', '-v'] : ['df'] }],
      async perform(context) {
        const usage = await thingsOnDisk(await context.cri(), { pods: verbose, status: verbose ? 'details' : 'none' });
        if (print !== undefined) await printOne(context, print, usageDocument(context, usage));
        else if (verbose) await printEach(context, usage);
        else await printer.print(context.io.stdout, usageRows(usage));
        return 0;
      },
    };
  },
});

function lookOf(context: Context) {
  return { now: context.now(), noTrunc: false };
}

function usageDocument(context: Context, usage: ThingsOnDisk): object {
  const look = lookOf(context);
  return {
    Images: usageImageRows(usage, look),
    Containers: usageContainerRows(usage, look),
    Volumes: [],
    BuildCache: [],
  };
}

async function printEach(context: Context, usage: ThingsOnDisk): Promise<void> {
  const { stdout } = context.io;
  const look = lookOf(context);
  await stdout.write('Images space usage:\n\n');
  await readListFormat(usageImageTable, imageHeads).print(stdout, usageImageRows(usage, look));
  await stdout.write('\nContainers space usage:\n\n');
  await readListFormat(usageContainerTable, containerHeads).print(stdout, usageContainerRows(usage, look));
  await stdout.write(
    '\nLocal Volumes space usage:\n\nVOLUME NAME   LINKS     SIZE\n\nBuild cache usage: 0B\n\nCACHE ID   CACHE TYPE   SIZE      CREATED   LAST USED   USAGE     SHARED\n',
  );
}
