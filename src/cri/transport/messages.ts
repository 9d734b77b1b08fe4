import { putUint, uintAt } from './http2.ts';
import { RpcError } from './transport.ts';

/** 64 MiB both ways; gRPC's usual 4 MiB are too small for the lists of a large node. */
export const maxMessageBytes = 64 * 1024 * 1024;

const prefixBytes = 5;

/** A message as it travels: a flag (not compressed), its length, its bytes. @throws RpcError */
export function frameMessage(message: Uint8Array): Buffer {
  if (message.length > maxMessageBytes) throw tooLarge('request', message.length);
  const bytes = Buffer.allocUnsafe(prefixBytes + message.length);
  bytes[0] = 0;
  putUint(bytes, 1, 4, message.length);
  bytes.set(message, prefixBytes);
  return bytes;
}

/**
 * Puts messages together from pieces of a stream; each byte is copied once, to its final place. With `take`, messages are not
 * kept: their bytes go there as they come, and an empty message is emitted at the end. @throws RpcError
 */
export class MessageReader {
  private readonly take: ((piece: Uint8Array) => void) | undefined;
  private readonly prefix = Buffer.alloc(prefixBytes);
  private prefixFill = 0;
  private message = nothing;
  /** Bytes of the message still to come. */
  private left = 0;

  constructor(take?: (piece: Uint8Array) => void) {
    this.take = take;
  }

  /** Calls `emit` for each message that the piece completes. */
  push(piece: Uint8Array, emit: (message: Uint8Array) => void): void {
    let position = 0;
    while (position < piece.length) {
      if (this.prefixFill < prefixBytes) {
        const end = Math.min(piece.length, position + prefixBytes - this.prefixFill);
        this.prefix.set(piece.subarray(position, end), this.prefixFill);
        this.prefixFill += end - position;
        position = end;
        if (this.prefixFill < prefixBytes) return;
        this.startMessage();
      }
      const end = Math.min(piece.length, position + this.left);
      if (end > position) this.add(piece.subarray(position, end));
      position = end;
      if (this.left === 0) {
        this.prefixFill = 0;
        emit(this.message);
        this.message = nothing;
      }
    }
  }

  /** Whether the stream may end here. */
  isBetweenMessages(): boolean {
    return this.prefixFill === 0;
  }

  private startMessage(): void {
    // We never offer a compression, so a compressed message is the server's mistake.
    if (this.prefix[0] !== 0) throw new RpcError(13, 'the server sent a compressed message, which was not asked for');
    this.left = uintAt(this.prefix, 1, 4);
    if (this.left > maxMessageBytes) throw tooLarge('reply', this.left);
    if (this.take === undefined) this.message = Buffer.allocUnsafeSlow(this.left);
  }

  private add(part: Uint8Array): void {
    if (this.take === undefined) this.message.set(part, this.message.length - this.left);
    else this.take(part);
    this.left -= part.length;
  }
}

const nothing = Buffer.alloc(0);

function tooLarge(what: string, bytes: number): RpcError {
  return new RpcError(8, `the ${what} is larger than the limit (${bytes} bytes, limit ${maxMessageBytes})`);
}
