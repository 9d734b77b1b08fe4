import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface BenchNode {
  readonly endpoint: string;
  /** For the client: nothing of the caller's shell reaches it, least of all NODE_EXTRA_CA_CERTS, which alone costs 30 ms. */
  readonly env: Readonly<Record<string, string>>;
}

/** Runs `body` beside a scripted node of `count` containers. */
export async function withNode<T>(count: number, body: (node: BenchNode) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'crix-bench-'));
  const socket = join(folder, 's');
  const script = new URL('server.ts', import.meta.url).pathname;
  const server = spawn(process.execPath, ['--import', 'tsx', script, socket, String(count)], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    await once(server.stdout, 'data');
    const endpoint = `unix://${socket}`;
    const env = {
      PATH: process.env['PATH'] ?? '',
      HOME: folder,
      TZ: 'UTC',
      LC_ALL: 'C.UTF-8',
      CONTAINER_RUNTIME_ENDPOINT: endpoint,
    };
    return await body({ endpoint, env });
  } finally {
    server.stdin.end();
    await once(server, 'exit');
    rmSync(folder, { recursive: true, force: true });
  }
}
