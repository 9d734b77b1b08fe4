import { stripModule } from './gen/strip.ts';

/** Bytes gathered for one output stream. */
export interface Gathered {
  bytes: Buffer;
  length: number;
}

/** The WebAssembly loop of strip.wat with its memory: the input first, then room for the text of each stream. */
export interface Kernel {
  /** Read the log into this buffer. */
  readonly input: Buffer;
  readonly stdout: Buffer;
  readonly stderr: Buffer;
  /**
   * Moves the text of the lines in `input` from `start` to `end` to the outputs, which must be this kernel's own; returns where
   * it stopped: `end`, or a line that is not a plain whole one. With `mixed`, both streams go to `stdout`.
   */
  strip(start: number, end: number, outputs: { stdout: Gathered; stderr: Gathered; mixed: boolean }): number;
}

interface StripExports {
  memory: { buffer: ArrayBuffer; grow(pages: number): number };
  stdout: { value: number };
  stderr: { value: number };
  strip(start: number, end: number, mixed: number): number;
}

/** Both the loop's look-ahead and its 16-byte stores may run past the end of a piece. */
const overrun = 64;
const pageSize = 65_536;

/** The part of WebAssembly that is used here; Node's own types have none of it. */
interface WebAssemblyApi {
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object) => { exports: unknown };
}

/** Undefined where WebAssembly has no 128-bit vectors: the lines are then read one by one. */
export function openKernel(chunkSize: number): Kernel | undefined {
  const exports = instantiate();
  if (exports === undefined) return undefined;
  const pieceSize = chunkSize + overrun;
  exports.memory.grow(Math.ceil((3 * pieceSize) / pageSize));
  const memory = Buffer.from(exports.memory.buffer);
  const offsets = { stdout: pieceSize, stderr: 2 * pieceSize };
  return {
    input: memory.subarray(0, chunkSize),
    stdout: memory.subarray(offsets.stdout, offsets.stdout + pieceSize),
    stderr: memory.subarray(offsets.stderr, offsets.stderr + pieceSize),
    strip(start, end, { stdout, stderr, mixed }) {
      exports.stdout.value = offsets.stdout + stdout.length;
      exports.stderr.value = offsets.stderr + stderr.length;
      const stopped = exports.strip(start, end, mixed ? 1 : 0);
      stdout.length = exports.stdout.value - offsets.stdout;
      if (!mixed) stderr.length = exports.stderr.value - offsets.stderr;
      return stopped;
    },
  };
}

function instantiate(): StripExports | undefined {
  const { WebAssembly } = globalThis as unknown as { WebAssembly?: WebAssemblyApi };
  if (WebAssembly === undefined) return undefined;
  try {
    return new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(stripModule, 'base64'))).exports as StripExports;
  } catch {
    return undefined;
  }
}
