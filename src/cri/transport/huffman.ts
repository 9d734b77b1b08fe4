import { latin1 } from './http2.ts';

/** Bits in the code of each byte from 0 to 255 (RFC 7541, appendix B), as one base-36 digit; the end mark has 30. */
const codeLengths =
  'dnsssssssoussussssssssusssssssss6aacd68baa8b8666555666666678f6ca' +
  'd67777777777777777777777878djde6f56565666577666567655677777fbeds' +
  'kmkkmmmnmnnnnnonoomnonnnnlmnmnnomlkmmnnlnmmolmnnllmlnmnnkmmmnmmn' +
  'qqkjmnmpqqqrrqopjlqrrqrollqqsrrrkoklmllnmmppooqnqrqqrrrrrsrrrrrq';
const longestCode = 30;

interface CodesOfLength {
  /** The first code of this length; the others follow it. */
  readonly first: number;
  /** Their bytes, in order. */
  readonly bytes: readonly number[];
}

let codebook: readonly CodesOfLength[] | undefined;

/** The code is canonical: codes of one length are consecutive and follow those of shorter length, so lengths are enough. */
function makeCodebook(): readonly CodesOfLength[] {
  const byLength: number[][] = Array.from({ length: longestCode + 1 }, () => []);
  // One pass over the bytes: this runs at every start, once for the first header.
  for (let byte = 0; byte < 256; byte++) {
    const digit = codeLengths.charCodeAt(byte);
    byLength[digit < 0x3a ? digit - 0x30 : digit - 0x57]?.push(byte);
  }
  let code = 0;
  return byLength.map((bytes) => {
    const first = code * 2;
    code = first + bytes.length;
    return { first, bytes };
  });
}

/** What every gRPC reply says, coded, a byte a character: knowing it saves making the codebook. */
const usual: Readonly<Record<string, string>> = {
  '\x1du\xd0b\x0d&=LMed': 'application/grpc',
  '\x9a\xca\xc8\xb2\x124\xda\x8f': 'grpc-status',
  '\x9a\xca\xc8\xb5%B\x071\x7f': 'grpc-message',
  '\x07': '0',
};

/** Decodes a Huffman-coded HPACK string. Undefined: not a valid one. */
export function decodeHuffman(bytes: Uint8Array): string | undefined {
  return usual[latin1(bytes)] ?? decodeByCodebook(bytes);
}

function decodeByCodebook(bytes: Uint8Array): string | undefined {
  codebook ??= makeCodebook();
  let text = '';
  let code = 0;
  let length = 0;
  for (const byte of bytes) {
    for (let bit = 7; bit >= 0; bit--) {
      code = code * 2 + ((byte >> bit) & 1);
      length += 1;
      const codes = codebook[length];
      // The end mark, which must not occur, is the only code that gets here.
      if (codes === undefined) return undefined;
      const symbol = codes.bytes[code - codes.first];
      if (symbol === undefined) continue;
      text += String.fromCharCode(symbol);
      code = 0;
      length = 0;
    }
  }
  // What is left over has to be the beginning of the end mark: fewer than eight ones.
  return length < 8 && code === 2 ** length - 1 ? text : undefined;
}
