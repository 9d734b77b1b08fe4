import { defineCommand } from '../cli/define.ts';
import type { Image } from '../cri/gen/types.ts';
import { readImageFilters } from '../ops/images/filters.ts';
import { listImages } from '../ops/images/list.ts';
import { imageList, imageRows, imageText } from '../views/images.ts';
import { isForPeople, type Listing, listFlags, listPrinter } from './lists/format.ts';
import { isListVerb } from './lists/verbs.ts';

export const command = defineCommand({
  name: 'images',
  aliases: ['image', 'img'],
  summary: 'List images',
  description:
    'Sizes are what the runtime says: containerd counts the compressed layers, CRI-O the unpacked ones.\nCRI knows no time at which an image was made: the filters before and since go by the order of the list.',
  usage: '[flags] [IMAGE]',
  flags: {
    ...listFlags,
    digests: { type: 'boolean', help: 'Show digests' },
    filter: {
      type: 'strings',
      short: 'f',
      metavar: 'FILTER',
      help: 'dangling=true or false, reference=REGEX, before=IMAGE or since=IMAGE; repeat it for several',
    },
    output: { type: 'string', short: 'o', metavar: 'FORMAT', help: 'table, wide, json or yaml (table when absent)' },
    pinned: { type: 'boolean', help: 'Show which images are pinned: they are never pruned' },
  },
  arity: { min: 0, max: 1, wrong: 'help' },
  examples: [
    { line: 'crix images --digests', does: 'List all images with their digests' },
    { line: 'crix images -f dangling=true -q', does: 'Print the IDs of images without a tag' },
  ],
  async run(context, { flags, positionals }) {
    const filters = await readImageFilters(flags.filter);
    const listing: Listing<Image> = {
      rows: (images, look) => imageRows(images, flags, look),
      text: imageText,
      document: imageList,
    };
    const [word] = positionals;
    const name = context.persona !== 'crictl' && isListVerb(word) ? undefined : word;
    if (isForPeople(context, flags)) {
      const { showImagesForPeople } = await import('./lists/people-images.ts');
      await showImagesForPeople(context, flags, { name, filters }, () => listPrinter(context, flags, listing));
      return undefined;
    }
    const printer = await listPrinter(context, flags, listing);
    const { images } = await context.cri();
    await printer.print(await listImages(images, { name, filters }));
    return undefined;
  },
});
