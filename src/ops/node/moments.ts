import type { RuntimeService } from '../../cri/api.ts';
import { CrixError } from '../../errors.ts';

/** `stale`: what was listed may have changed. `later`: only time has passed. */
export type Moment = 'stale' | 'later';

export interface MomentDeps {
  signal: AbortSignal;
  /** Resolves after so many milliseconds, or earlier once the signal is aborted. */
  pause(ms: number, signal: AbortSignal): Promise<void>;
  /** False: nothing of what is listed has events. */
  hasEvents: boolean;
}

/** Milliseconds between two moments. */
const stepMs = 1000;
/** Events come in bursts: a pod's start is four of them. */
const burstMs = 100;
/** Steps until a list is stale by itself. With events only what has none, such as memory in use, needs it. */
const stepsAlone = 2;
const stepsWithEvents = 10;

/**
 * When a list has to be fetched or only be drawn again, until the signal is aborted: told by the runtime's events where it
 * sends them (containerd from 1.7 on), and by the clock.
 */
export async function* moments(runtime: RuntimeService, deps: MomentDeps): AsyncGenerator<Moment> {
  const news = listen(runtime, deps);
  try {
    while (!deps.signal.aborted) {
      news.isStale = false;
      yield 'stale';
      yield* untilStale(news, deps);
    }
  } finally {
    news.close();
  }
}

async function* untilStale(news: News, { signal, pause }: MomentDeps): AsyncGenerator<Moment> {
  for (let steps = 0; steps < (news.isOpen ? stepsWithEvents : stepsAlone); steps++) {
    if (steps > 0) yield 'later';
    // An event may have come while the list was fetched.
    if (!news.isStale) await Promise.race([pause(stepMs, signal), news.wait()]);
    if (news.isStale) await pause(burstMs, signal);
    if (news.isStale || signal.aborted) return;
  }
}

interface News {
  isOpen: boolean;
  isStale: boolean;
  /** Resolves at the next event. */
  wait(): Promise<void>;
  close(): void;
}

function listen(runtime: RuntimeService, { signal, hasEvents }: MomentDeps): News {
  const own = new AbortController();
  const close = (): void => own.abort(new CrixError('cancelled', 'nobody waits for events any more'));
  let wake = (): void => {};
  const news: News = {
    isOpen: hasEvents,
    isStale: false,
    wait: () => new Promise((resolve) => (wake = resolve)),
    close,
  };
  const read = async (): Promise<void> => {
    const events = runtime.getContainerEvents({}, { timeoutMs: 0, signal: AbortSignal.any([signal, own.signal]) });
    for await (const _event of events) {
      news.isStale = true;
      wake();
    }
  };
  const end = (): void => {
    news.isOpen = false;
  };
  // Without events the clock goes on alone: why there are none does not matter here.
  if (hasEvents) read().then(end, end);
  return news;
}
