import type { Entry } from './entry.ts';

const blockBytes = 512;
const typeFlags = { file: '0', 'hard-link': '1', link: '2', folder: '5', other: '0' } as const;
/** What fits into the fields of the old format. */
const longest = { name: 100, link: 100 } as const;
const largest = { size: 8 ** 11 - 1, id: 8 ** 7 - 1 } as const;

/** Entries as a POSIX archive. What is no file, folder or link is left out. */
export async function* tarOf(entries: AsyncIterable<Entry>): AsyncGenerator<Uint8Array> {
  for await (const entry of entries) {
    if (entry.kind === 'other') continue;
    const name = nameOf(entry);
    const facts = furtherFacts(entry, name);
    if (facts.length > 0) {
      yield header({ ...entry, kind: 'file', mode: 0o644, size: facts.length, target: '' }, 'PaxHeader', 'x');
      yield padded(facts);
    }
    yield header(entry, name, typeFlags[entry.kind]);
    if (entry.kind !== 'file') continue;
    for await (const piece of entry.content()) yield piece;
    yield Buffer.alloc(paddingOf(entry.size));
  }
  yield Buffer.alloc(2 * blockBytes);
}

function nameOf({ path, kind }: Entry): string {
  const name = path.join('/');
  if (kind !== 'folder') return name;
  return name === '' ? './' : `${name}/`;
}

/** Records of a pax header for what the old one has no room for. */
function furtherFacts({ size, uid, gid, target }: Entry, name: string): Buffer {
  const facts: [string, string, boolean][] = [
    ['path', name, Buffer.byteLength(name) > longest.name],
    ['linkpath', target, Buffer.byteLength(target) > longest.link],
    ['size', String(size), size > largest.size],
    ['uid', String(uid), uid > largest.id],
    ['gid', String(gid), gid > largest.id],
  ];
  return Buffer.from(
    facts
      .filter(([, , isNeeded]) => isNeeded)
      .map(([key, value]) => record(key, value))
      .join(''),
  );
}

/** `LENGTH key=value\n`, where the length counts itself. */
function record(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(rest);
  let length = bytes + String(bytes).length;
  if (String(length).length > String(bytes).length) length = bytes + String(length).length;
  return `${length}${rest}`;
}

function header(entry: Entry, name: string, type: string): Buffer {
  const { mode, uid, gid, size, modifiedMs, target } = entry;
  const block = Buffer.alloc(blockBytes);
  const octal = (value: number, at: number, length: number): void => {
    const digits = Math.max(0, Math.floor(value))
      .toString(8)
      .padStart(length - 1, '0');
    block.write(digits.slice(1 - length), at, 'latin1');
  };
  block.write(name, 0, longest.name, 'utf8');
  octal(mode, 100, 8);
  octal(Math.min(uid, largest.id), 108, 8);
  octal(Math.min(gid, largest.id), 116, 8);
  octal(Math.min(size, largest.size), 124, 12);
  octal(modifiedMs / 1000, 136, 12);
  block.fill(' ', 148, 156);
  block.write(type, 156, 'latin1');
  block.write(target, 157, longest.link, 'utf8');
  block.write('ustar\0' + '00', 257, 'latin1');
  octal(
    block.reduce((sum, byte) => sum + byte, 0),
    148,
    7,
  );
  block[154] = 0;
  return block;
}

function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(paddingOf(bytes.length))]);
}

export function paddingOf(size: number): number {
  return (blockBytes - (size % blockBytes)) % blockBytes;
}
