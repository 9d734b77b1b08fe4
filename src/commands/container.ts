import { defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { commandFor } from '../model/nouns.ts';
import { containerListFlags, showContainers } from './lists/containers.ts';
import { isListVerb } from './lists/verbs.ts';

export const command = defineCommand({
  name: 'container',
  summary: 'List containers, in the words of docker: `container ls`',
  usage: 'ls [flags]',
  flags: containerListFlags,
  arity: { min: 1, max: 1, wrong: 'error' },
  examples: [
    { line: 'crix container ls -a', does: 'List all containers, as `crix ps -a` does' },
    { line: 'crix container ls -q', does: 'Print the IDs of the running ones' },
  ],
  async run(context, { flags, positionals }) {
    const [verb = ''] = positionals;
    if (isListVerb(verb)) return showContainers(context, flags);
    throw usageError(
      `unknown word ${JSON.stringify(verb)} after container`,
      `try \`crix ${commandFor('container', verb)}\`: verbs stand alone here`,
    );
  },
});
