import type { Context } from '../../cli/define.ts';
import type { Container } from '../../cri/gen/types.ts';
import { type ContainerSelection, listContainers } from '../../ops/containers/list.ts';
import { type ContainerNeed, type ListedContainer, listedContainers } from '../../ops/containers/listed.ts';
import { containerColumns, wideContainerColumns } from '../../views/container-columns.ts';
import { containerFields, containerHeads } from '../../views/containers.ts';
import type { ContainerListArgs } from './containers.ts';
import type { ListPrinter } from './format.ts';
import { fetchDeps, momentsFor, type PeopleList, showForPeople } from './people.ts';

const PLAIN = ['ID', 'Image', 'Created', 'State', 'Name', 'Attempt', 'PodID', 'Pod', 'Namespace'];

export function showContainersForPeople(
  context: Context,
  flags: ContainerListArgs,
  selection: ContainerSelection,
  plainPrinter: () => Promise<ListPrinter<Container>>,
): Promise<void> {
  const list: PeopleList<Container, ListedContainer, ContainerNeed> = {
    columns: containerColumns,
    plain: flags['resolve-image-path'] ? PLAIN.map((name) => (name === 'Image' ? 'ImageName' : name)) : PLAIN,
    wide: wideContainerColumns,
    fields: ({ container }, look) => containerFields(container, look),
    heads: containerHeads,
    itemOf: ({ container }) => container,
    keyOf: ({ container }) => container.id,
    async connect() {
      const cri = await context.cri();
      const deps = fetchDeps(context);
      return {
        list: () => listContainers(cri, selection, undefined, { signal: context.signal }),
        details: (containers, needs) => listedContainers(cri, containers, needs, deps),
        moments: () => momentsFor(context, cri.runtime, true),
      };
    },
  };
  return showForPeople(context, flags, list, plainPrinter);
}
