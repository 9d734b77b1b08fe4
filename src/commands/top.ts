import { defineCommand } from '../cli/define.ts';
import { topContainer } from '../ops/containers/top.ts';
import { withContainer } from '../ops/resolve.ts';
import { printTable } from '../output/print.ts';
import { checkIds, nameRules } from './changing/report.ts';

const defaultArgs = ['-o', 'pid,ppid,user,stat,%cpu,rss,etime,args'];

export const command = defineCommand({
  name: 'top',
  summary: "List a container's processes",
  description:
    'They are looked up on this node, so the process numbers are those of the node, for strace, kill or nsenter. What follows the container are options for ps, which have to leave its PID column in. Where the container is not on this node its own ps is asked.',
  usage: 'CONTAINER [PS-OPTION...]',
  flags: {},
  arity: { min: 1, wrong: 'error' },
  stopsAtPositional: true,
  examples: [
    { line: 'crix top web-0/nginx', does: 'List the processes with CPU, memory in KiB and age' },
    { line: 'crix top 87d3992f84f74 -o pid,wchan,args', does: 'Choose what ps shows' },
  ],
  async run(context, { positionals }) {
    const [word = '', ...psArgs] = positionals;
    checkIds([word], 'container');
    const { runtime } = await context.cri();
    const containerd = await context.containerd();
    const args = psArgs.length > 0 ? psArgs : defaultArgs;
    const rules = { ...nameRules(context), preferRunning: true };
    const { titles, processes } = await withContainer(runtime, word, rules, (id) =>
      topContainer(runtime, containerd, id, args),
    );
    await printTable(context.io.stdout, [titles, ...processes], { minWidth: 0 });
    return undefined;
  },
});
