import { tables } from '../cri/gen/tables.ts';
import type { Container } from '../cri/gen/types.ts';
import { toJson } from '../cri/json.ts';
import { CrixError } from '../errors.ts';
import { shortId } from '../model/ids.ts';
import { POD_LABELS, podNameOf, podNamespaceOf } from '../model/kubernetes.ts';
import { stateWord } from '../model/states.ts';
import { formatAge } from '../output/ages.ts';
import { listDocument, type RowFields, rowFields, rowHeads } from './list-document.ts';
import { type Look, mapLines, shown } from './look.ts';

const HEAD = ['CONTAINER', 'IMAGE', 'CREATED', 'STATE', 'NAME', 'ATTEMPT', 'POD ID', 'POD', 'NAMESPACE'];

/** What is shown for a container that the kubelet did not make. */
const NO_POD = 'unknown';

/** What a table needs of each container. */
export const CONTAINER_TABLE_MASK = {
  podSandboxId: true,
  image: { image: true },
  state: true,
  labels: POD_LABELS,
} as const;

/** The head and a row for each container. `imageNames` replaces images by their names where one is known. */
export function* containerRows(
  containers: readonly Container[],
  look: Look,
  imageNames?: ReadonlyMap<string, string>,
): Generator<string[]> {
  yield HEAD;
  for (const container of containers) yield containerRow(container, look, imageNames);
}

function containerRow(container: Container, look: Look, imageNames?: ReadonlyMap<string, string>): string[] {
  const { id, podSandboxId, metadata, state, createdAt, labels } = container;
  const image = shownImage(container, look);
  return [
    look.noTrunc ? id : shortId(id),
    imageNames?.get(image) ?? image,
    formatAge(createdAt, look.now),
    containerState(state, look),
    metadata?.name ?? '',
    String(metadata?.attempt ?? 0),
    look.noTrunc ? podSandboxId : shortId(podSandboxId),
    podNameOf(labels) ?? NO_POD,
    podNamespaceOf(labels) ?? NO_POD,
  ];
}

/** The image of a row: IDs are cut, names are not. It is also what the runtime is asked for the image's tags by. */
export function shownImage({ image }: Container, { noTrunc }: Pick<Look, 'noTrunc'>): string {
  const name = image?.image ?? '';
  return noTrunc || !/^sha\d+:[0-9a-f]{64,}$/.test(name) ? name : shortId(name);
}

function containerState(state: Container['state'], { asCrictl }: Pick<Look, 'asCrictl'>): string {
  const word = stateWord(state);
  if (word !== undefined) return word;
  if (asCrictl) throw new CrixError('runtime', `the runtime sent an unknown container state: ${state}`);
  return `Unknown (${state})`;
}

/** What `--verbose` prints for a container, with an empty line behind it. */
export function containerText(container: Container, look: Look): string {
  const { id, podSandboxId, metadata, image, state, createdAt, labels, annotations } = container;
  const lines = [
    `ID: ${id}`,
    `PodID: ${podSandboxId}`,
    `Namespace: ${shown(podNamespaceOf(labels) ?? NO_POD, look)}`,
    ...(metadata?.name ? [`Name: ${shown(metadata.name, look)}`] : []),
    `Attempt: ${metadata?.attempt ?? 0}`,
    `State: ${containerState(state, look)}`,
    ...(image === undefined ? [] : [`Image: ${shown(image.image, look)}`]),
    `Created: ${formatAge(createdAt, look.now)}`,
    ...mapLines('Labels', labels, look),
    ...mapLines('Annotations', annotations, look),
  ];
  return `${lines.join('\n')}\n\n`;
}

/** The list as JSON and YAML show it. */
export function containerList(containers: readonly Container[]): object {
  return listDocument('containers', tables.of('Container'), containers);
}

/** Templates of `--format` see a container's fields under the names of the table's columns and under those of CRI. */
export function containerFields(container: Container, look: Look): RowFields {
  const { labels: Labels } = container;
  const columns = { ...containerTexts(container, look), Labels };
  return rowFields(columns, toJson(tables.of('Container'), container), (key) => Labels[key] ?? '');
}

/** The cells of a row by the names of their columns. */
export function containerTexts(container: Container, look: Look): Record<string, string | undefined> {
  const [ID, Image, Created, State, Name, Attempt, PodID, Pod, Namespace] = containerRow(container, look);
  return { ID, Image, Created, State, Name, Attempt, PodID, Pod, Namespace };
}

export function containerHeads(): RowFields {
  return rowHeads(
    {
      ID: 'CONTAINER',
      Image: 'IMAGE',
      Created: 'CREATED',
      State: 'STATE',
      Name: 'NAME',
      Attempt: 'ATTEMPT',
      PodID: 'POD ID',
      Pod: 'POD',
      Namespace: 'NAMESPACE',
      Labels: 'LABELS',
    },
    tables.of('Container'),
  );
}
