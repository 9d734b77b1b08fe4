import { type Args, type Context, defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { parseLabels } from '../model/labels.ts';
import { parseMoment } from '../model/moment.ts';
import { type ContainerLog, findLog } from '../ops/logs/find.ts';
import { findLogs } from '../ops/logs/find-all.ts';
import { type LogSelection, type ShowDeps, showLogs } from '../ops/logs/show.ts';
import { logLines } from '../views/logs.ts';
import { badLineCounter, printLog, sinksFor } from './reading/print-log.ts';

const flags = {
  follow: { type: 'boolean', short: 'f', help: 'Go on with new lines until the container ends' },
  'limit-bytes': { type: 'int', default: -1, metavar: 'N', help: 'Show at most this many bytes of the log' },
  previous: { type: 'boolean', short: 'p', help: "Show the log of the container's previous attempt" },
  reopen: { type: 'boolean', short: 'r', help: 'Have the runtime reopen the log file first, as after a rotation' },
  since: {
    type: 'string',
    metavar: 'TIME',
    help: 'Show lines from this time on: 90s or 2h30m ago, a date, RFC 3339, seconds since 1970',
  },
  until: { type: 'string', metavar: 'TIME', beyond: true, help: 'Show lines up to this time' },
  stream: {
    type: 'string',
    short: 's',
    metavar: 'NAME',
    help: 'Show only stdout or stderr',
  },
  tail: { type: 'int', default: -1, metavar: 'N', help: 'Show only the last N lines' },
  timestamps: { type: 'boolean', short: 't', help: 'Show the time of each line' },
  label: {
    type: 'list',
    short: 'l',
    metavar: 'KEY=VALUE',
    beyond: true,
    help: 'Show the logs of all containers with this label',
  },
  pod: { type: 'string', metavar: 'POD', beyond: true, help: 'Show the logs of all containers of this pod' },
  'from-disk': {
    type: 'boolean',
    beyond: true,
    help: 'Do not ask the runtime: the arguments are NAMESPACE/POD/CONTAINER, looked up on disk',
  },
  'log-root': {
    type: 'string',
    default: '/var/log',
    metavar: 'DIR',
    beyond: true,
    help: 'Where --from-disk looks for the folders pods and containers, as on a mounted disk',
  },
} as const;

type LogArgs = Args<typeof flags>;

export const command = defineCommand({
  name: 'logs',
  summary: 'Show the logs of containers',
  description:
    'Several logs are merged by time, and each line names its container. Rotated files are read where --tail or --since reach back to them.',
  usage: '[flags] CONTAINER [CONTAINER...]',
  flags,
  examples: [
    { line: 'crix logs -f --tail 20 3f2a', does: 'Show the last 20 lines, then new ones as they come' },
    { line: 'crix logs --since 10m -t -l app=web', does: 'Show ten minutes of all containers of an app, with times' },
    { line: 'crix logs --from-disk kube-system/etcd-node1/etcd', does: 'Read a log while the runtime is down' },
  ],
  async run(context, args) {
    const { positionals, flags } = args;
    if (context.persona === 'crictl' && positionals.length !== 1) return 'help';
    const selection = toSelection(context, args);
    const logs = await logsOf(context, args);
    const [only] = logs;
    const follow = flags.follow ? context.signal : undefined;
    const runtime = flags['from-disk'] ? undefined : (await context.cri()).runtime;
    const deps = { runtime, follow, onBadLine: badLineCounter(context) };
    const isSingle = only !== undefined && logs.length === 1 && positionals.length === 1;
    return isSingle ? printLog(context, only, selection, deps) : printAll(context, logs, selection, deps);
  },
});

function toSelection(context: Context, { flags, positionals }: LogArgs): LogSelection {
  const { tail, since, until, label, pod } = flags;
  if (positionals.length === 0 && label.length === 0 && pod === undefined) {
    throw usageError('logs: no container is named', 'give a container, --label KEY=VALUE or --pod POD');
  }
  // crictl cannot count lines of one stream only; we can, but under its name its refusal is part of the interface.
  if (context.persona === 'crictl' && tail >= 0 && flags.stream !== undefined) {
    throw usageError('--tail and --stream cannot be used together');
  }
  return {
    stream: streamOf(flags.stream),
    tail: tail < 0 ? undefined : tail,
    since: since === undefined || since === '' ? undefined : parseMoment(since, context.now()),
    until: until === undefined ? undefined : parseMoment(until, context.now(), '--until'),
    limitBytes: flags['limit-bytes'] < 0 ? undefined : flags['limit-bytes'],
    timestamps: flags.timestamps,
  };
}

function streamOf(name: string | undefined): LogSelection['stream'] {
  if (name === undefined || name === '') return undefined;
  if (name === 'stdout' || name === 'stderr') return name;
  throw usageError(`invalid value ${JSON.stringify(name)} for flag --stream: want stdout or stderr`);
}

async function logsOf(context: Context, { flags, positionals }: LogArgs): Promise<ContainerLog[]> {
  if (flags['from-disk']) {
    const { findLogsOnDisk } = await import('../ops/logs/on-disk.ts');
    return positionals.flatMap((place) => findLogsOnDisk(flags['log-root'], place, flags.previous));
  }
  const labels = parseLabels(flags.label, 'label');
  const { runtime } = await context.cri();
  if (flags.reopen) for (const containerId of positionals) await runtime.reopenContainerLog({ containerId });
  if (context.persona === 'crictl') return [await findLog(runtime, positionals[0] ?? '', flags.previous)];
  return findLogs(runtime, { names: positionals, labels, pod: flags.pod, previous: flags.previous });
}

async function printAll(
  context: Context,
  logs: readonly ContainerLog[],
  selection: LogSelection,
  deps: ShowDeps,
): Promise<number | undefined> {
  const { io, env } = context;
  let status: number | undefined;
  const onFailure = (_log: ContainerLog, error: unknown): void => {
    status = 1;
    void context.report(error);
  };
  const toText = logLines(logs, { isColored: io.stdout.isTerminal && !env['NO_COLOR'], mixed: io.sharesOutput });
  const sinks = await sinksFor(context, deps);
  for await (const records of showLogs(logs, selection, { ...deps, onFailure })) {
    for (const { stream, bytes } of toText(records)) await sinks[stream].write(bytes);
    if (sinks.stdout.isClosed) break;
  }
  return status;
}
