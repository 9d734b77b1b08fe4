import { closeSync, createReadStream, fstatSync, openSync, readSync } from 'node:fs';
import { CrixError, messageOf } from '../errors.ts';

/** Bytes of a log, pulled into the caller's buffer so that a large file is copied once. */
export interface ByteSource {
  /** Bytes put at `offset`; 0: the end; `boundary`: another file begins, what came before is complete. */
  read(target: Buffer, offset: number): Promise<number>;
  close(): void;
}

/** A file ended and another begins: a last line without its newline does not go on in the next file. */
export const boundary = -1;

/** Opens a log file. @throws CrixError of kind not-found when it is gone, of kind failure when it cannot be read or is no file */
export function openLogFile(path: string): number {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') {
      const hint = 'logs are read from the disk: run crix on the host where the container is';
      throw new CrixError('not-found', `log file ${path} not found on this host`, { cause: error, hint });
    }
    throw new CrixError('failure', `log file ${path} cannot be read: ${messageOf(error)}`, { cause: error });
  }
  if (fstatSync(file).isFile()) return file;
  closeSync(file);
  throw new CrixError('failure', `log path ${path} is not a regular file`);
}

export function sizeOf(file: number): number {
  return fstatSync(file).size;
}

/** Lets signals and other work in: the reads of a file in the page cache never wait for anything. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

const readsPerTurn = 16;

/** A file from `offset` to the end it has when the reader gets there. */
export function fileSource(file: number, offset: number): ByteSource {
  let at = offset;
  let reads = 0;
  return {
    async read(target, into) {
      const count = readSync(file, target, into, target.length - into, at);
      at += count;
      if (++reads % readsPerTurn === 0) await nextTurn();
      return count;
    },
    close: () => closeSync(file),
  };
}

/** A gzip'd file, unpacked on the way, from byte `offset` of its content. */
export function gzipSource(path: string, offset = 0): ByteSource {
  let chunks: AsyncIterator<Buffer> | undefined;
  let chunk: Buffer = Buffer.alloc(0);
  let skip = offset;
  const raw = createReadStream(path);
  return {
    async read(target, into) {
      chunks ??= await gunzip(raw);
      while (chunk.length === 0) {
        const next = await chunks.next();
        if (next.done) return 0;
        chunk = next.value.subarray(skip);
        skip -= Math.min(skip, next.value.length);
      }
      const count = chunk.copy(target, into);
      chunk = chunk.subarray(count);
      return count;
    },
    close: () => {
      raw.destroy();
    },
  };
}

async function gunzip(raw: NodeJS.ReadableStream): Promise<AsyncIterator<Buffer>> {
  const { createGunzip } = await import('node:zlib');
  const unpacked = createGunzip();
  raw.on('error', (error) => unpacked.destroy(error));
  return raw.pipe(unpacked)[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
}

/** Several sources, one behind the other. */
export function joinedSource(sources: readonly ByteSource[]): ByteSource {
  let index = 0;
  return {
    async read(target, into) {
      const count = (await sources[index]?.read(target, into)) ?? 0;
      if (count !== 0 || index >= sources.length - 1) return count;
      index++;
      return boundary;
    },
    close: () => {
      for (const source of sources) source.close();
    },
  };
}

/** Bytes of whole lines. Valid until the next one is asked for. */
export interface LineChunk {
  bytes: Buffer;
  end: number;
}

/** Small enough to stay in a processor's cache on the way through. */
export const chunkSize = 1 << 18;
/** No runtime writes lines of this size: it is another kind of file. */
const longestLine = 1 << 28;

/**
 * Cuts a source into chunks that end with a line; only a file's last line may lack its newline. Closes the source.
 * The bytes lie in `input` unless a line is too long for it.
 */
export async function* lineChunks(source: ByteSource, input?: Buffer): AsyncGenerator<LineChunk> {
  let bytes = input ?? Buffer.allocUnsafeSlow(chunkSize);
  let have = 0;
  try {
    for (;;) {
      if (have === bytes.length) bytes = grown(bytes);
      const count = await source.read(bytes, have);
      if (count <= 0) {
        if (have > 0) yield { bytes, end: have };
        have = 0;
        if (count === boundary) continue;
        return;
      }
      const end = bytes.subarray(have, have + count).lastIndexOf(10) + 1;
      const known = have;
      have += count;
      if (end === 0) continue;
      yield { bytes, end: known + end };
      bytes.copyWithin(0, known + end, have);
      have -= known + end;
    }
  } finally {
    source.close();
  }
}

function grown(bytes: Buffer): Buffer {
  if (bytes.length >= longestLine) {
    throw new CrixError('failure', `log has a line longer than ${longestLine} bytes: this is no container log`);
  }
  const larger = Buffer.allocUnsafeSlow(bytes.length * 2);
  bytes.copy(larger);
  return larger;
}
