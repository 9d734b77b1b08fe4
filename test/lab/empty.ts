import { createCri } from '../../src/cri/client.ts';
import { parseEndpoint } from '../../src/cri/endpoint.ts';
import { openTransport } from '../../src/cri/transport/open.ts';

/** Stops every pod by CRI, so that its network plugins undo what they did to the machine. A broken node is left as it is. */
export async function stopPods(socket: string): Promise<void> {
  const { endpoint } = parseEndpoint(`unix://${socket}`);
  try {
    const transport = await openTransport(endpoint);
    const images = { transport, endpoint };
    const signal = new AbortController().signal;
    const { runtime } = createCri(transport, { endpoint, images, signal, timeoutMs: 10_000, maxRetries: 0 });
    const { items } = await runtime.listPodSandbox({});
    await Promise.allSettled(items.map(({ id }) => runtime.stopPodSandbox({ podSandboxId: id })));
    transport.close();
  } catch {
    // stopLab ends what is left by other means
  }
}
