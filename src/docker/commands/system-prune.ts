import { pruneContainers } from '../../ops/prune/containers.ts';
import { pruneImages } from '../../ops/prune/images.ts';
import { defineDockerCommand } from '../define.ts';
import { pruneFilterOf } from '../translate/prune.ts';
import { isWanted, pruneDeps, prunedContainersText, prunedImagesText, pruneFlags, reclaimedText } from './pruning.ts';

export const command = defineDockerCommand({
  summary: 'Remove containers that run made and that do not run, and images that nothing uses',
  usage: '[OPTIONS]',
  flags: {
    ...pruneFlags,
    all: { type: 'boolean', short: 'a', help: 'Also images with a tag' },
    volumes: { type: 'boolean', help: 'Accepted: CRI has no volumes' },
  },
  arity: { min: 0, max: 0 },
  translate({ flags }, facts) {
    const filter = pruneFilterOf(flags.filter, facts);
    return {
      lines: [
        {
          words: [
            'prune',
            ...(flags.all ? ['--all'] : []),
            ...(flags.force ? ['--force'] : []),
            ...flags.filter.flatMap((word) => ['--filter', word]),
          ],
        },
      ],
      async perform(context) {
        const which = flags.all ? 'all images without at least one container' : 'all dangling images';
        const warning = `This will remove:\n  - all stopped containers that run made; those of the kubelet stay\n  - ${which}\n`;
        if (!flags.force && !(await isWanted(context, warning))) return 0;
        const [cri, containerd] = [await context.cri(), await context.containerd()];
        const containers = await pruneContainers(cri.runtime, containerd, filter, pruneDeps(context));
        const images = await pruneImages(cri, { all: flags.all, filter }, pruneDeps(context));
        await context.io.stdout.write(
          prunedContainersText(containers) + prunedImagesText(images) + reclaimedText(containers.bytes + images.bytes),
        );
        return 0;
      },
    };
  },
});
