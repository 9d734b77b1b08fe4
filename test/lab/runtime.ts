import type { Cri } from '../../src/cri/api.ts';
import { createCri } from '../../src/cri/client.ts';
import { parseEndpoint } from '../../src/cri/endpoint.ts';
import { openTransport } from '../../src/cri/transport/open.ts';

type RuntimeService = Cri['runtime'];

/** Stops every pod by CRI, so that its network plugins undo what they did to the machine. A broken node is left as it is. */
export async function stopPods(socket: string): Promise<void> {
  await asked(socket, async (runtime) => {
    const { items } = await runtime.listPodSandbox({});
    await Promise.allSettled(items.map(({ id }) => runtime.stopPodSandbox({ podSandboxId: id })));
  });
}

/** containerd listens, and tells its version, before its CRI can do anything. */
export async function isReady(socket: string): Promise<boolean> {
  return await asked(socket, (runtime) => runtime.listPodSandbox({}));
}

/** False when the runtime could not be asked. */
async function asked(socket: string, ask: (runtime: RuntimeService) => Promise<unknown>): Promise<boolean> {
  const { endpoint } = parseEndpoint(`unix://${socket}`);
  try {
    const transport = await openTransport(endpoint);
    try {
      await ask(createCri(transport, { endpoint, timeoutMs: 10_000 }).runtime);
    } finally {
      transport.close();
    }
    return true;
  } catch {
    return false;
  }
}
