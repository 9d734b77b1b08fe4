import { defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { eachTarget, manyAtOnce } from '../ops/each-target.ts';
import { listPodIds, type RemovePodStep, removePod } from '../ops/pods/remove.ts';
import { withPod } from '../ops/resolve.ts';
import { checkIds, nameRules, reportTo } from './changing/report.ts';

const words = { stopped: 'Stopped', removed: 'Removed' } as const;

export const command = defineCommand({
  name: 'rmp',
  summary: 'Remove one or more pods',
  description: 'The containers of a pod go with it. A pod that is ready is refused unless --force is given.',
  usage: '[flags] POD-ID [POD-ID...]',
  flags: {
    all: { type: 'boolean', short: 'a', help: 'Remove all pods' },
    force: { type: 'boolean', short: 'f', help: 'Stop pods that are ready first' },
  },
  arity: { min: 0, wrong: 'help' },
  examples: [
    { line: 'crix rmp 260435508cb0e', does: 'Remove a stopped pod and its containers' },
    { line: 'crix rmp -fa', does: 'Stop and remove every pod of the node' },
  ],
  async run(context, { flags, positionals }) {
    if (!flags.all && positionals.length === 0) {
      if (context.persona === 'crictl') return 'help';
      if (!flags.force) throw usageError('nothing to remove: give a POD-ID or --all');
    }
    checkIds(flags.all ? [] : positionals, 'pod');
    const { signal } = context;
    const { runtime } = await context.cri();
    const targets = flags.all ? await listPodIds(runtime) : positionals;
    if (targets.length === 0) await context.warn('no pods to remove');
    const report = reportTo(context, ({ id, step }: RemovePodStep) => `${words[step]} sandbox ${id}`);
    const failures = await eachTarget({ targets, atOnce: manyAtOnce, signal }, report, (word) =>
      withPod(runtime, word, nameRules(context), (id) => removePod(runtime, id, { force: flags.force }, report)),
    );
    return failures === 0 ? 0 : 1;
  },
});
