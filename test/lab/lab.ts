import { join } from 'node:path';
import type { Containerd } from './debian.ts';
import { refs } from './images.ts';
import { labsFolder, startLab } from './start.ts';
import { readRecord, stopLab } from './stop.ts';

const usage = `usage: npm run lab -- up NAME [--containerd 1.6|1.7|2]
       npm run lab -- down NAME
`;

async function main(words: string[]): Promise<number> {
  const [verb, name, flag, version = '1.6'] = words;
  if (name !== undefined && verb === 'up' && (flag === undefined || flag === '--containerd') && isKnown(version)) {
    await up(name, version);
    return 0;
  }
  if (name !== undefined && verb === 'down' && words.length === 2) return await down(name);
  process.stderr.write(usage);
  return 2;
}

function isKnown(version: string): version is Containerd {
  return ['1.6', '1.7', '2'].includes(version);
}

async function up(name: string, containerd: Containerd): Promise<void> {
  const lab = await startLab({ name, containerd });
  const { locked, slow } = lab.registries;
  process.stdout.write(`containerd ${lab.version}, files in ${lab.dir}
registry ${lab.registry}, slow ${slow}, with password ${locked.host} (${locked.username}:${locked.password})
images ${Object.values(refs).join(' ')}
export CONTAINER_RUNTIME_ENDPOINT=${lab.endpoint} REG=${lab.registry}
`);
}

async function down(name: string): Promise<number> {
  const record = readRecord(join(labsFolder, name));
  if (record === undefined) {
    process.stderr.write(`no lab "${name}"\n`);
    return 1;
  }
  await stopLab(record);
  return 0;
}

process.exitCode = await main(process.argv.slice(2)).catch((error) => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  return 1;
});
