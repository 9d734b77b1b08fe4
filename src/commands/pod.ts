import { defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { commandFor } from '../model/nouns.ts';
import { podListFlags, showPods } from './lists/pods.ts';
import { isListVerb } from './lists/verbs.ts';

export const command = defineCommand({
  name: 'pod',
  summary: 'List pods, as `container ls` lists containers',
  usage: 'ls [flags]',
  flags: podListFlags,
  arity: { min: 1, max: 1, wrong: 'error' },
  examples: [
    { line: 'crix pod ls', does: 'List all pods, as `crix pods` does' },
    { line: 'crix pod ls -q', does: 'Print their IDs' },
  ],
  async run(context, { flags, positionals }) {
    const [verb = ''] = positionals;
    if (isListVerb(verb)) return showPods(context, flags);
    throw usageError(
      `unknown word ${JSON.stringify(verb)} after pod`,
      `try \`crix ${commandFor('pod', verb)}\`: verbs stand alone here`,
    );
  },
});
