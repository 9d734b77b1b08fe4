import type { Context } from '../../cli/define.ts';
import type { LayerProgress } from '../../containerd/api.ts';
import { messageOf } from '../../errors.ts';
import { fullReference } from '../../model/image-reference.ts';

const redrawMs = 250;

/** Shows on a terminal how far a pull is while `pull` runs; elsewhere it only runs it. */
export async function showingPull<T>(context: Context, reference: string, pull: () => Promise<T>): Promise<T> {
  const { stderr } = context.io;
  if (!stderr.isTerminal) return pull();
  const [{ openLiveLines }, { pullLines }] = await Promise.all([
    import('../../output/live-lines.ts'),
    import('../../views/pull-progress.ts'),
  ]);
  const lines = openLiveLines(stderr);
  const startedAt = context.now();
  let layers: LayerProgress[] | undefined;
  const draw = (): Promise<void> => {
    const elapsedMs = Number(context.now() - startedAt) / 1e6;
    return lines.draw(pullLines({ reference, elapsedMs, layers, ...stderr.size() }));
  };
  const over = new AbortController();
  const ticking = setInterval(draw, redrawMs);
  const watching = watchLayers(context, reference, over.signal, (seen) => {
    layers = seen;
    return draw();
  });
  try {
    return await pull();
  } finally {
    clearInterval(ticking);
    over.abort();
    await watching;
    await lines.clear();
  }
}

/** A pull goes on without its picture: what goes wrong here is for --debug. */
async function watchLayers(
  context: Context,
  reference: string,
  signal: AbortSignal,
  show: (layers: LayerProgress[]) => Promise<void>,
): Promise<void> {
  try {
    const containerd = await context.containerd();
    if (containerd === undefined) return;
    for await (const layers of containerd.watchPull({ reference: fullReference(reference), signal }))
      await show(layers);
  } catch (error) {
    if (!signal.aborted) context.debug(`no progress of layers: ${messageOf(error)}`);
  }
}
