import type { Container } from '../../cri/gen/types.ts';
import { shortId } from '../../model/ids.ts';
import { type Check, findingsOf } from '../finding.ts';
import { containerName } from '../names.ts';

const { ok, warn } = findingsOf('workloads.restarts');

const recentNanos = 600n * 1_000_000_000n;
const manyAttempts = 3;

export const check: Check = {
  id: 'workloads.restarts',
  group: 'workloads',
  title: 'do containers restart again and again?',
  needs: 'runtime',
  async run(facts) {
    const since = facts.sources.now - recentNanos;
    const restarting = (await facts.containers()).filter((container) => {
      return attemptOf(container) >= manyAttempts && container.createdAt > since;
    });
    if (restarting.length === 0) return [ok('none in the last ten minutes')];
    return restarting.map((container) =>
      warn('restarting', `${containerName(container)} is at its restart number ${attemptOf(container)}`, {
        why: 'kubelet waits longer before each new try, up to five minutes',
        next: [`crix logs -p ${shortId(container.id)}`, `crix logs --tail 50 ${shortId(container.id)}`],
      }),
    );
  },
};

function attemptOf({ metadata }: Container): number {
  return metadata?.attempt ?? 0;
}
