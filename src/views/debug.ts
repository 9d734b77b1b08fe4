import type { ContainerStatus, PodSandboxStatus } from '../cri/gen/types.ts';
import { isManaged } from '../model/managed.ts';
import { type NotedPort, portKey } from '../model/ports.ts';
import { commandWithoutSecrets, variableWithoutSecret, withoutSecrets } from '../model/secrets.ts';
import { stateWord } from '../model/states.ts';
import type { ContainerDetails } from '../ops/containers/details.ts';
import type { ContainerDiagnosis, Diagnosis, Happening } from '../ops/debug/diagnose.ts';
import type { ContainerUsage } from '../ops/stats/container-stats.ts';
import { formatAge, formatSpan } from '../output/ages.ts';
import { formatRfc3339 } from '../output/times.ts';
import { formatBinaryBytes } from '../output/units.ts';
import { visible } from '../output/visible.ts';
import { restartsOf } from './restarts.ts';

/** A name and what stands beside it; nothing is shown of what is empty. */
type Entry = readonly [name: string, ...values: readonly string[]];

const NAME_WIDTH = 13;

/** One page of plain text, made to be passed on: secrets are hidden, and nothing in it can command a terminal. */
export function debugPage(diagnosis: Diagnosis, now: bigint): string {
  const { pod, containers, happenings } = diagnosis;
  return [
    section(`Pod ${podName(pod)}`, podEntries(diagnosis, now)),
    ...containers.map((container) => {
      return (
        section(`Container ${container.status.metadata?.name}`, containerEntries(container, now)) + logText(container)
      );
    }),
    ...(containers.length === 0 ? ['No containers\n'] : []),
    section('Happenings', happenings.map(happeningEntry)),
  ].join('\n');
}

function section(title: string, entries: readonly Entry[]): string {
  const lines = entries.flatMap(([name, ...values]) =>
    values
      .filter((value) => value !== '')
      .map((value, at) => `  ${(at === 0 ? name : '').padEnd(NAME_WIDTH)} ${visible(value)}`),
  );
  return `${[visible(title), ...lines].join('\n')}\n`;
}

function podName({ metadata }: PodSandboxStatus): string {
  return `${metadata?.namespace}/${metadata?.name}`;
}

function podEntries({ pod, ports, runtime }: Diagnosis, now: bigint): Entry[] {
  const { id, state, createdAt, metadata, network, runtimeHandler, labels, linux } = pod;
  const addresses = [network?.ip ?? '', ...(network?.additionalIps ?? []).map(({ ip }) => ip)];
  const isOnHost = linux?.namespaces?.options?.network === 'NODE';
  return [
    ['Page made', formatRfc3339(now)],
    ['ID', id],
    ['UID', metadata?.uid ?? ''],
    ['State', `${stateWord(state) ?? state}, created ${momentText(createdAt, now)}, attempt ${metadata?.attempt ?? 0}`],
    ['Runtime', `${runtime.name} ${runtime.version}${runtimeHandler === '' ? '' : `, handler ${runtimeHandler}`}`],
    ['Address', isOnHost ? "the node's" : addresses.filter((ip) => ip !== '').join(', ') || 'none'],
    ['Ports', ports.map(portText).join(', ')],
    ['Made by', isManaged(labels) ? 'crix as docker' : ''],
  ];
}

function portText(port: NotedPort): string {
  return `${port.hostIp || '*'}:${port.hostPort}->${portKey(port)}`;
}

function containerEntries({ status, details, usage }: ContainerDiagnosis, now: bigint): Entry[] {
  const { runtimeSpec } = details;
  const args = runtimeSpec?.process?.args ?? [];
  return [
    ['ID', status.id],
    ['State', stateText(status, now)],
    ['Message', withoutSecrets(status.message)],
    ['Restarts', String(restartsOf(status))],
    ['Process', details.pid ? String(details.pid) : ''],
    ['Image', status.image?.image ?? '', status.imageRef === status.image?.image ? '' : status.imageRef],
    ['Command', commandWithoutSecrets(args).map(quotedWord).join(' ')],
    ['Folder', runtimeSpec?.process?.cwd ?? ''],
    ['Memory', memoryText(details, usage)],
    ['CPU', cpuText(details, usage)],
    ['Written', usage === undefined ? '' : `${formatBinaryBytes(usage.diskBytes)} in ${usage.inodes} files`],
    ['Mounts', ...status.mounts.map(mountText)],
    ['Environment', ...(runtimeSpec?.process?.env ?? []).map(variableWithoutSecret)],
    ['Log', status.logPath],
  ];
}

function stateText(status: ContainerStatus, now: bigint): string {
  const { state, startedAt, finishedAt, exitCode, reason, createdAt } = status;
  if (state === 'CONTAINER_RUNNING') return `Running, started ${momentText(startedAt, now)}`;
  if (state === 'CONTAINER_CREATED') return `Created ${momentText(createdAt, now)}, never started`;
  const word = stateWord(state) ?? String(state);
  const exit = `${word} with ${exitCode}${reason === '' ? '' : ` (${reason})`}`;
  if (finishedAt <= 0n) return exit;
  const ran = startedAt > 0n ? `, having run ${formatSpan(finishedAt - startedAt).toLowerCase()}` : '';
  return `${exit} ${momentText(finishedAt, now)}${ran}`;
}

function momentText(moment: bigint, now: bigint): string {
  return `${formatAge(moment, now).toLowerCase()} (${formatRfc3339(moment)})`;
}

function memoryText({ runtimeSpec }: ContainerDetails, usage: ContainerUsage | undefined): string {
  const limit = runtimeSpec?.linux?.resources?.memory?.limit ?? 0;
  const limitText = limit > 0 ? `limit ${formatBinaryBytes(limit)}` : 'no limit';
  if (usage === undefined) return limitText;
  const share = limit > 0 ? ` (${((Number(usage.memoryBytes) / limit) * 100).toFixed(0)}%)` : '';
  return `${formatBinaryBytes(usage.memoryBytes)} used, ${limitText}${share}`;
}

function cpuText({ runtimeSpec }: ContainerDetails, usage: ContainerUsage | undefined): string {
  const { quota = 0, period = 0 } = runtimeSpec?.linux?.resources?.cpu ?? {};
  const limit = quota > 0 && period > 0 ? `limit ${Number((quota / period).toFixed(3))} cores` : 'no limit';
  return usage === undefined ? limit : `${(usage.cpuPercent / 100).toFixed(3)} cores used, ${limit}`;
}

function mountText({ containerPath, hostPath, readonly }: ContainerStatus['mounts'][number]): string {
  return `${containerPath} from ${hostPath}${readonly ? ', read-only' : ''}`;
}

/** As a shell would want it, where it matters. */
function quotedWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}

function logText({ log }: ContainerDiagnosis): string {
  if ('problem' in log) return `  ${'Log'.padEnd(NAME_WIDTH)} ${visible(log.problem)}\n`;
  return log.lines.map((line) => `    | ${cut(visible(withoutSecrets(line)))}\n`).join('');
}

const longestLine = 500;

function cut(line: string): string {
  return line.length <= longestLine ? line : `${line.slice(0, longestLine)}… (${line.length - longestLine} more)`;
}

function happeningEntry({ time, container, attempt, what, exit }: Happening): Entry {
  const who = container === '' ? 'pod' : `${container}${attempt === 0 ? '' : `, attempt ${attempt},`}`;
  const how = exit === undefined ? '' : ` with ${exit.code}${exit.reason === '' ? '' : ` (${exit.reason})`}`;
  return [formatRfc3339(time), `${who} ${what}${how}`];
}
