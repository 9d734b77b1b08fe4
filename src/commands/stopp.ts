import { defineCommand } from '../cli/define.ts';
import { eachTarget, manyAtOnce } from '../ops/each-target.ts';
import { stopPod } from '../ops/pods/stop.ts';
import { withPod } from '../ops/resolve.ts';
import { checkIds, nameRules, reportTo, stopsAtFailure } from './changing/report.ts';

export const command = defineCommand({
  name: 'stopp',
  summary: 'Stop one or more running pods',
  description:
    'All containers of the pod are killed and its network is given back. The pod stays in the list, not ready.',
  usage: 'POD-ID [POD-ID...]',
  flags: {},
  arity: { min: 1, wrong: 'help' },
  examples: [
    { line: 'crix stopp 260435508cb0e', does: 'Stop a pod with all its containers' },
    { line: 'crix stopp $(crix pods -q --namespace test)', does: 'Stop all pods of a namespace' },
  ],
  async run(context, { positionals }) {
    const targets = checkIds(positionals, 'pod');
    const { signal } = context;
    const { runtime } = await context.cri();
    const report = reportTo(context, (id: string) => `Stopped sandbox ${id}`);
    const rules = nameRules(context);
    const stopAtFailure = stopsAtFailure(context);
    const how = { targets, atOnce: stopAtFailure ? 1 : manyAtOnce, stopAtFailure, signal };
    const failures = await eachTarget(how, report, (word) =>
      withPod(runtime, word, rules, async (id) => {
        await stopPod(runtime, id, { mustExist: rules.names });
        await report.done(id);
      }),
    );
    return failures === 0 ? 0 : 1;
  },
});
