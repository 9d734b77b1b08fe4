/** Bits in the code of each byte from 0 to 255 (RFC 7541, appendix B), as one base-36 digit; the end mark has 30. */
const codeLengths =
  'dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6ca' +
  'd67777777777777777777777878djde6f56565666577666567655677777fbeds' +
  'kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmn' +
  'qqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrq';
const longestCode = 30;

interface Codebook {
  /** Bytes in the order of their codes. */
  readonly symbols: readonly number[];
  /** By length: the first code of that length, and where its byte stands in `symbols`. */
  readonly firstCode: readonly number[];
  readonly firstIndex: readonly number[];
  readonly count: readonly number[];
}

let codebook: Codebook | undefined;

/** The code is canonical: codes of one length are consecutive and follow those of shorter length, so lengths are enough. */
function makeCodebook(): Codebook {
  const symbols: number[] = [];
  const firstCode: number[] = [0];
  const firstIndex: number[] = [0];
  const count: number[] = [0];
  for (let length = 1, code = 0; length <= longestCode; length++) {
    code *= 2;
    firstCode[length] = code;
    firstIndex[length] = symbols.length;
    for (let byte = 0; byte < 256; byte++) {
      if (Number.parseInt(codeLengths.charAt(byte), 36) === length) symbols.push(byte);
    }
    count[length] = symbols.length - (firstIndex[length] ?? 0);
    code += count[length] ?? 0;
  }
  return { symbols, firstCode, firstIndex, count };
}

/** Decodes a Huffman-coded HPACK string. Undefined: not a valid one. */
export function decodeHuffman(bytes: Uint8Array): string | undefined {
  codebook ??= makeCodebook();
  const { symbols, firstCode, firstIndex, count } = codebook;
  let text = '';
  let code = 0;
  let length = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      code = code * 2 + ((byte >> bit) & 1);
      length += 1;
      // The end mark, which must not occur, is the only code that gets here.
      if (length > longestCode) return undefined;
      const offset = code - (firstCode[length] ?? 0);
      if (offset < (count[length] ?? 0)) {
        text += String.fromCharCode(symbols[(firstIndex[length] ?? 0) + offset] ?? 0);
        code = 0;
        length = 0;
      }
    }
  }
  // What is left over has to be the beginning of the end mark: fewer than eight ones.
  return length < 8 && code === 2 ** length - 1 ? text : undefined;
}
