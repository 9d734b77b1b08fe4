import { CrixError } from '../../errors.ts';
import { updateContainer } from '../../ops/containers/update.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { defineDockerCommand } from '../define.ts';
import { resourcesOf } from '../translate/resources.ts';
import { eachNamed } from './each-named.ts';
import { resourceFlags } from './run-flags.ts';

const refused: Readonly<Record<string, string>> = {
  'blkio-weight': 'CRI has no block I/O weight',
  'cpu-rt-period': 'CRI has no real-time scheduling',
  'cpu-rt-runtime': 'CRI has no real-time scheduling',
  'kernel-memory': 'CRI has no kernel memory limit',
  'pids-limit': 'CRI has no limit of processes',
};

const text = (help: string) => ({ type: 'string', help }) as const;

export const command = defineDockerCommand({
  summary: 'Change the limits of containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  flags: {
    ...resourceFlags,
    restart: text('Only `no`: CRI has no restart policy'),
    'blkio-weight': text('Not with CRI'),
    'cpu-rt-period': text('Not with CRI'),
    'cpu-rt-runtime': text('Not with CRI'),
    'kernel-memory': text('Not with CRI'),
    'pids-limit': text('Not with CRI'),
  },
  arity: { min: 1 },
  translate({ flags, given, positionals }, facts) {
    if (given.size === 0) {
      throw new CrixError('failure', 'you must provide one or more flags when using this command');
    }
    for (const name of given) {
      if (refused[name] !== undefined) throw new CrixError('unsupported', `--${name}: ${refused[name]}`);
    }
    if (flags.restart !== undefined && flags.restart !== 'no') {
      throw new CrixError('unsupported', `--restart ${flags.restart}: CRI has no restart policy`);
    }
    const linux = resourcesOf(flags, { cpus: facts.cpus });
    return {
      lines: [{ words: ['update', ...crixFlags(linux), ...positionals] }],
      async perform(context) {
        const { runtime } = await context.cri();
        const { failures } = await eachNamed(context, positionals, async (word) => {
          await withContainer(runtime, word, dockerNames, (id) => updateContainer(runtime, id, { linux }));
          return word;
        });
        return failures === 0 ? 0 : 1;
      },
    };
  },
});

/** CRI's fields as the flags of crix update. It has none for swap. */
const flagOf: Readonly<Record<string, string>> = {
  memoryLimitInBytes: '--memory',
  cpuShares: '--cpu-share',
  cpuPeriod: '--cpu-period',
  cpuQuota: '--cpu-quota',
  cpusetCpus: '--cpuset-cpus',
  cpusetMems: '--cpuset-mems',
};

function crixFlags(linux: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(linux).flatMap(([field, value]) => {
    const flag = flagOf[field];
    return flag === undefined ? [] : [flag, String(value)];
  });
}
