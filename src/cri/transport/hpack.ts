import { ErrorCode, latin1, ProtocolError } from './http2.ts';
import { decodeHuffman } from './huffman.ts';

export type HeaderField = readonly [name: string, value: string];

/** RFC 7541, appendix A, entries 1 to 61: `name` or `name: value`, one a line. */
const staticTable: readonly string[] = `:authority
:method: GET
:method: POST
:path: /
:path: /index.html
:scheme: http
:scheme: https
:status: 200
:status: 204
:status: 206
:status: 304
:status: 400
:status: 404
:status: 500
accept-charset
accept-encoding: gzip, deflate
accept-language
accept-ranges
accept
access-control-allow-origin
age
allow
authorization
cache-control
content-disposition
content-encoding
content-language
content-length
content-location
content-range
content-type
cookie
date
etag
expect
expires
from
host
if-match
if-modified-since
if-none-match
if-range
if-unmodified-since
last-modified
link
location
max-forwards
proxy-authenticate
proxy-authorization
range
referer
refresh
retry-after
server
set-cookie
strict-transport-security
transfer-encoding
user-agent
vary
via
www-authenticate`.split('\n');

function staticField(index: number): HeaderField | undefined {
  const line = staticTable[index - 1];
  if (line === undefined) return undefined;
  const colon = line.indexOf(': ');
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 2)];
}

/** What we allow the peer, and its default: our settings do not change it. */
const maxTableBytes = 4096;
/** Names and values of one block together; the reply to a gRPC call has a few hundred bytes. */
const maxListBytes = 64 * 1024;

/** Reads header blocks of one connection, in the order in which they arrive. @throws ProtocolError */
export class HpackDecoder {
  /** Newest first. */
  private readonly table: HeaderField[] = [];
  private tableBytes = 0;
  private tableLimit = maxTableBytes;
  private bytes: Uint8Array = new Uint8Array(0);
  private position = 0;

  decode(block: Uint8Array): HeaderField[] {
    this.bytes = block;
    this.position = 0;
    const fields: HeaderField[] = [];
    let listBytes = 0;
    while (this.position < block.length) {
      const field = this.readField();
      if (field === undefined) continue;
      listBytes += sizeOf(field);
      if (listBytes > maxListBytes) throw new ProtocolError(ErrorCode.enhanceYourCalm, 'headers are too large');
      fields.push(field);
    }
    return fields;
  }

  /** Undefined: it was an instruction about the table. */
  private readField(): HeaderField | undefined {
    const first = this.bytes[this.position] ?? 0;
    if (first & 0x80) return this.lookUp(this.readInteger(7));
    if ((first & 0xe0) === 0x20) {
      this.resize(this.readInteger(5));
      return undefined;
    }
    const isKept = (first & 0x40) !== 0;
    const nameIndex = this.readInteger(isKept ? 6 : 4);
    const name = nameIndex === 0 ? this.readText() : this.lookUp(nameIndex)[0];
    const field: HeaderField = [name, this.readText()];
    if (isKept) this.keep(field);
    return field;
  }

  private lookUp(index: number): HeaderField {
    const field = index <= staticTable.length ? staticField(index) : this.table[index - staticTable.length - 1];
    if (field === undefined) throw compressionError('unknown table entry');
    return field;
  }

  private keep(field: HeaderField): void {
    this.table.unshift(field);
    this.tableBytes += sizeOf(field);
    this.evict();
  }

  private resize(limit: number): void {
    if (limit > maxTableBytes) throw compressionError('table too large');
    this.tableLimit = limit;
    this.evict();
  }

  private evict(): void {
    while (this.tableBytes > this.tableLimit) {
      const oldest = this.table.pop();
      if (oldest === undefined) return;
      this.tableBytes -= sizeOf(oldest);
    }
  }

  /** An integer whose first bits are the low `prefix` bits of the next byte. */
  private readInteger(prefix: number): number {
    const limit = 2 ** prefix - 1;
    let value = this.readByte() & limit;
    if (value < limit) return value;
    for (let shift = 0; shift <= 21; shift += 7) {
      const byte = this.readByte();
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw compressionError('integer too large');
  }

  private readText(): string {
    const isHuffman = ((this.bytes[this.position] ?? 0) & 0x80) !== 0;
    const length = this.readInteger(7);
    const end = this.position + length;
    if (end > this.bytes.length) throw compressionError('text cut short');
    const raw = this.bytes.subarray(this.position, end);
    this.position = end;
    const text = isHuffman ? decodeHuffman(raw) : latin1(raw);
    if (text === undefined) throw compressionError('bad Huffman code');
    return text;
  }

  private readByte(): number {
    const byte = this.bytes[this.position];
    if (byte === undefined) throw compressionError('block cut short');
    this.position += 1;
    return byte;
  }
}

function sizeOf([name, value]: HeaderField): number {
  return name.length + value.length + 32;
}

function compressionError(what: string): ProtocolError {
  return new ProtocolError(ErrorCode.compressionError, `bad header block: ${what}`);
}

/** Places in the static table of the names that a gRPC request uses. */
const indexOfName: Readonly<Record<string, number>> = {
  ':authority': 1,
  ':path': 4,
  'content-type': 31,
  'user-agent': 58,
};

/**
 * Writes a header block that needs no memory on either side: nothing enters the dynamic table, nothing is Huffman-coded.
 * A request has about 150 bytes this way.
 */
export function encodeHeaders(fields: readonly HeaderField[]): Buffer {
  let block = '';
  for (const [name, value] of fields) {
    if (name === ':method' && value === 'POST') block += '\x83';
    else if (name === ':scheme' && value === 'http') block += '\x86';
    else {
      const index = indexOfName[name];
      block += index === undefined ? `\0${textOf(name)}` : integerOf(index, 4);
      block += textOf(value);
    }
  }
  const bytes = Buffer.allocUnsafe(block.length);
  for (let at = 0; at < block.length; at++) bytes[at] = block.charCodeAt(at);
  return bytes;
}

function textOf(text: string): string {
  return integerOf(text.length, 7) + text;
}

/** As characters, one a byte. */
function integerOf(value: number, prefix: number): string {
  const limit = 2 ** prefix - 1;
  if (value < limit) return String.fromCharCode(value);
  let bytes = String.fromCharCode(limit);
  let rest = value - limit;
  for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes += String.fromCharCode((rest & 0x7f) | 0x80);
  return bytes + String.fromCharCode(rest);
}
