import { managedBy, managedLabel } from '../../model/managed.ts';
import { pruneContainers } from '../../ops/prune/containers.ts';
import { defineDockerCommand } from '../define.ts';
import { pruneFilterOf } from '../translate/prune.ts';
import { isWanted, pruneDeps, prunedContainersText, pruneFlags, reclaimedText } from './pruning.ts';

export const command = defineDockerCommand({
  summary: 'Remove all containers that run made and that do not run',
  usage: '[OPTIONS]',
  flags: pruneFlags,
  arity: { min: 0, max: 0 },
  translate({ flags }, facts) {
    const filter = pruneFilterOf(flags.filter, facts);
    return {
      lines: [
        {
          words: ['ps', '--state', 'exited', '-q', '--label', `${managedLabel}=${managedBy}`],
          into: ['rm'],
          ...(flags.filter.length === 0 ? {} : { note: 'crix prune has filters, and removes dangling images too' }),
        },
      ],
      async perform(context) {
        const warning = 'This will remove all stopped containers that run made; those of the kubelet stay.';
        if (!flags.force && !(await isWanted(context, warning))) return 0;
        const { runtime } = await context.cri();
        const pruned = await pruneContainers(runtime, await context.containerd(), filter, pruneDeps(context));
        await context.io.stdout.write(prunedContainersText(pruned) + reclaimedText(pruned.bytes));
        return 0;
      },
    };
  },
});
