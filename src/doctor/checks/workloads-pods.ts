import type { PodSandbox } from '../../cri/gen/types.ts';
import { shortId } from '../../model/ids.ts';
import { counted } from '../amounts.ts';
import type { Facts } from '../facts.ts';
import { type Check, findingsOf } from '../finding.ts';
import { podName } from '../names.ts';

const { ok, warn } = findingsOf('workloads.pods');

export const check: Check = {
  id: 'workloads.pods',
  group: 'workloads',
  title: 'are there pods that are not ready and hold their name?',
  needs: 'runtime',
  async run(facts) {
    const pods = await facts.pods();
    const stopped = pods.filter((pod) => pod.state !== 'SANDBOX_READY' && !isReplaced(pod, pods));
    const completed = await Promise.all(stopped.map((pod) => isCompleted(facts, pod)));
    const dead = stopped.filter((_, at) => !completed[at]);
    if (dead.length === 0) return [ok(`${counted(pods.length, 'pod')}, ${stopped.length} of them completed`)];
    return [
      warn('not-ready', `${counted(dead.length, 'pod')} not ready: ${dead.map(podName).join(', ')}`, {
        why: 'name and address stay reserved: the same pod cannot be run again; kubelet removes them after a while, if it runs',
        next: [`crix rmp ${dead.map(({ id }) => shortId(id)).join(' ')}`],
      }),
    ];
  },
};

/** kubelet runs a new attempt beside the dead one, which then only waits to be cleaned up. */
function isReplaced({ metadata }: PodSandbox, pods: readonly PodSandbox[]): boolean {
  return pods.some(({ metadata: other }) => {
    const isSame = other?.uid === metadata?.uid && other?.name === metadata?.name;
    return isSame && (other?.attempt ?? 0) > (metadata?.attempt ?? 0);
  });
}

/** A job that is done: all its containers ended well. It is kept for its logs until somebody deletes it. */
async function isCompleted(facts: Facts, { id }: PodSandbox): Promise<boolean> {
  const own = (await facts.containers()).filter(({ podSandboxId }) => podSandboxId === id);
  if (own.length === 0 || own.some(({ state }) => state !== 'CONTAINER_EXITED')) return false;
  return (await facts.withStatus(own)).every(({ status }) => status.exitCode === 0);
}
