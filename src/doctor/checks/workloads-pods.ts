import type { PodSandbox } from '../../cri/gen/types.ts';
import { shortId } from '../../model/ids.ts';
import { counted } from '../amounts.ts';
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
    const dead = pods.filter((pod) => pod.state !== 'SANDBOX_READY' && !isReplaced(pod, pods));
    if (dead.length === 0) return [ok(`${counted(pods.length, 'pod')}, none that is dead holds its name`)];
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
  return pods.some(
    ({ metadata: other }) =>
      other?.uid === metadata?.uid &&
      other?.name === metadata?.name &&
      (other?.attempt ?? 0) > (metadata?.attempt ?? 0),
  );
}
