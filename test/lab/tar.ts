/** One member of an archive. Paths are relative, without a leading `./`. */
export interface TarEntry {
  path: string;
  mode?: number;
  uid?: number;
  gid?: number;
  /** A file's bytes; absent for a folder or a link. */
  bytes?: Uint8Array;
  /** A symbolic link's target. */
  link?: string;
}

const block = 512;

/** A POSIX (ustar) archive. Times are zero, so that equal content gives equal digests. */
export function tar(entries: readonly TarEntry[]): Buffer {
  const parts: Uint8Array[] = [];
  for (const entry of entries) {
    const bytes = entry.bytes ?? new Uint8Array();
    parts.push(header(entry, bytes.length), bytes, Buffer.alloc((block - (bytes.length % block)) % block));
  }
  parts.push(Buffer.alloc(2 * block));
  return Buffer.concat(parts);
}

function header(entry: TarEntry, size: number): Buffer {
  const isFolder = entry.bytes === undefined && entry.link === undefined;
  const kind = entry.link !== undefined ? '2' : isFolder ? '5' : '0';
  const out = Buffer.alloc(block);
  const name = isFolder ? `${entry.path}/` : entry.path;
  if (name.length > 100) throw new Error(`path too long for the archive: ${name}`);
  out.write(name, 0);
  out.write(octal(entry.mode ?? (isFolder ? 0o755 : kind === '2' ? 0o777 : 0o644), 8), 100);
  out.write(octal(entry.uid ?? 0, 8), 108);
  out.write(octal(entry.gid ?? 0, 8), 116);
  out.write(octal(size, 12), 124);
  out.write(octal(0, 12), 136);
  out.write('        ', 148);
  out.write(kind, 156);
  out.write(entry.link ?? '', 157);
  out.write('ustar\u000000', 257);
  // The checksum counts its own field as eight spaces.
  const sum = out.reduce((total, byte) => total + byte, 0);
  out.write(`${octal(sum, 7)} `, 148);
  return out;
}

function octal(value: number, width: number): string {
  return `${value.toString(8).padStart(width - 1, '0')}\0`;
}
