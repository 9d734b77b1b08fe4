import type { Context } from '../../cli/define.ts';
import type { Image } from '../../cri/gen/types.ts';
import { type ImageListInput, listImages } from '../../ops/images/list.ts';
import { type ImageNeed, listedImages } from '../../ops/images/listed.ts';
import { type ImageRow, imageColumns, imageRowsOf, wideImageColumns } from '../../views/image-columns.ts';
import { imageFields, imageHeads } from '../../views/images.ts';
import type { ListArgs, ListPrinter } from './format.ts';
import { fetchDeps, momentsFor, type PeopleList, showForPeople } from './people.ts';

export function showImagesForPeople(
  context: Context,
  flags: ListArgs & { digests: boolean; pinned: boolean },
  input: ImageListInput,
  plainPrinter: () => Promise<ListPrinter<Image>>,
): Promise<void> {
  const list: PeopleList<Image, ImageRow, ImageNeed> = {
    columns: imageColumns,
    plain: [
      'Repository',
      'Tag',
      ...(flags.digests ? ['Digest'] : []),
      'ID',
      'Size',
      ...(flags.pinned ? ['Pinned'] : []),
    ],
    wide: wideImageColumns,
    fields: ({ image, at }, look) => imageFields(image, look)[at] ?? {},
    heads: imageHeads,
    itemOf: ({ image }) => image,
    keyOf: ({ image, at }) => `${image.id} ${image.repoTags[at] ?? ''}`,
    async connect() {
      const cri = await context.cri();
      const deps = fetchDeps(context);
      return {
        list: () => listImages(cri.images, input),
        details: async (images, needs) => imageRowsOf(await listedImages(cri, images, needs, deps)),
        // Runtimes report events of containers only.
        moments: () => momentsFor(context, cri.runtime, false),
      };
    },
  };
  return showForPeople(context, flags, list, plainPrinter);
}
