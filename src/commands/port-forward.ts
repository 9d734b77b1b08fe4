import { defineCommand } from '../cli/define.ts';
import { CrixError } from '../errors.ts';
import { portForward } from '../ops/sessions/port-forward.ts';
import { connectionOf } from '../ops/sessions/streams.ts';
import { connectionFlags, orderFor, trustFiles } from './flags/streaming.ts';

/** Ctrl-C is how forwarding is meant to end. */
const interruptedStatus = 130;

export const command = defineCommand({
  name: 'port-forward',
  summary: 'Forward local ports to a pod',
  description: 'Listens on both loopback addresses until Ctrl-C. `:REMOTE` picks a free local port and prints it.',
  usage: '[flags] POD-ID [LOCAL:]REMOTE [[LOCAL:]REMOTE...]',
  flags: {
    ...connectionFlags,
    address: { type: 'list', metavar: 'IP', beyond: true, help: 'Listen on these addresses (default localhost)' },
  },
  arity: { min: 2, wrong: 'help' },
  separateShorts: true,
  examples: [
    {
      line: 'crix port-forward 7c41 8080:80 5432',
      does: "Reach the pod's ports 80 and 5432 at localhost:8080 and :5432",
    },
    { line: 'crix port-forward 7c41 :80', does: 'Let the system choose the local port' },
  ],
  async run(context, { flags, positionals: [pod = '', ...ports] }) {
    const connection = await connectionOf(context, trustFiles(flags));
    const addresses = flags.address.length === 0 ? ['localhost'] : flags.address;
    const { runtime } = await context.cri();
    const report = {
      listening: ({ address, remote }: { address: string; remote: number }) =>
        context.io.stdout.write(`Forwarding from ${address} -> ${remote}\n`),
      failed: (error: unknown) => context.report(error),
    };
    try {
      const names = context.persona !== 'crictl';
      const input = { pod, names, ports, addresses, transport: flags.transport };
      return await portForward(runtime, input, connection, report, orderFor(context.persona));
    } catch (error) {
      if (error instanceof CrixError && error.kind === 'cancelled' && error.status === interruptedStatus) return 0;
      throw error;
    }
  },
});
