import type { Args, Flags, Persona } from '../../cli/define.ts';
import type { AskOrder } from '../../ops/sessions/streams.ts';
import type { TrustFiles } from '../../ops/sessions/trust.ts';
import { defaultDetachKeys } from '../../stream/terminal.ts';

/** How to reach the streaming server: exec, attach and port-forward. */
export const connectionFlags = {
  transport: {
    type: 'string',
    short: 'r',
    default: 'spdy',
    metavar: 'NAME',
    help: 'Carry the session over spdy or websocket; websocket cannot tell the command that input has ended',
  },
  'tls-ca': { type: 'string', metavar: 'FILE', help: 'Check the streaming server against these authorities' },
  'tls-cert': { type: 'string', metavar: 'FILE', help: 'Present this certificate to the streaming server' },
  'tls-key': { type: 'string', metavar: 'FILE', help: 'Key of the certificate' },
  'tls-sni': {
    type: 'string',
    aliases: ['tls-server-name'],
    default: 'localhost',
    metavar: 'NAME',
    help: "Name to find in the streaming server's certificate",
  },
} as const satisfies Flags;

export const detachKeysFlag = {
  type: 'string',
  default: defaultDetachKeys,
  metavar: 'KEYS',
  beyond: true,
  help: 'Keys that leave a terminal session and let the command go on; empty: none',
} as const;

export function trustFiles(flags: Args<typeof connectionFlags>['flags']): TrustFiles {
  return { ca: flags['tls-ca'], cert: flags['tls-cert'], key: flags['tls-key'], serverName: flags['tls-sni'] };
}

/** crictl asks the runtime before it looks at what else could be wrong. */
export function orderFor(persona: Persona): AskOrder {
  return persona === 'crictl' ? 'ask-first' : 'check-first';
}
