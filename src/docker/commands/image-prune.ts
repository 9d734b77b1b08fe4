import { pruneImages } from '../../ops/prune/images.ts';
import { defineDockerCommand } from '../define.ts';
import { pruneFilterOf } from '../translate/prune.ts';
import { isWanted, pruneDeps, prunedImagesText, pruneFlags, reclaimedText } from './pruning.ts';

export const command = defineDockerCommand({
  summary: 'Remove images that nothing uses',
  usage: '[OPTIONS]',
  flags: { ...pruneFlags, all: { type: 'boolean', short: 'a', help: 'Also those with a tag' } },
  arity: { min: 0, max: 0 },
  translate({ flags }, facts) {
    const filter = pruneFilterOf(flags.filter, facts, ['dangling']);
    return {
      lines: [
        { words: ['rmi', '--prune'], ...(flags.all ? {} : { note: 'this also removes images that have a tag' }) },
      ],
      async perform(context) {
        const warning = flags.all
          ? 'This will remove all images without at least one container associated to them.'
          : 'This will remove all dangling images.';
        if (!flags.force && !(await isWanted(context, warning))) return 0;
        const pruned = await pruneImages(await context.cri(), { all: flags.all, filter }, pruneDeps(context));
        await context.io.stdout.write(prunedImagesText(pruned) + reclaimedText(pruned.bytes));
        return 0;
      },
    };
  },
});
