import type { Server, Socket } from 'node:net';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError } from '../../errors.ts';
import { dial } from '../../stream/dial.ts';
import { type Listener, listenOn } from '../../stream/listeners.ts';
import type { TransportName } from '../../stream/open.ts';
import { type PortPair, parsePortPair } from '../../stream/ports.ts';
import { parseStreamUrl } from '../../stream/target.ts';
import { carry, openTunnel } from '../../stream/tunnel.ts';
import { failedTo } from '../failures.ts';
import { withPod } from '../resolve.ts';
import { type AskOrder, askAndCheck, type Connection, parseTransport } from './streams.ts';

export interface ForwardInput {
  /** An ID or its beginning; with `names` also a name. */
  readonly pod: string;
  readonly names: boolean;
  /** `REMOTE`, `LOCAL:REMOTE` or `:REMOTE`. */
  readonly ports: readonly string[];
  /** IP addresses to listen on; `localhost` is both loopback addresses. */
  readonly addresses: readonly string[];
  readonly transport: string;
}

export interface ForwardReport {
  listening(listener: Listener): Promise<void>;
  /** One connection has failed; the others go on. */
  failed(error: unknown): Promise<void>;
}

/**
 * Forwards local ports to a pod until the signal of `connection` aborts.
 * @throws CrixError when it cannot begin, and at the end what the signal was aborted with
 */
export async function portForward(
  runtime: RuntimeService,
  input: ForwardInput,
  connection: Connection,
  report: ForwardReport,
  order: AskOrder = 'check-first',
): Promise<never> {
  let podId = input.pod;
  const ask = () =>
    withPod(runtime, input.pod, input, (id) => {
      podId = id;
      return requestPortForward(runtime, id, []);
    });
  const [url, { pairs, transport }] = await askAndCheck(order, ask, async () => ({
    pairs: input.ports.map(parsePortPair),
    transport: parseTransport(input.transport),
  }));
  // Find out now, not at the first connection, whether the streaming server can be reached.
  const probe = await dial(parseStreamUrl(url), { ...connection, timeoutMs: connection.handshakeTimeoutMs });
  probe.on('error', () => {});
  probe.destroy();
  const forwarder = new Forwarder(runtime, podId, transport, connection, report);
  try {
    for (const pair of pairs) await forwarder.listen(input.addresses, pair);
    return await aborted(connection.signal);
  } finally {
    forwarder.close();
  }
}

async function requestPortForward(runtime: RuntimeService, podSandboxId: string, port: number[]): Promise<string> {
  try {
    return (await runtime.portForward({ podSandboxId, port })).url;
  } catch (error) {
    throw failedTo(`forward ports to pod ${podSandboxId}`, error);
  }
}

class Forwarder {
  readonly #runtime: RuntimeService;
  readonly #podId: string;
  readonly #transport: TransportName;
  readonly #connection: Connection;
  readonly #report: ForwardReport;
  readonly #servers: Server[] = [];
  readonly #locals = new Set<Socket>();

  constructor(
    runtime: RuntimeService,
    podId: string,
    transport: TransportName,
    connection: Connection,
    report: ForwardReport,
  ) {
    this.#runtime = runtime;
    this.#podId = podId;
    this.#transport = transport;
    this.#connection = connection;
    this.#report = report;
  }

  async listen(addresses: readonly string[], pair: PortPair): Promise<void> {
    const { listeners, servers } = await listenOn(addresses, pair, (local, remote) => {
      this.#accept(local, remote).catch((error) => this.#report.failed(error));
    });
    this.#servers.push(...servers);
    for (const listener of listeners) await this.#report.listening(listener);
  }

  close(): void {
    for (const server of this.#servers) server.close();
    for (const local of this.#locals) local.destroy();
  }

  async #accept(local: Socket, port: number): Promise<void> {
    this.#locals.add(local);
    local.on('close', () => this.#locals.delete(local));
    const { handshakeTimeoutMs, ...options } = this.#connection;
    await carry(
      local,
      async (events) => {
        // Over WebSocket the ports are the request's; over SPDY they are named in the session.
        const url = await requestPortForward(this.#runtime, this.#podId, this.#transport === 'websocket' ? [port] : []);
        return openTunnel(this.#transport, url, port, events, { ...options, timeoutMs: handshakeTimeoutMs });
      },
      port,
    );
  }
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const stop = () => reject(signal.reason ?? new CrixError('cancelled', ''));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}
