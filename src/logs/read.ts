import { type LogRange, openLog } from './open.ts';
import { LineRenderer, type LineSelection, type LogText } from './render.ts';
import { lineChunks } from './source.ts';

export type ReadOptions = LogRange & LineSelection;

/**
 * A container's log as bytes for stdout and stderr. Each piece is valid until the next is asked for.
 * @throws CrixError when the file is not there or no container log
 */
export async function* readLog(path: string, options: ReadOptions): AsyncGenerator<LogText> {
  if (options.limitBytes === 0) return;
  const source = await openLog(path, options);
  const renderer = new LineRenderer(options);
  for await (const { bytes, end } of lineChunks(source, renderer.input)) {
    renderer.add(bytes, end);
    yield* renderer.take();
    // Behind a line that is later than `until` a follow can only find later ones.
    if (renderer.isFull || (options.follow && renderer.sawLaterLine)) break;
  }
  renderer.finish();
  yield* renderer.take();
}
