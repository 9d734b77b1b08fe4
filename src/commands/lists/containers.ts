import type { Args, Context, Flags } from '../../cli/define.ts';
import type { Container } from '../../cri/gen/types.ts';
import { type ContainerMask, listContainers, selectContainers } from '../../ops/containers/list.ts';
import { lookUpImages } from '../../ops/images/look-up.ts';
import {
  CONTAINER_TABLE_MASK,
  containerList,
  containerRows,
  containerText,
  shownImage,
} from '../../views/containers.ts';
import type { Look } from '../../views/look.ts';
import { containerSelectionFlags } from '../flags/selection.ts';
import { isForPeople, type ListForm, type Listing, listFlags, listPrinter } from './format.ts';

/** ps, and what else lists containers. */
export const containerListFlags = {
  ...containerSelectionFlags,
  ...listFlags,
  id: { type: 'string', metavar: 'ID', help: 'Only the container with this ID, or those whose IDs begin so' },
  output: { type: 'string', short: 'o', default: 'table', metavar: 'FORMAT', help: 'table, wide, json or yaml' },
  'resolve-image-path': { type: 'boolean', short: 'r', help: 'Show the name of each image instead of its ID' },
} as const satisfies Flags;

export type ContainerListArgs = Args<typeof containerListFlags>['flags'];

export async function showContainers(context: Context, flags: ContainerListArgs): Promise<undefined> {
  const selection = await selectContainers(flags);
  if (isForPeople(context, flags)) {
    const { showContainersForPeople } = await import('./people-containers.ts');
    const plainPrinter = () => listPrinter(context, flags, listing(context, flags));
    await showContainersForPeople(context, flags, selection, plainPrinter);
    return undefined;
  }
  const printer = await listPrinter(context, flags, listing(context, flags));
  // crictl connects to the image service in any case, and scripts see that it fails.
  if (context.persona === 'crictl' || flags.image || flags['resolve-image-path']) await context.checkImages();
  const cri = await context.cri();
  await printer.print(await listContainers(cri, selection, masks[printer.form]));
  return undefined;
}

/** What is not shown is not decoded. */
const masks: Readonly<Record<ListForm, ContainerMask | undefined>> = {
  quiet: {},
  table: CONTAINER_TABLE_MASK,
  verbose: undefined,
  document: undefined,
};

function listing(context: Context, flags: ContainerListArgs): Listing<Container> {
  const rows = async (containers: readonly Container[], look: Look): Promise<Iterable<string[]>> => {
    if (!flags['resolve-image-path']) return containerRows(containers, look);
    return containerRows(containers, look, await imageNames(context, containers, look));
  };
  return {
    rows,
    text: containerText,
    document: containerList,
  };
}

/** The first tag of each image by what a row shows of it. */
async function imageNames(
  context: Context,
  containers: readonly Container[],
  look: Look,
): Promise<ReadonlyMap<string, string>> {
  const shown = containers.map((container) => shownImage(container, look)).filter((image) => image !== '');
  const found = await lookUpImages((await context.cri()).images, shown);
  const names = new Map<string, string>();
  for (const [image, { repoTags }] of found) if (repoTags[0] !== undefined) names.set(image, repoTags[0]);
  return names;
}
