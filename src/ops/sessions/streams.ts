import type { Readable } from 'node:stream';
import { CrixError, usageError } from '../../errors.ts';
import { type TransportName, transportNames } from '../../stream/open.ts';
import type { ByteSink } from '../../stream/output-pump.ts';
import type { SessionInput } from '../../stream/session.ts';
import { parseDetachKeys, type Terminal } from '../../stream/terminal.ts';
import { readTrust, type TrustFiles } from './trust.ts';

/** Everything about a session but its URL. */
export type Streams = Omit<SessionInput, 'url'>;

/** Our side of sessions: a command's context has all of it. */
export interface Host {
  readonly signal: AbortSignal;
  readonly settings: { readonly runtimeEndpoint: string | undefined };
  readonly io: {
    stdin(): Readable;
    flow(name: 'stdout' | 'stderr'): Promise<ByteSink>;
    terminal(): Promise<Terminal | undefined>;
  };
  warn(line: string): Promise<void>;
}

export interface StreamWishes {
  readonly isInteractive: boolean;
  readonly tty: boolean;
  readonly detachKeys: string;
  readonly transport: string;
}

/** How to reach the streaming server. */
export type Connection = Pick<Streams, 'tls' | 'signal' | 'handshakeTimeoutMs'>;

/**
 * crictl asks the runtime for a URL before it looks at our terminal, and a test of likeness sees that. Else nothing is asked
 * in vain.
 */
export type AskOrder = 'ask-first' | 'check-first';

export async function askAndCheck<T>(
  order: AskOrder,
  ask: () => Promise<string>,
  check: () => Promise<T>,
): Promise<[url: string, checked: T]> {
  if (order === 'ask-first') {
    const url = await ask();
    return [url, await check()];
  }
  const checked = await check();
  return [await ask(), checked];
}

/** How long connecting, switching protocols and starting the command may each take. */
const handshakeTimeoutMs = 30_000;

/**
 * Joins wishes to what we have. Nothing is read, and the terminal is left as it is, until the session is open.
 * @throws CrixError when they do not fit together
 */
export async function openStreams(host: Host, connection: Connection, wishes: StreamWishes): Promise<Streams> {
  const transport = parseTransport(wishes.transport);
  const terminal = wishes.tty ? await requireTerminal(host, wishes.isInteractive) : undefined;
  if (wishes.isInteractive && terminal === undefined && transport === 'websocket') {
    await host.warn('over websocket the command never sees the end of its input: if it waits for it, use spdy');
  }
  const [stdout, stderr] = [await host.io.flow('stdout'), wishes.tty ? undefined : await host.io.flow('stderr')];
  return {
    ...connection,
    transport,
    terminal,
    stdin: wishes.isInteractive ? host.io.stdin() : undefined,
    stdout,
    stderr,
    detachKeys: terminal === undefined ? undefined : parseDetachKeys(wishes.detachKeys),
    onInputCut: () => {
      host
        .warn('the runtime did not take all the input: the command ended, or closed its output, before')
        .catch(() => {});
    },
  };
}

/** @throws CrixError when TLS files are missing */
export async function connectionOf(host: Pick<Host, 'signal' | 'settings'>, trust: TrustFiles): Promise<Connection> {
  const isLocal = !/^(https?|tcp|dns|ipv[46]):/.test(host.settings.runtimeEndpoint ?? '');
  return { tls: await readTrust(trust, isLocal), signal: host.signal, handshakeTimeoutMs };
}

/** @throws CrixError of kind usage */
export function parseTransport(name: string): TransportName {
  const known = transportNames.find((candidate) => candidate === name);
  if (known === undefined) throw usageError(`unknown transport ${JSON.stringify(name)}: want spdy or websocket`);
  return known;
}

async function requireTerminal(host: Host, isInteractive: boolean): Promise<Terminal> {
  if (!isInteractive) throw usageError('--tty needs --interactive too: use -it');
  const terminal = await host.io.terminal();
  if (terminal === undefined) {
    throw new CrixError('failure', 'cannot use a tty: standard input is not a terminal', {
      hint: 'use -i alone to send input from a pipe or file',
    });
  }
  return terminal;
}
