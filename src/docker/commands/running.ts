import type { Context } from '../../cli/define.ts';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError, messageOf } from '../../errors.ts';
import type { AloneInput } from '../../ops/containers/alone.ts';
import { removeManaged } from '../../ops/containers/remove-managed.ts';
import { startContainer } from '../../ops/containers/start.ts';
import { statusOfEnding } from '../../ops/sessions/ending.ts';
import { type ForegroundInput, runInForeground } from '../../ops/sessions/foreground.ts';
import { startFailureOf } from '../../ops/sessions/start-failure.ts';
import { unhurried } from '../../ops/unhurried.ts';
import { asRunRefusal, make } from './making.ts';
import { passingSignals } from './pass-signals.ts';

/** A whole `docker run`. */
export interface Running extends Pick<ForegroundInput, 'tty' | 'stdin' | 'stdout' | 'stderr' | 'detachKeys'> {
  input: AloneInput;
  isDetached: boolean;
  isQuiet: boolean;
  idFile: string | undefined;
  passesSignals: boolean;
  /** Remove the container when it ends. */
  removes: boolean;
}

/** @returns the program's exit status @throws CrixError with the status that docker's run has */
export async function runContainer(context: Context, running: Running): Promise<number> {
  try {
    const { id } = await make(context, running);
    return running.isDetached ? await startDetached(context, running, id) : await runJoined(context, running, id);
  } catch (error) {
    throw asRunRefusal(error);
  }
}

async function startDetached(context: Context, { removes }: Running, id: string): Promise<number> {
  const { runtime } = await context.cri();
  // docker prints it even if the start then fails: the container is there.
  await context.io.stdout.write(`${id}\n`);
  try {
    await startAsRun(runtime, id);
  } catch (error) {
    if (removes) await removeAfterwards(context, runtime, id);
    throw error;
  }
  if (removes) await context.runApart(['rm', '--when-over', id]);
  return 0;
}

async function runJoined(context: Context, running: Running, id: string): Promise<number> {
  const { runtime } = await context.cri();
  let isLeft = false;
  try {
    const containerd = await context.containerd();
    const ending = await passingSignals(context, { id, passes: running.passesSignals }, ({ started }) =>
      runInForeground(
        runtime,
        containerd,
        {
          ...running,
          id,
          since: context.now(),
          stdinOnce: true,
          start: () => startAsRun(runtime, id).finally(started),
        },
        context,
      ),
    );
    isLeft = ending.kind === 'detached';
    return statusOfEnding(ending);
  } finally {
    if (running.removes && isLeft) await context.runApart(['rm', '--when-over', id]);
    else if (running.removes) await removeAfterwards(context, runtime, id);
  }
}

/** @throws CrixError with 126 or 127 where the program cannot be run */
async function startAsRun(runtime: RuntimeService, id: string): Promise<void> {
  try {
    await startContainer(runtime, id);
  } catch (error) {
    throw startFailureOf(error);
  }
}

/** Whatever happened, and although the command may have been interrupted. */
async function removeAfterwards(context: Context, runtime: RuntimeService, id: string): Promise<void> {
  const input = { force: true, keepLogs: false, timeoutMs: context.settings.timeoutMs };
  try {
    await removeManaged(unhurried(runtime), id, input, { note: context.warn });
  } catch (error) {
    // Somebody else was faster.
    if (error instanceof CrixError && error.kind === 'not-found') return;
    await context.warn(`container ${id} could not be removed: ${messageOf(error)}`);
  }
}
