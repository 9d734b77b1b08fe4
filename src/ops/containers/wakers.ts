import { setTimeout as pause } from 'node:timers/promises';
import type { Containerd } from '../../containerd/api.ts';
import type { RuntimeService } from '../../cri/api.ts';

export interface Waker {
  /** Resolves when something may have changed, at the latest after a while; at once when the signal is aborted. */
  wait(): Promise<void>;
}

/** Without events lists are compared this often. */
const pollMs = 200;
/** With them only now and then, lest one was missed. */
const slowPollMs = 2000;
/** An event comes before the runtime's lists show it: they are looked at a few times. */
const settleMs = 60;
const looksAfterEvent = 4;

const containerFilters = ['topic~="/containers/"', 'topic~="/tasks/(create|start|exit|delete)"'];

/** Wakes at events: containerd's own where it is one, else those of CRI; and by the clock where there are none. */
export function openWaker(runtime: RuntimeService, containerd: Containerd | undefined, signal: AbortSignal): Waker {
  const call = { timeoutMs: 0, signal };
  const events: AsyncIterable<unknown> =
    containerd?.events.subscribe({ filters: containerFilters }, call) ?? runtime.getContainerEvents({}, call);
  let hasEvents = true;
  let due = 0;
  let wake = (): void => undefined;
  const listen = async (): Promise<void> => {
    for await (const _event of events) {
      due = looksAfterEvent;
      wake();
    }
  };
  const end = (): void => {
    hasEvents = false;
    wake();
  };
  // Without events the clock goes on alone: why there are none does not matter here.
  listen().then(end, end);
  return {
    async wait() {
      if (due > 0) {
        due--;
        await pause(settleMs, undefined, { signal }).catch(() => undefined);
        return;
      }
      const event = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const clock = pause(hasEvents ? slowPollMs : pollMs, undefined, { signal, ref: true }).catch(() => undefined);
      await Promise.race([event, clock]);
    },
  };
}
