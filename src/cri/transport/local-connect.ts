import type { Connect } from './socket.ts';

/**
 * The fastest local socket that this runtime has. Each making is imported when it is needed, so that none is paid for by a
 * command that does not connect.
 */
export async function localConnect(): Promise<Connect> {
  if ('Bun' in globalThis) return (await import('./socket-bun.ts')).connect;
  const { pipeConnect } = await import('./socket-pipe.ts');
  return pipeConnect() ?? (await import('./socket-node.ts')).connect;
}
