import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createConnection } from 'node:net';
import type { TestContext } from 'node:test';

/** Listens and then does nothing any more, not even accept. */
const program = `
  require('node:net').createServer().listen({ path: process.argv[1], backlog: 1 }, () => {
    require('node:fs').writeSync(1, 'ready');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;

/** A runtime that hangs, with so many connections waiting that the kernel lets nobody else wait. */
export async function startStuckRuntime(test: Pick<TestContext, 'after'>, path: string): Promise<void> {
  const server = spawn(process.execPath, ['-e', program, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  test.after(() => server.kill('SIGKILL'));
  await once(server.stdout, 'data');
  const queueLength = 10;
  for (let tries = 0; tries < queueLength; tries++) {
    const waiting = createConnection({ path });
    test.after(() => waiting.destroy());
    const errno = await new Promise<string | undefined>((resolve) => {
      waiting.on('connect', () => resolve(undefined));
      waiting.on('error', (error: NodeJS.ErrnoException) => resolve(error.code));
    });
    if (errno === 'EAGAIN') return;
  }
  throw new Error(`the queue of ${path} took ${queueLength} connections`);
}
