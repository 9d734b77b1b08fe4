/** The parts of an exec or attach session that carry bytes to us. `error` brings the status at the end. */
export type OutputChannel = 'stdout' | 'stderr' | 'error';

export interface TerminalSize {
  readonly columns: number;
  readonly rows: number;
}

/** What the runtime is asked for; the process starts only when all of these are connected. */
export interface Wanted {
  readonly stdin: boolean;
  readonly stdout: boolean;
  /** Never together with `tty`. */
  readonly stderr: boolean;
  readonly tty: boolean;
}

export interface ChannelEvents {
  /** The runtime has taken all channels and starts the process. It may stay silent for ever: set a deadline. */
  onOpen(): void;
  onData(channel: OutputChannel, bytes: Buffer): void;
  /** WebSocket says this of the error channel only. */
  onEnd(channel: OutputChannel): void;
  /** The runtime takes no more input. */
  onStdinClosed(): void;
  onDrain(): void;
  onClose(error?: Error): void;
}

/** One exec or attach session, over SPDY or WebSocket. */
export interface Channels {
  /** Lets events come. Before, nothing is delivered. */
  start(): void;
  /** Sends the parts as one. False: wait for `onDrain` before sending more. */
  sendStdin(parts: readonly Uint8Array[]): boolean;
  /** Does nothing over WebSocket, whose channel protocol has no way to say it. */
  endStdin(): void;
  resize(size: TerminalSize): void;
  pauseReading(): void;
  resumeReading(): void;
  close(): void;
}

/** The resize message is the same for both protocols. */
export function resizeMessage(size: TerminalSize): Buffer {
  return Buffer.from(`${JSON.stringify({ Width: size.columns, Height: size.rows })}\n`);
}
