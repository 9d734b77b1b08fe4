/**
 * SPDY compresses headers with one zlib stream for the whole connection. Runtimes accept a zlib stream that stores its bytes
 * uncompressed and uses no dictionary, so no compressor is needed. Each block is a stored deflate block and an empty one after
 * it: without the empty one the runtime answers the first stream and never the second.
 */
const zlibHead = Buffer.from([0x78, 0x01]);
const emptyBlock = Buffer.from([0x00, 0x00, 0x00, 0xff, 0xff]);

/** Makes the header blocks of one connection, in the order in which they are sent. */
export function headerBlocks(): (headers: Readonly<Record<string, string>>) => Buffer {
  let isFirst = true;
  return (headers) => {
    const plain = encode(headers);
    const head = Buffer.alloc(5);
    head.writeUInt16LE(plain.length, 1);
    head.writeUInt16LE(~plain.length & 0xffff, 3);
    const parts = isFirst ? [zlibHead, head, plain, emptyBlock] : [head, plain, emptyBlock];
    isFirst = false;
    return Buffer.concat(parts);
  };
}

function encode(headers: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(headers);
  const parts: Buffer[] = [uint32(entries.length)];
  for (const text of entries.flat()) {
    const bytes = Buffer.from(text);
    parts.push(uint32(bytes.length), bytes);
  }
  return Buffer.concat(parts);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value, 0);
  return bytes;
}
