import { builtin } from './builtin.ts';
import { smallOutputBytes, writeByBun } from './bun-output.ts';
import type { Io, Sink } from './define.ts';
import { isTerminal } from './is-terminal.ts';

/** Milliseconds between tries when a non-blocking pipe is full. */
const fullPipeWaitMs = 2;

/** A file descriptor as a Sink. Writing directly avoids opening process.stdout, which costs more than most commands. */
function descriptorSink(fd: number, onClosed: () => void): Sink {
  let closed = false;
  let terminal: boolean | undefined;
  return {
    // Asked for only by commands that look different on a terminal.
    get isTerminal() {
      terminal ??= isTerminal(fd);
      return terminal;
    },
    get isClosed() {
      return closed;
    },
    size: () => (isTerminal(fd) ? terminalSize(fd) : { columns: 80, rows: 24 }),
    async write(chunk) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
      if (bytes.length === 0 || closed) return;
      const isDone =
        'Bun' in globalThis && bytes.length <= smallOutputBytes ? writeByBun(fd, bytes) : writeAll(fd, bytes);
      await isDone.catch(() => {
        closed = true;
        onClosed();
      });
    },
  };
}

/** Rejects when nobody reads any more. */
async function writeAll(fd: number, bytes: Uint8Array): Promise<void> {
  const { writeSync } = builtin('node:fs');
  let rest = bytes;
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(fd, rest));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      await new Promise((resolve) => setTimeout(resolve, fullPipeWaitMs));
    }
  }
}

function terminalSize(fd: number): { columns: number; rows: number } {
  const stream = fd === 2 ? process.stderr : process.stdout;
  // A terminal that was never told its size says 0.
  return { columns: stream.columns || 80, rows: stream.rows || 24 };
}

/** The process's own streams. `onStdoutClosed` is called once when nobody reads standard output any more. */
export function processIo(onStdoutClosed: () => void): Io {
  const stdout = descriptorSink(1, onStdoutClosed);
  const stderr = descriptorSink(2, () => {});
  return {
    stdout,
    stderr,
    get sharesOutput() {
      const { fstatSync } = builtin('node:fs');
      const [one, other] = [fstatSync(1), fstatSync(2)];
      return one.dev === other.dev && one.ino === other.ino;
    },
    async flow(name) {
      const { flowingSink } = await import('./flow.ts');
      return name === 'stdout' ? flowingSink(1, stdout, onStdoutClosed) : flowingSink(2, stderr, () => {});
    },
    async terminal() {
      const { processTerminal } = await import('./terminal.ts');
      return processTerminal();
    },
    get stdinIsTerminal() {
      return isTerminal(0);
    },
    stdin: () => process.stdin,
    readStdin,
  };
}

async function readStdin(): Promise<Uint8Array> {
  if (builtin('node:fs').fstatSync(0).isFile()) return readAllSync();
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function readAllSync(): Uint8Array {
  const chunks: Buffer[] = [];
  for (;;) {
    const chunk = Buffer.alloc(65536);
    const count = builtin('node:fs').readSync(0, chunk);
    if (count === 0) return Buffer.concat(chunks);
    chunks.push(chunk.subarray(0, count));
  }
}
