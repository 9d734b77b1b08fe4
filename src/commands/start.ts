import { defineCommand } from '../cli/define.ts';
import { startContainer } from '../ops/containers/start.ts';
import { eachTarget } from '../ops/each-target.ts';
import { withContainer } from '../ops/resolve.ts';
import { checkIds, nameRules, reportTo, stopsAtFailure } from './changing/report.ts';

export const command = defineCommand({
  name: 'start',
  summary: 'Start one or more created containers',
  description: 'CRI starts a container once: one that ran and ended has to be created anew.',
  usage: 'CONTAINER-ID [CONTAINER-ID...]',
  flags: {},
  arity: { min: 1, wrong: 'error' },
  separateShorts: true,
  examples: [
    { line: 'crix start 87d3992f84f74', does: 'Start a container' },
    { line: 'crix start $(crix create "$POD" web.yaml pod.yaml)', does: 'Create a container and start it' },
  ],
  async run(context, { positionals }) {
    const targets = checkIds(positionals, 'container');
    const { signal } = context;
    const { runtime } = await context.cri();
    const report = reportTo(context, (id: string) => id);
    const how = { targets, atOnce: 1, stopAtFailure: stopsAtFailure(context), signal };
    const failures = await eachTarget(how, report, (word) =>
      withContainer(runtime, word, nameRules(context), async (id) => {
        await startContainer(runtime, id);
        await report.done(id);
      }),
    );
    return failures === 0 ? 0 : 1;
  },
});
