import { tables } from '../cri/gen/tables.ts';
import type { PodSandbox } from '../cri/gen/types.ts';
import { toJson } from '../cri/json.ts';
import { CrixError } from '../errors.ts';
import { shortId } from '../model/ids.ts';
import { stateWord } from '../model/states.ts';
import { formatAge } from '../output/ages.ts';
import { formatGoTime } from '../output/times.ts';
import { listDocument, type RowFields, rowFields, rowHeads } from './list-document.ts';
import { type Look, mapLines, shown } from './look.ts';

const HEAD = ['POD ID', 'CREATED', 'STATE', 'NAME', 'NAMESPACE', 'ATTEMPT', 'RUNTIME'];

/** What a table needs of each pod. */
export const POD_TABLE_MASK = { state: true, runtimeHandler: true } as const;

/** The head and a row for each pod. */
export function podRows(pods: readonly PodSandbox[], look: Look): string[][] {
  const rows = pods.map(({ id, metadata, state, createdAt, runtimeHandler }) => [
    look.noTrunc ? id : shortId(id),
    formatAge(createdAt, look.now),
    podState(state, look),
    metadata?.name ?? '',
    metadata?.namespace ?? '',
    String(metadata?.attempt ?? 0),
    runtimeHandler || '(default)',
  ]);
  return [HEAD, ...rows];
}

function podState(state: PodSandbox['state'], { asCrictl }: Pick<Look, 'asCrictl'>): string {
  const word = stateWord(state);
  if (word !== undefined) return word;
  if (asCrictl) throw new CrixError('runtime', `the runtime sent an unknown pod state: ${state}`);
  return `Unknown (${state})`;
}

/** What `--verbose` prints for a pod, with an empty line behind it. */
export function podText(pod: PodSandbox, look: Look): string {
  const { id, metadata, state, createdAt, labels, annotations, runtimeHandler } = pod;
  const lines = [
    `ID: ${id}`,
    ...(metadata?.name ? [`Name: ${shown(metadata.name, look)}`] : []),
    ...(metadata?.uid ? [`UID: ${shown(metadata.uid, look)}`] : []),
    ...(metadata?.namespace ? [`Namespace: ${shown(metadata.namespace, look)}`] : []),
    ...(metadata?.attempt ? [`Attempt: ${metadata.attempt}`] : []),
    `Status: ${podState(state, look)}`,
    `Created: ${formatGoTime(createdAt)}`,
    ...mapLines('Labels', labels, look),
    ...mapLines('Annotations', annotations, look),
    `Runtime: ${shown(runtimeHandler || '(default)', look)}`,
  ];
  return `${lines.join('\n')}\n\n`;
}

/** The list as JSON and YAML show it. */
export function podList(pods: readonly PodSandbox[]): object {
  return listDocument('items', tables.of('PodSandbox'), pods);
}

/** Templates of `--format` see a pod's fields under the names of the table's columns and under those of CRI. */
export function podFields(pod: PodSandbox, look: Look): RowFields {
  const { labels: Labels } = pod;
  const columns = { ...podTexts(pod, look), Labels };
  return rowFields(columns, toJson(tables.of('PodSandbox'), pod), (key) => Labels[key] ?? '');
}

/** The cells of a row by the names of their columns. */
export function podTexts(pod: PodSandbox, look: Look): Record<string, string | undefined> {
  const [ID, Created, State, Name, Namespace, Attempt, Runtime] = podRows([pod], look)[1] ?? [];
  return { ID, Created, State, Name, Namespace, Attempt, Runtime };
}

export function podHeads(): RowFields {
  return rowHeads(
    {
      ID: 'POD ID',
      Created: 'CREATED',
      State: 'STATE',
      Name: 'NAME',
      Namespace: 'NAMESPACE',
      Attempt: 'ATTEMPT',
      Runtime: 'RUNTIME',
      Labels: 'LABELS',
    },
    tables.of('PodSandbox'),
  );
}
