import { type Args, defineCommand, type Flags } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { type UpdateInput, updateContainer } from '../ops/containers/update.ts';
import { eachTarget } from '../ops/each-target.ts';
import { withContainer } from '../ops/resolve.ts';
import { checkIds, nameRules, reportTo, stopsAtFailure } from './changing/report.ts';

const flags = {
  'cpu-count': { type: 'int64', default: 0n, metavar: 'N', help: '(Windows only) Number of CPUs' },
  'cpu-maximum': {
    type: 'int64',
    default: 0n,
    metavar: 'N',
    help: '(Windows only) Share of a CPU, in percent times 100',
  },
  'cpu-period': { type: 'int64', default: 0n, metavar: 'MICROSECONDS', help: 'Period of the CPU quota' },
  'cpu-quota': {
    type: 'int64',
    default: 0n,
    metavar: 'MICROSECONDS',
    help: 'CPU time in each period; -1 for no limit',
  },
  'cpu-share': { type: 'int64', default: 0n, metavar: 'N', help: 'CPU shares relative to other containers' },
  'cpuset-cpus': { type: 'string', metavar: 'CPUS', help: 'CPUs to run on, such as 0-3,5' },
  'cpuset-mems': { type: 'string', metavar: 'NODES', help: 'Memory nodes to use, such as 0,1' },
  memory: { type: 'int64', default: 0n, metavar: 'BYTES', help: 'Memory limit' },
  'oom-score-adj': {
    type: 'int64',
    metavar: 'N',
    help: 'How soon to be killed when memory runs out, from -1000 to 1000',
  },
} as const satisfies Flags;

export const command = defineCommand({
  name: 'update',
  summary: 'Change the resources of one or more containers',
  description: 'Only what is given is changed. CRI cannot say "set to 0": it reads 0 as "leave alone".',
  usage: '[flags] CONTAINER-ID [CONTAINER-ID...]',
  flags,
  arity: { min: 1, wrong: 'error' },
  separateShorts: true,
  examples: [
    { line: 'crix update --memory 268435456 87d3992f84f74', does: 'Limit a container to 256 MiB' },
    { line: 'crix update --cpu-quota -1 87d3992f84f74', does: 'Lift the CPU limit' },
  ],
  async run(context, args) {
    const targets = checkIds(args.positionals, 'container');
    const input = toInput(args);
    if (context.persona !== 'crictl') checkGiven(args);
    const { signal } = context;
    const { runtime } = await context.cri();
    const report = reportTo(context, (id: string) => id);
    const how = { targets, atOnce: 1, stopAtFailure: stopsAtFailure(context), signal };
    const update = context.persona === 'crictl' ? { linux: input.linux ?? {} } : input;
    const failures = await eachTarget(how, report, (word) =>
      withContainer(runtime, word, nameRules(context), async (id) => {
        await updateContainer(runtime, id, update);
        await report.done(id);
      }),
    );
    return failures === 0 ? 0 : 1;
  },
});

function toInput({ flags: values, given }: Args<typeof flags>): UpdateInput {
  const linux = {
    ...(given.has('cpu-period') && { cpuPeriod: values['cpu-period'] }),
    ...(given.has('cpu-quota') && { cpuQuota: values['cpu-quota'] }),
    ...(given.has('cpu-share') && { cpuShares: values['cpu-share'] }),
    ...(given.has('memory') && { memoryLimitInBytes: values.memory }),
    ...(given.has('oom-score-adj') && { oomScoreAdj: values['oom-score-adj'] }),
    ...(given.has('cpuset-cpus') && { cpusetCpus: values['cpuset-cpus'] }),
    ...(given.has('cpuset-mems') && { cpusetMems: values['cpuset-mems'] }),
  };
  const windows = {
    ...(given.has('cpu-count') && { cpuCount: values['cpu-count'] }),
    ...(given.has('cpu-maximum') && { cpuMaximum: values['cpu-maximum'] }),
  };
  return {
    ...(Object.keys(linux).length > 0 && { linux }),
    ...(Object.keys(windows).length > 0 && { windows }),
  };
}

/** What would change nothing is refused: the one who typed it expects a change. */
function checkGiven({ flags: values, given }: Args<typeof flags>): void {
  const names = (Object.keys(flags) as (keyof typeof flags)[]).filter((name) => given.has(name));
  if (names.length === 0) throw usageError('nothing to change: give at least one limit, such as --memory 268435456');
  const zero = names.find((name) => values[name] === 0n || values[name] === '');
  if (zero !== undefined) throw usageError(`--${zero} cannot be set to nothing: CRI reads that as "leave alone"`);
}
