import { defineCommand } from '../cli/define.ts';
import { attach } from '../ops/sessions/attach.ts';
import { statusOfEnding } from '../ops/sessions/ending.ts';
import { connectionOf, openStreams } from '../ops/sessions/streams.ts';
import { connectionFlags, detachKeysFlag, orderFor, trustFiles } from './flags/streaming.ts';

export const command = defineCommand({
  name: 'attach',
  summary: "Join the terminal or pipes to a running container's main process",
  description:
    "Output starts at the moment of attaching; for what came before, see logs. ctrl-p ctrl-q detaches from a terminal. The exit status is the container's, if it ends meanwhile.",
  usage: '[flags] CONTAINER-ID',
  flags: {
    ...connectionFlags,
    stdin: { type: 'boolean', short: 'i', help: 'Send what is typed or piped to the container' },
    tty: { type: 'boolean', short: 't', help: "Use the container's terminal; needs -i" },
    'detach-keys': detachKeysFlag,
  },
  arity: { min: 1, max: 1, wrong: 'error' },
  examples: [
    { line: 'crix attach 3f2a9c', does: "Watch the container's output" },
    { line: 'crix attach -it 3f2a9c', does: 'Use a container that was made with a terminal' },
  ],
  async run(context, { flags, positionals: [container = ''] }) {
    const { runtime } = await context.cri();
    const input = { container, names: context.persona !== 'crictl', isInteractive: flags.stdin, tty: flags.tty };
    const connection = await connectionOf(context, trustFiles(flags));
    const wishes = { ...input, detachKeys: flags['detach-keys'], transport: flags.transport };
    const ending = await attach(runtime, input, () => openStreams(context, connection, wishes), {
      order: orderFor(context.persona),
      warn: context.warn,
    });
    return statusOfEnding(ending);
  },
});
