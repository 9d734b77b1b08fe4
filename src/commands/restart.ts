import { defineCommand } from '../cli/define.ts';
import { restartContainer } from '../ops/containers/restart.ts';
import { stopManaged } from '../ops/containers/stop-managed.ts';
import { eachTarget, manyAtOnce } from '../ops/each-target.ts';
import { withContainer } from '../ops/resolve.ts';
import { checkIds, nameRules, reportTo } from './changing/report.ts';

export const command = defineCommand({
  name: 'restart',
  summary: 'Stop containers that `docker run` made, and start them again',
  description:
    "CRI starts a container only once. What crix itself made as docker is therefore made anew in its place: from the same image and configuration, with the same name, volumes and log, but with another ID, and without what was changed in its own files. The container of anybody else is refused and goes on running: the kubelet's are started again by the kubelet once they are stopped.",
  usage: '[flags] CONTAINER [CONTAINER...]',
  flags: {
    timeout: {
      type: 'int64',
      short: 't',
      metavar: 'SECONDS',
      help: 'Seconds before it is killed (default its own, else 10); -1 for no limit',
    },
  },
  arity: { min: 1, wrong: 'error' },
  examples: [
    { line: 'crix restart db', does: 'Restart a container that `docker run --name db` made' },
    { line: 'crix restart -t 30 db', does: 'Give its process half a minute to end' },
  ],
  async run(context, { flags, positionals }) {
    checkIds(positionals, 'container');
    const { settings, signal, warn } = context;
    const { runtime } = await context.cri();
    const containerd = await context.containerd();
    const stopping = { graceSeconds: flags.timeout, timeoutMs: settings.timeoutMs, signal };
    const stop = (id: string): Promise<void> => stopManaged(runtime, containerd, id, stopping);
    // Making it anew takes several calls.
    const input = { stop, timeoutMs: settings.timeoutMs * 5, signal, note: warn };
    const report = reportTo(context, (id: string) => id);
    const failures = await eachTarget({ targets: positionals, atOnce: manyAtOnce, signal }, report, (word) =>
      withContainer(runtime, word, nameRules(context), async (id) => {
        await report.done(await restartContainer(runtime, { id, name: word }, input));
      }),
    );
    return failures === 0 ? 0 : 1;
  },
});
