import { defineCommand } from '../cli/define.ts';
import { podListFlags, showPods } from './lists/pods.ts';

export const command = defineCommand({
  name: 'pods',
  summary: 'List pods',
  description: 'The newest come first.',
  usage: '[flags]',
  flags: podListFlags,
  examples: [
    { line: 'crix pods', does: 'List all pods' },
    { line: 'crix pods --namespace kube-system -s ready', does: 'List the ready pods of a namespace' },
  ],
  run: (context, { flags }) => showPods(context, flags),
});
