import { type Context, defineCommand } from '../cli/define.ts';
import { untilExit } from '../ops/containers/exit.ts';
import { withContainer } from '../ops/resolve.ts';
import { checkIds, nameRules } from './changing/report.ts';

export const command = defineCommand({
  name: 'wait',
  summary: 'Wait until containers have ended, and print their exit codes',
  description: 'A line for each container, in the order in which they were named. Only those are waited for that run.',
  usage: 'CONTAINER [CONTAINER...]',
  flags: {},
  arity: { min: 1, wrong: 'error' },
  examples: [
    { line: 'crix wait migrate-0/migrate', does: 'Wait for a job and print its exit code' },
    { line: 'crix wait $(crix ps -q --pod 3f2a)', does: 'Wait for all containers of a pod' },
  ],
  async run(context, { positionals }) {
    checkIds(positionals, 'container');
    // All are waited for from the start: one that ends early may be removed before its turn.
    const codes = positionals.map((word) => exitCodeOf(context, word));
    let status = 0;
    for (const code of codes) code.catch(() => {});
    for (const code of codes) {
      try {
        await context.io.stdout.write(`${await code}\n`);
      } catch (error) {
        context.signal.throwIfAborted();
        await context.report(error);
        status = 1;
      }
    }
    return status;
  },
});

async function exitCodeOf(context: Context, word: string): Promise<number> {
  const { runtime } = await context.cri();
  const containerd = await context.containerd();
  return withContainer(runtime, word, nameRules(context), (id) => untilExit(runtime, containerd, id, context.signal));
}
