import { type Context, defineCommand, type Flags } from '../cli/define.ts';
import { type AttachInput, attach, attachWarnings } from '../ops/sessions/attach.ts';
import { statusOfEnding } from '../ops/sessions/ending.ts';
import { connectionOf, openStreams } from '../ops/sessions/streams.ts';
import { connectionFlags, detachKeysFlag, trustFiles } from './flags/streaming.ts';

const flags = {
  ...connectionFlags,
  stdin: { type: 'boolean', short: 'i', help: 'Send what is typed or piped to the container' },
  tty: { type: 'boolean', short: 't', help: "Use the container's terminal; needs -i" },
  'detach-keys': detachKeysFlag,
} as const satisfies Flags;

export const command = defineCommand({
  name: 'attach',
  summary: "Join the terminal or pipes to a running container's main process",
  description:
    'Output starts at the moment of attaching; for what came before, see logs. ctrl-p ctrl-q detaches from a terminal.',
  usage: '[flags] CONTAINER-ID',
  flags,
  arity: { min: 1, max: 1, wrong: 'error' },
  examples: [
    { line: 'crix attach 3f2a9c', does: "Watch the container's output" },
    { line: 'crix attach -it 3f2a9c', does: 'Use a container that was made with a terminal' },
  ],
  async run(context, args) {
    const { runtime } = await context.cri();
    const [containerId = ''] = args.positionals;
    const input: AttachInput = { containerId, isInteractive: args.flags.stdin, tty: args.flags.tty };
    const connection = await connectionOf(context, trustFiles(args.flags));
    const open = async () => ({
      ...(await openStreams(context, connection, {
        isInteractive: args.flags.stdin,
        tty: args.flags.tty,
        detachKeys: args.flags['detach-keys'],
        transport: args.flags.transport,
      })),
      onOpen: () => warnOfMismatch(context, input),
    });
    return statusOfEnding(
      await attach(runtime, input, open, context.persona === 'crictl' ? 'ask-first' : 'check-first'),
    );
  },
});

/** The session goes on meanwhile: the question to the runtime must not delay it, nor end it when it fails. */
function warnOfMismatch(context: Context, input: AttachInput): void {
  if (!input.isInteractive && !input.tty) return;
  context
    .cri()
    .then(({ runtime }) => attachWarnings(runtime, input))
    .then(async (lines) => {
      for (const line of lines) await context.warn(line);
    })
    .catch((error) => context.debug(`cannot look up how the container was made: ${error}`));
}
