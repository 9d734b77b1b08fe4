import { setTimeout as pause } from 'node:timers/promises';
import { defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { diagnose } from '../ops/debug/diagnose.ts';
import { debugPage } from '../views/debug.ts';
import { checkIds } from './changing/report.ts';

export const command = defineCommand({
  name: 'debug',
  summary: 'Show all that matters about a pod or container on one page, for a ticket',
  description:
    'State, exits, restarts, use against limits, addresses, ports, mounts, what happened when, and the last lines of the log. What looks like a secret in the environment, the command line or the log is hidden: look the page over all the same before you pass it on. A word that names a pod and a container means the pod. Nothing is changed.',
  usage: '[flags] POD|CONTAINER',
  flags: {
    tail: { type: 'int', default: 10, metavar: 'N', help: 'Show the last N lines of each log' },
  },
  arity: { min: 1, max: 1, wrong: 'error' },
  examples: [
    { line: 'crix debug kube-system/etcd-node1', does: 'Show a page about a pod and all of its containers' },
    { line: 'crix debug --tail 50 web-0/nginx > ticket.txt', does: 'Write a page about one container to a file' },
  ],
  async run(context, { flags, positionals }) {
    const [word = ''] = checkIds(positionals, 'container');
    if (flags.tail < 0) throw usageError(`cannot show ${flags.tail} lines: give --tail a number from 0 on`);
    const { runtime } = await context.cri();
    const diagnosis = await diagnose(
      runtime,
      { word, logLines: flags.tail },
      {
        signal: context.signal,
        pause: (ms, signal) => pause(ms, undefined, { signal }).catch(() => {}),
        onFailure: (error) => void context.report(error),
      },
    );
    await context.io.stdout.write(debugPage(diagnosis, context.now()));
    return undefined;
  },
});
