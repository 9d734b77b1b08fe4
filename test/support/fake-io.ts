import { Readable } from 'node:stream';
import type { Io, Sink } from '../../src/cli/define.ts';
import { FakeTerminal } from './fake-terminal.ts';

export interface FakeIoSettings {
  /** What standard input holds. */
  stdin?: string | Uint8Array;
  /** Standard output, error and input are terminals of this size. */
  terminal?: { columns: number; rows: number };
}

export interface FakeIo extends Io {
  /** All that was written so far, as text. */
  out(): string;
  err(): string;
  outBytes(): Buffer;
}

/** Streams that only remember. */
export function fakeIo(settings: FakeIoSettings = {}): FakeIo {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const input = Buffer.from(settings.stdin ?? '');
  const stdout = sink(out, settings);
  const stderr = sink(err, settings);
  return {
    stdout,
    stderr,
    sharesOutput: settings.terminal !== undefined,
    flow: async (name) => (name === 'stdout' ? stdout : stderr),
    terminal: async () => (settings.terminal === undefined ? undefined : new FakeTerminal(settings.terminal)),
    stdinIsTerminal: settings.terminal !== undefined,
    stdin: () => Readable.from([input]) as unknown as NodeJS.ReadStream,
    readStdin: async () => input,
    out: () => Buffer.concat(out).toString('utf8'),
    err: () => Buffer.concat(err).toString('utf8'),
    outBytes: () => Buffer.concat(out),
  };
}

function sink(written: Buffer[], { terminal }: FakeIoSettings): Sink {
  return {
    isTerminal: terminal !== undefined,
    isClosed: false,
    size: () => terminal ?? { columns: 80, rows: 24 },
    async write(chunk) {
      written.push(Buffer.from(chunk));
    },
  };
}
