import { defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { type RemovedImage, removeImages } from '../ops/images/remove.ts';
import { visible } from '../output/visible.ts';
import { reportTo } from './changing/report.ts';

export const command = defineCommand({
  name: 'rmi',
  summary: 'Remove one or more images',
  description:
    'CRI removes images, not tags: with one tag all others of the same image go, and you are warned. An image that is named goes even if it is pinned or in use; --prune spares pinned images, images of any container, and the image that pods are made from.',
  usage: '[flags] [IMAGE...]',
  flags: {
    all: { type: 'boolean', short: 'a', help: 'Remove all images, those in use included' },
    prune: { type: 'boolean', short: 'q', help: 'Remove all images that nothing uses' },
  },
  arity: { min: 0, wrong: 'help' },
  examples: [
    { line: 'crix rmi docker.io/library/busybox:1.36', does: 'Remove an image with all its tags' },
    { line: 'crix rmi --prune', does: 'Free the space of images that no container uses' },
  ],
  async run(context, { flags, positionals }) {
    const isNothing = !flags.all && !flags.prune && positionals.length === 0;
    if (isNothing && context.persona === 'crictl') return 'help';
    if (isNothing) throw usageError('nothing to remove: name an image, or give --prune or --all');
    if (positionals.includes('')) throw usageError('an empty image name was given');
    const { signal } = context;
    const report = reportTo(context, ({ names }: RemovedImage) =>
      names.map((name) => `Deleted: ${visible(name)}`).join('\n'),
    );
    const others = flags.prune ? 'unused' : flags.all ? 'all' : 'none';
    const { targets, failures } = await removeImages(
      await context.cri(),
      { references: positionals, others, signal },
      report,
    );
    if (targets === 0) await context.warn('no images to remove');
    return failures === 0 ? 0 : 1;
  },
});
