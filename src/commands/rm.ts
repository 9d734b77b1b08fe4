import { defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { listContainerIds, type RemoveStep, removeContainer } from '../ops/containers/remove.ts';
import { removeManaged } from '../ops/containers/remove-managed.ts';
import { eachTarget, manyAtOnce } from '../ops/each-target.ts';
import { withContainer } from '../ops/resolve.ts';
import { checkIds, nameRules, reportTo } from './changing/report.ts';

export const command = defineCommand({
  name: 'rm',
  summary: 'Remove one or more containers',
  description:
    'A running container is refused unless --force is given. The log of the container and its rotated copies are deleted with it, and with a container that `docker run` made the pod around it.',
  usage: '[flags] CONTAINER-ID [CONTAINER-ID...]',
  flags: {
    all: { type: 'boolean', short: 'a', help: 'Remove all containers' },
    force: { type: 'boolean', short: 'f', help: 'Stop running containers first, without a grace period' },
    'keep-logs': { type: 'boolean', short: 'k', help: 'Leave the log files where they are' },
  },
  arity: { min: 0, wrong: 'help' },
  examples: [
    { line: 'crix rm 87d3992f84f74', does: 'Remove a container that has ended' },
    { line: 'crix rm -f $(crix ps -q --name web)', does: 'Stop and remove running containers' },
  ],
  async run(context, { flags, positionals }) {
    if (!flags.all && positionals.length === 0) {
      if (context.persona === 'crictl') return 'help';
      if (!flags.force) throw usageError('nothing to remove: give a CONTAINER-ID or --all');
    }
    checkIds(flags.all ? [] : positionals, 'container');
    const { signal, settings } = context;
    const { runtime } = await context.cri();
    const targets = flags.all ? await listContainerIds(runtime) : positionals;
    if (targets.length === 0) await context.warn('no containers to remove');
    // Logs are files of the node: those of a runtime reached over the network are not here.
    const keepLogs = flags['keep-logs'] || settings.runtimeEndpoint?.startsWith('tcp:') === true;
    const report = reportTo(context, ({ id }: RemoveStep) => id);
    const input = { force: flags.force, keepLogs, timeoutMs: settings.timeoutMs };
    // crictl knows nothing of the pod that `docker run` makes for its container alone.
    const remove = context.persona === 'crictl' ? removeContainer : removeManaged;
    const failures = await eachTarget({ targets, atOnce: manyAtOnce, signal }, report, (word) =>
      withContainer(runtime, word, nameRules(context), (id) => remove(runtime, id, input, report)),
    );
    return failures === 0 ? 0 : 1;
  },
});
