import type { Socket } from 'node:net';
import { CrixError } from '../errors.ts';
import type { DialOptions } from './dial.ts';
import type { TransportName } from './open.ts';

/** A way into a port of a pod, for one TCP connection. */
export interface Tunnel {
  /** Lets events come. Before, nothing is delivered. */
  start(): void;
  /** False: wait for `onDrain` before sending more. */
  send(bytes: Uint8Array): boolean;
  /** Nothing more will be sent and nothing more is wanted: the runtime cuts the connection a second later. */
  end(): void;
  pauseReading(): void;
  resumeReading(): void;
  close(): void;
}

export interface TunnelEvents {
  onData(bytes: Buffer): void;
  /** The application has closed. */
  onEnd(): void;
  /** The runtime could not connect; its words. */
  onRefused(text: string): void;
  onDrain(): void;
  onClose(error?: Error): void;
}

export async function openTunnel(
  transport: TransportName,
  url: string,
  port: number,
  events: TunnelEvents,
  options: DialOptions,
): Promise<Tunnel> {
  if (transport === 'websocket') {
    const { openWebSocketTunnel } = await import('./websocket/tunnel.ts');
    return openWebSocketTunnel(url, events, options);
  }
  const { openSpdyTunnel } = await import('./spdy/tunnel.ts');
  return openSpdyTunnel(url, port, events, options);
}

/**
 * How long the application may be silent after the client has closed its half. The runtime cannot pass a half-close on, and
 * on ours it cuts the connection: an answer that is still being worked out would be lost.
 */
const halfClosedMs = 10_000;

/**
 * Carries one accepted connection through a tunnel until either side has closed.
 * @throws CrixError when the port refuses, or the tunnel cannot be opened or breaks
 */
export function carry(local: Socket, open: (events: TunnelEvents) => Promise<Tunnel>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    new Carrier(local, port, resolve, reject).run(open).catch(reject);
  });
}

class Carrier {
  readonly #local: Socket;
  readonly #port: number;
  readonly #resolve: () => void;
  readonly #reject: (error: unknown) => void;
  #tunnel: Tunnel | undefined;
  #quiet: NodeJS.Timeout | undefined;

  constructor(local: Socket, port: number, resolve: () => void, reject: (error: unknown) => void) {
    this.#local = local;
    this.#port = port;
    this.#resolve = resolve;
    this.#reject = reject;
  }

  async run(open: (events: TunnelEvents) => Promise<Tunnel>): Promise<void> {
    const local = this.#local;
    local.pause();
    local.on('error', () => {});
    try {
      this.#tunnel = await open({
        onData: (bytes) => this.#onAnswer(bytes),
        onEnd: () => this.#onRemoteEnd(),
        onRefused: (text) => this.#fail(refusal(this.#port, text)),
        onDrain: () => local.resume(),
        onClose: (error) => this.#onTunnelClose(error),
      });
    } catch (error) {
      local.destroy();
      throw error;
    }
    const tunnel = this.#tunnel;
    local.on('data', (bytes) => {
      if (!tunnel.send(bytes)) local.pause();
    });
    local.on('drain', () => tunnel.resumeReading());
    local.on('end', () => this.#endWhenQuiet());
    local.on('close', () => this.#onLocalClose());
    if (local.destroyed) this.#onLocalClose();
    tunnel.start();
    local.resume();
  }

  #onAnswer(bytes: Buffer): void {
    if (this.#quiet) this.#endWhenQuiet();
    if (!this.#local.write(bytes)) this.#tunnel?.pauseReading();
  }

  #endWhenQuiet(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#tunnel?.end(), halfClosedMs);
  }

  #onRemoteEnd(): void {
    clearTimeout(this.#quiet);
    // What the client still sends goes nowhere, but it gets the whole answer before the connection goes.
    this.#local.removeAllListeners('data');
    this.#local.resume();
    this.#local.end(() => this.#finish());
    this.#local.setTimeout(halfClosedMs, () => this.#local.destroy());
  }

  #onLocalClose(): void {
    this.#tunnel?.end();
    this.#finish();
  }

  #onTunnelClose(error: Error | undefined): void {
    if (this.#local.writableEnded || this.#local.destroyed) this.#finish();
    else this.#fail(new CrixError('failure', `the tunnel to port ${this.#port} broke`, error ? { cause: error } : {}));
  }

  #fail(error: unknown): void {
    this.#reject(error);
    this.#close();
    // A reset: the client must not take what came so far for the whole answer.
    this.#local.resetAndDestroy();
  }

  #finish(): void {
    this.#resolve();
    this.#close();
  }

  #close(): void {
    clearTimeout(this.#quiet);
    this.#tunnel?.close();
  }
}

/** The runtime's text names IDs and paths of its own; what matters is at its end. */
function refusal(port: number, text: string): CrixError {
  if (text.includes('connection refused')) {
    return new CrixError('failure', `port ${port} in the pod refused the connection: nothing listens there`);
  }
  const tail = text.replace(/^.*inside namespace "[^"]*",? */s, '').trim();
  return new CrixError(
    'failure',
    `cannot connect to port ${port} in the pod: ${tail === '' ? 'no reason given' : tail}`,
  );
}
