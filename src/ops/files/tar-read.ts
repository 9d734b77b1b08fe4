import { CrixError } from '../../errors.ts';
import { type Entry, noContent } from './entry.ts';
import { paddingOf } from './tar-write.ts';

const blockBytes = 512;
/** More than this names no file. */
const mostFacts = 1024 * 1024;

/** The entries of an archive: POSIX with its extended headers, and GNU's long names. @throws CrixError for what is no archive */
export async function* entriesInTar(source: AsyncIterable<Uint8Array>): AsyncGenerator<Entry> {
  const input = new Pieces(source);
  let facts = new Map<string, string>();
  for (let block = await input.take(blockBytes); block !== undefined; block = await input.take(blockBytes)) {
    // Two of them end an archive; what follows is filling.
    if (block.every((byte) => byte === 0)) break;
    const head = headOf(block);
    const special = specialOf(head.type);
    if (special !== undefined) {
      const bytes = await input.need(Math.min(head.size, mostFacts));
      await input.skip(head.size - bytes.length + paddingOf(head.size));
      facts = new Map([...facts, ...special(bytes)]);
      continue;
    }
    yield* entryOf(head, facts, input);
    facts = new Map();
  }
}

interface Head {
  name: string;
  mode: number;
  uid: number;
  gid: number;
  size: number;
  modifiedMs: number;
  type: string;
  target: string;
}

function headOf(block: Buffer): Head {
  const text = (at: number, length: number): string => {
    const end = block.indexOf(0, at);
    return block.toString('utf8', at, end < 0 ? at + length : Math.min(end, at + length));
  };
  const sum = block.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 32 : byte), 0);
  if (numberAt(block, 148, 8) !== sum) throw new CrixError('failure', 'what came is no tar archive');
  const isPosix = text(257, 5) === 'ustar' && block[262] === 0;
  const prefix = isPosix ? text(345, 155) : '';
  return {
    name: prefix === '' ? text(0, 100) : `${prefix}/${text(0, 100)}`,
    mode: numberAt(block, 100, 8) & 0o7777,
    uid: numberAt(block, 108, 8),
    gid: numberAt(block, 116, 8),
    size: numberAt(block, 124, 12),
    modifiedMs: numberAt(block, 136, 12) * 1000,
    type: String.fromCharCode(block[156] ?? 0),
    target: text(157, 100),
  };
}

/** Octal digits, or for what is too large bytes after one with the highest bit set. */
function numberAt(block: Buffer, at: number, length: number): number {
  const first = block[at] ?? 0;
  if ((first & 0x80) === 0) {
    return Number.parseInt(/[0-7]+/.exec(block.toString('latin1', at, at + length))?.[0] ?? '0', 8);
  }
  let value = first & 0x7f;
  for (const byte of block.subarray(at + 1, at + length)) value = value * 256 + byte;
  return value;
}

type Special = (bytes: Buffer) => Map<string, string>;

/** Headers that say something about the next entry. */
function specialOf(type: string): Special | undefined {
  const plain = (bytes: Buffer): string => bytes.toString('utf8').replace(/\0.*$/s, '');
  const kinds: Readonly<Record<string, Special>> = {
    x: paxFacts,
    // For all that follow: nothing in it is of use here.
    g: () => new Map(),
    L: (bytes) => new Map([['path', plain(bytes)]]),
    K: (bytes) => new Map([['linkpath', plain(bytes)]]),
  };
  return kinds[type];
}

function paxFacts(bytes: Buffer): Map<string, string> {
  const facts = new Map<string, string>();
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(0x20, at);
    const length = space < 0 ? Number.NaN : Number(bytes.toString('latin1', at, space));
    if (!Number.isInteger(length) || length <= 0) break;
    const [key = '', ...value] = bytes.toString('utf8', space + 1, at + length - 1).split('=');
    facts.set(key, value.join('='));
    at += length;
  }
  return facts;
}

const kindOf: Readonly<Record<string, Entry['kind']>> = {
  '0': 'file',
  '\0': 'file',
  '7': 'file',
  '1': 'hard-link',
  '2': 'link',
  '5': 'folder',
};

async function* entryOf(head: Head, facts: ReadonlyMap<string, string>, input: Pieces): AsyncGenerator<Entry> {
  const number = (key: string, otherwise: number): number => {
    const value = Number(facts.get(key) ?? otherwise);
    return Number.isFinite(value) ? value : otherwise;
  };
  const name = facts.get('path') ?? head.name;
  const kind = kindOf[head.type] ?? 'other';
  // Old archives have folders as files with a slash at the end.
  const isFolder = kind === 'folder' || (kind === 'file' && name.endsWith('/'));
  const size = number('size', head.size);
  const path = name.split('/').filter((part) => part !== '' && part !== '.');
  if (path.includes('..')) throw new CrixError('failure', `the archive names ${name}, which leads out of the target`);
  let isTaken = false;
  async function* content(): AsyncGenerator<Uint8Array> {
    isTaken = true;
    yield* input.pieces(size);
  }
  yield {
    path,
    kind: isFolder ? 'folder' : kind,
    mode: head.mode,
    uid: number('uid', head.uid),
    gid: number('gid', head.gid),
    modifiedMs: number('mtime', head.modifiedMs / 1000) * 1000,
    size,
    target: facts.get('linkpath') ?? head.target,
    content: kind === 'file' && !isFolder ? content : noContent,
  };
  await input.skip((isTaken ? 0 : size) + paddingOf(size));
}

/** A stream of pieces as something to take a number of bytes from. */
class Pieces {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Buffer = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** Undefined at the end. @throws CrixError when it ends in the middle */
  async take(count: number): Promise<Buffer | undefined> {
    const bytes: Buffer[] = [];
    let missing = count;
    for await (const piece of this.#upTo(count)) {
      bytes.push(piece);
      missing -= piece.length;
    }
    if (missing === count && count > 0) return undefined;
    if (missing > 0) throw new CrixError('failure', 'the tar archive ends too early');
    return Buffer.concat(bytes);
  }

  async need(count: number): Promise<Buffer> {
    return (await this.take(count)) ?? Buffer.alloc(0);
  }

  async *pieces(count: number): AsyncGenerator<Uint8Array> {
    let missing = count;
    for await (const piece of this.#upTo(count)) {
      missing -= piece.length;
      yield piece;
    }
    if (missing > 0) throw new CrixError('failure', 'the tar archive ends too early');
  }

  async skip(count: number): Promise<void> {
    for await (const _piece of this.pieces(count)) {
      // Only its length counts.
    }
  }

  async *#upTo(count: number): AsyncGenerator<Buffer> {
    for (let left = count; left > 0; ) {
      if (this.#rest.length === 0) {
        const next = await this.#source.next();
        if (next.done) return;
        this.#rest = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
      }
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      if (piece.length > 0) yield piece;
    }
  }
}
