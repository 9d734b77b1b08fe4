import { defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { listRunningIds, stopContainer } from '../ops/containers/stop.ts';
import { eachTarget, manyAtOnce } from '../ops/each-target.ts';
import { withContainer } from '../ops/resolve.ts';
import { checkIds, nameRules, reportTo, stopsAtFailure } from './changing/report.ts';

export const command = defineCommand({
  name: 'stop',
  summary: 'Stop one or more running containers',
  description:
    'The process gets its stop signal (SIGTERM, unless the image or the container names another) and, when the time of --timeout is up, SIGKILL. Without --timeout it is killed at once.',
  usage: '[flags] CONTAINER-ID [CONTAINER-ID...]',
  flags: {
    all: { type: 'boolean', short: 'a', help: 'Stop all running containers' },
    timeout: {
      type: 'int64',
      short: 't',
      default: 0n,
      metavar: 'SECONDS',
      help: 'Seconds to wait before the container is killed',
    },
  },
  arity: { min: 0, wrong: 'error' },
  examples: [
    { line: 'crix stop -t 10 87d3992f84f74', does: 'Give the process ten seconds to end by itself' },
    { line: 'crix stop -a', does: 'Stop every running container of the node' },
  ],
  async run(context, { flags, positionals }) {
    if (flags.all && positionals.length > 0) throw usageError('give container IDs or --all, not both');
    if (!flags.all && positionals.length === 0) throw usageError('nothing to stop: give a CONTAINER-ID or --all');
    checkIds(positionals, 'container');
    const { signal } = context;
    const { runtime } = await context.cri();
    const targets = flags.all ? await listRunningIds(runtime) : positionals;
    if (targets.length === 0) await context.io.stdout.write('No running containers found.\n');
    const report = reportTo(context, (id: string) => id);
    const stopAtFailure = stopsAtFailure(context);
    // Each may take its whole grace period. Where a failure ends it all, the order of what was done has to be clear.
    const how = { targets, atOnce: stopAtFailure ? 1 : manyAtOnce, stopAtFailure, signal };
    const rules = nameRules(context);
    const input = {
      graceSeconds: flags.timeout,
      timeoutMs: context.settings.timeoutMs,
      mustExist: rules.names && !flags.all,
    };
    const failures = await eachTarget(how, report, (word) =>
      withContainer(runtime, word, rules, async (id) => {
        await stopContainer(runtime, id, input);
        await report.done(id);
      }),
    );
    return failures === 0 ? 0 : 1;
  },
});
