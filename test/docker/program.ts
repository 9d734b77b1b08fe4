import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { dockerPrefix } from '../lab/images.ts';
import type { Lab } from '../lab/start.ts';
import type { Program } from './stage.ts';

/** crix reached through a link named docker, on the lab's node. `remove` deletes the link. */
export function crixAsDocker(lab: Lab): Program & { remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'crix-docker-'));
  const link = join(folder, 'docker');
  symlinkSync(process.env['CRIX_BINARY'] ?? fileURLToPath(new URL('../../bin/crix.js', import.meta.url)), link);
  return {
    words: [link],
    env: {
      CONTAINER_RUNTIME_ENDPOINT: lab.endpoint,
      CRI_CONFIG_FILE: '/dev/null',
      PATH: `${lab.path}:${process.env['PATH']}`,
    },
    registry: `${lab.registry}/${dockerPrefix}`,
    remove: () => rmSync(folder, { recursive: true }),
  };
}
