import { shortId } from '../../model/ids.ts';
import { type Check, findingsOf } from '../finding.ts';
import { containerName } from '../names.ts';

const { ok, warn } = findingsOf('workloads.created');

/** Between create and start kubelet needs a moment. */
const patienceNanos = 60n * 1_000_000_000n;

export const check: Check = {
  id: 'workloads.created',
  group: 'workloads',
  title: 'were containers created and never started?',
  needs: 'runtime',
  async run(facts) {
    const stuck = (await facts.containers()).filter(({ state, createdAt }) => {
      return state === 'CONTAINER_CREATED' && createdAt < facts.sources.now - patienceNanos;
    });
    if (stuck.length === 0) return [ok('none')];
    const ids = stuck.map(({ id }) => shortId(id)).join(' ');
    return [
      warn('stuck', `never started: ${stuck.map(containerName).join(', ')}`, {
        why: 'whoever created them died in between; they hold their name',
        next: [`crix rm ${ids}`],
      }),
    ];
  },
};
