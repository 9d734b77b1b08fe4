import { tables } from '../cri/gen/tables.ts';
import type { ContainerStatus, Image, PodSandboxStatus } from '../cri/gen/types.ts';
import { toJson } from '../cri/json.ts';
import type { Inspection } from '../ops/containers/inspect.ts';
import { formatAge } from '../output/ages.ts';
import { formatGoTime, formatRfc3339, UNSET_TIME } from '../output/times.ts';
import { formatBytes } from '../output/units.ts';
import { readInfo } from './info-map.ts';
import { type Look, mapLines, shown } from './look.ts';

type Document = Record<string, unknown>;

/** A container as inspect prints it. Times that do not apply to its state are Go's zero time. */
export function containerDocument({ status, info }: Inspection<ContainerStatus>): Document {
  const times = {
    createdAt: formatRfc3339(status.createdAt),
    startedAt: status.state === 'CONTAINER_CREATED' ? UNSET_TIME : formatRfc3339(status.startedAt),
    finishedAt: isFinished(status) ? formatRfc3339(status.finishedAt) : UNSET_TIME,
  };
  const messages = { resources: null, user: null };
  return document(info, { ...messages, ...toJson(tables.of('ContainerStatus'), status), ...times });
}

function isFinished({ state, finishedAt }: ContainerStatus): boolean {
  return state === 'CONTAINER_EXITED' || (state === 'CONTAINER_UNKNOWN' && finishedAt > 0n);
}

export function podDocument({ status, info }: Inspection<PodSandboxStatus>): Document {
  const messages = { network: null, linux: null };
  const createdAt = formatRfc3339(status.createdAt);
  return document(info, { ...messages, ...toJson(tables.of('PodSandboxStatus'), status), createdAt });
}

export function imageDocument({ status, info }: Inspection<Image>): Document {
  return document(info, toJson(tables.of('Image'), status));
}

/** An info key called `status` must not hide the real one. */
function document(info: Readonly<Record<string, string>>, status: Document): Document {
  return { ...readInfo(info), status };
}

/** A container as `inspect -o table` prints it. */
export function containerDetails({ status, info }: Inspection<ContainerStatus>, look: Look, verbose: boolean): string {
  const { id, metadata, state, exitCode } = status;
  const ago = (moment: bigint): string => formatAge(moment, look.now);
  return lines([
    `ID: ${id}`,
    ...(metadata?.name ? [`Name: ${shown(metadata.name, look)}`] : []),
    ...(metadata?.attempt ? [`Attempt: ${metadata.attempt}`] : []),
    `State: ${state}`,
    `Created: ${ago(status.createdAt)}`,
    ...(state === 'CONTAINER_CREATED' ? [] : [`Started: ${ago(status.startedAt)}`]),
    ...(state === 'CONTAINER_EXITED' ? [`Finished: ${ago(status.finishedAt)}`, `Exit Code: ${exitCode}`] : []),
    ...mapLines('Labels', status.labels, look),
    ...mapLines('Annotations', status.annotations, look),
    ...(verbose ? [infoLine(info, look)] : []),
  ]);
}

export function podDetails({ status, info }: Inspection<PodSandboxStatus>, look: Look, verbose: boolean): string {
  const { id, metadata, state, network } = status;
  return lines([
    `ID: ${id}`,
    ...(metadata?.name ? [`Name: ${shown(metadata.name, look)}`] : []),
    ...(metadata?.uid ? [`UID: ${shown(metadata.uid, look)}`] : []),
    ...(metadata?.namespace ? [`Namespace: ${shown(metadata.namespace, look)}`] : []),
    `Attempt: ${metadata?.attempt ?? 0}`,
    `Status: ${state}`,
    `Created: ${formatGoTime(status.createdAt)}`,
    ...(network === undefined ? [] : [`IP Addresses: ${shown(network.ip, look)}`]),
    ...(network?.additionalIps ?? []).map(({ ip }) => `Additional IP: ${shown(ip, look)}`),
    ...mapLines('Labels', status.labels, look),
    ...mapLines('Annotations', status.annotations, look),
    ...(verbose ? [infoLine(info, look)] : []),
  ]);
}

export function imageDetails({ status, info }: Inspection<Image>, look: Look, verbose: boolean): string {
  return lines([
    `ID: ${status.id}`,
    ...status.repoTags.map((tag) => `Tag: ${shown(tag, look)}`),
    ...status.repoDigests.map((digest) => `Digest: ${shown(digest, look)}`),
    `Size: ${formatBytes(status.size, 3)}`,
    ...(verbose ? [infoLine(info, look)] : []),
  ]);
}

function infoLine(info: Readonly<Record<string, string>>, look: Look): string {
  const entries = Object.entries(info).sort(([a], [b]) => (a < b ? -1 : 1));
  return `Info: map[${entries.map(([key, text]) => `${shown(key, look)}:${shown(text, look)}`).join(' ')}]`;
}

function lines(texts: readonly string[]): string {
  return `${texts.join('\n')}\n`;
}
