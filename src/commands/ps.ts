import { defineCommand } from '../cli/define.ts';
import { containerListFlags, showContainers } from './lists/containers.ts';

export const command = defineCommand({
  name: 'ps',
  summary: 'List containers',
  description: 'Without a flag that says otherwise only running containers are listed. The newest come first.',
  usage: '[flags]',
  flags: containerListFlags,
  arity: { min: 0, max: 0, wrong: 'help' },
  examples: [
    { line: 'crix ps -a', does: 'List all containers' },
    { line: "crix ps --name '^nginx$' -q", does: 'Print the IDs of the running containers called nginx' },
    { line: "crix ps --format 'table {{.ID}}\\t{{.Pod}}\\t{{.Name}}'", does: 'Choose the columns' },
  ],
  run: (context, { flags }) => showContainers(context, flags),
});
