import { defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { signalNumber } from '../model/signals.ts';
import { signalContainer } from '../ops/containers/signal.ts';
import { eachTarget, manyAtOnce } from '../ops/each-target.ts';
import { withContainer } from '../ops/resolve.ts';
import { checkIds, nameRules, reportTo } from './changing/report.ts';

export const command = defineCommand({
  name: 'kill',
  summary: 'Send a signal to one or more running containers',
  description:
    "CRI sends no signals. containerd does it through its own service on the same socket; elsewhere the container's main process is signalled on this node, or by a kill program in the container.",
  usage: '[flags] CONTAINER [CONTAINER...]',
  flags: {
    signal: {
      type: 'string',
      short: 's',
      default: 'KILL',
      metavar: 'SIGNAL',
      help: 'Signal to send: a name or a number',
    },
  },
  arity: { min: 1, wrong: 'error' },
  examples: [
    { line: 'crix kill -s HUP web-0/nginx', does: 'Have a server read its configuration again' },
    { line: 'crix kill 87d3992f84f74', does: 'Kill a container at once' },
  ],
  async run(context, { flags, positionals }) {
    checkIds(positionals, 'container');
    const number = signalNumber(flags.signal);
    if (number === undefined) {
      throw usageError(`there is no signal ${JSON.stringify(flags.signal)}`, 'give a name such as TERM, or a number');
    }
    const { runtime } = await context.cri();
    const containerd = await context.containerd();
    const report = reportTo(context, (id: string) => id);
    const how = { targets: positionals, atOnce: manyAtOnce, signal: context.signal };
    const failures = await eachTarget(how, report, (word) =>
      withContainer(runtime, word, nameRules(context), async (id) => {
        await signalContainer(runtime, containerd, id, number);
        await report.done(id);
      }),
    );
    return failures === 0 ? 0 : 1;
  },
});
