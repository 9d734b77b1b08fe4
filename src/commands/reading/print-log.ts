import type { Context, Sink } from '../../cli/define.ts';
import type { ContainerLog } from '../../ops/logs/find.ts';
import { type LogSelection, type ShowDeps, showLog } from '../../ops/logs/show.ts';

/** Prints one log, each stream to its own. `change` may put something into the text. */
export async function printLog(
  context: Context,
  log: ContainerLog,
  selection: LogSelection,
  deps: ShowDeps & { change?: (stream: 'stdout' | 'stderr', bytes: Uint8Array) => Uint8Array },
): Promise<undefined> {
  const sinks = await sinksFor(context, deps);
  const mixed = context.io.sharesOutput;
  for await (const { stream, bytes } of showLog(log, selection, { ...deps, mixed })) {
    await sinks[stream].write(deps.change === undefined ? bytes : deps.change(stream, bytes));
    if (sinks.stdout.isClosed) break;
  }
  return undefined;
}

/** Blocking writes are the faster ones. Only a follow has signals to listen to meanwhile: without, they end the program. */
export async function sinksFor({ io }: Context, { follow }: ShowDeps): Promise<Record<'stdout' | 'stderr', Sink>> {
  if (follow === undefined) return { stdout: io.stdout, stderr: io.stderr };
  return { stdout: await io.flow('stdout'), stderr: await io.flow('stderr') };
}

/** A damaged log may have millions of bad lines: the first few are named. */
export function badLineCounter(context: Context): (text: string) => void {
  let left = 3;
  return (text) => {
    if (left-- > 0) void context.warn(`skipped a line that is no container log line: ${text}`);
  };
}
