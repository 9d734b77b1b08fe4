import type { Context } from '../../cli/define.ts';
import { CrixError } from '../../errors.ts';
import { signalNumber } from '../../model/signals.ts';
import { signalContainer } from '../../ops/containers/signal.ts';

export interface PassedTo {
  id: string;
  /** False: signals end this program as ever. */
  passes: boolean;
}

/** A program that does not care for being told to end must not hold the one who tells it. */
const mostRequests = 3;

/** While `body` runs, signals that reach us go on to the container; those that come before it has started wait until then. */
export async function passingSignals<T>(
  context: Context,
  { id, passes }: PassedTo,
  body: (phases: { started(): void }) => Promise<T>,
): Promise<T> {
  if (!passes) return body({ started: () => undefined });
  let markStarted = (): void => undefined;
  const hasStarted = new Promise<void>((resolve) => {
    markStarted = resolve;
  });
  let requests = 0;
  let giveUp: (error: unknown) => void = () => undefined;
  const givenUp = new Promise<never>((_resolve, reject) => {
    giveUp = reject;
  });
  givenUp.catch(() => {});
  const release = context.takeSignals((name) => {
    if (['SIGINT', 'SIGTERM'].includes(name) && ++requests >= mostRequests) {
      giveUp(new CrixError('cancelled', `got ${requests} SIGTERM/SIGINTs, forcefully exiting`, { status: 1 }));
      return;
    }
    deliver(context, id, name, hasStarted).catch((error) => context.debug(`${name} was not passed on: ${error}`));
  });
  try {
    return await Promise.race([body({ started: markStarted }), givenUp]);
  } finally {
    release();
  }
}

async function deliver(context: Context, id: string, name: string, hasStarted: Promise<void>): Promise<void> {
  await hasStarted;
  const { runtime } = await context.cri();
  await signalContainer(runtime, await context.containerd(), id, signalNumber(name) ?? 0);
}
