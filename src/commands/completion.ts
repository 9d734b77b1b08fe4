import { defineCommand } from '../cli/define.ts';
import { CrixError } from '../errors.ts';
import { completionScript, isShell, shells } from '../views/completion-scripts.ts';

export const command = defineCommand({
  name: 'completion',
  summary: 'Print a script that completes commands, flags, IDs and names in your shell',
  usage: `[${shells.join('|')}]`,
  flags: {},
  arity: { min: 0, max: 1, wrong: 'help' },
  examples: [
    { line: 'source <(crix completion bash)', does: 'Complete in this bash' },
    { line: 'crix completion zsh > /usr/local/share/zsh/site-functions/_crix', does: 'Complete in every zsh' },
    { line: 'crix completion fish > ~/.config/fish/completions/crix.fish', does: 'Complete in every fish' },
  ],
  async run(context, { positionals: [shell = 'bash'] }) {
    if (!isShell(shell)) {
      throw new CrixError('usage', `no completion for shell ${JSON.stringify(shell)}: want ${shells.join(', ')}`);
    }
    await context.io.stdout.write(completionScript(shell, context.persona));
    return undefined;
  },
});
