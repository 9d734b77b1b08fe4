import { RpcError } from './transport.ts';

/** 64 MiB both ways; gRPC's usual 4 MiB are too small for the lists of a large node. */
export const maxMessageBytes = 64 * 1024 * 1024;

const prefixBytes = 5;

/** A message as it travels: a flag (not compressed), its length, its bytes. @throws RpcError */
export function frameMessage(message: Uint8Array): Buffer {
  if (message.length > maxMessageBytes) throw tooLarge('request', message.length);
  const bytes = Buffer.allocUnsafe(prefixBytes + message.length);
  bytes[0] = 0;
  bytes.writeUInt32BE(message.length, 1);
  bytes.set(message, prefixBytes);
  return bytes;
}

/** Puts messages together from pieces of a stream. Each byte is copied once, to its final place. @throws RpcError */
export class MessageReader {
  private readonly prefix = Buffer.alloc(prefixBytes);
  private prefixFill = 0;
  private message: Buffer | undefined;
  private fill = 0;

  /** Calls `emit` for each message that the piece completes. */
  push(piece: Uint8Array, emit: (message: Uint8Array) => void): void {
    let position = 0;
    while (position < piece.length) {
      if (this.message === undefined) {
        const end = Math.min(piece.length, position + prefixBytes - this.prefixFill);
        this.prefix.set(piece.subarray(position, end), this.prefixFill);
        this.prefixFill += end - position;
        position = end;
        if (this.prefixFill < prefixBytes) return;
        this.message = this.startMessage();
        this.fill = 0;
      }
      const { message } = this;
      const end = Math.min(piece.length, position + message.length - this.fill);
      message.set(piece.subarray(position, end), this.fill);
      this.fill += end - position;
      position = end;
      if (this.fill === message.length) {
        this.message = undefined;
        this.prefixFill = 0;
        emit(message);
      }
    }
  }

  /** Whether the stream may end here. */
  isBetweenMessages(): boolean {
    return this.message === undefined && this.prefixFill === 0;
  }

  private startMessage(): Buffer {
    // We never offer a compression, so a compressed message is the server's mistake.
    if (this.prefix[0] !== 0) throw new RpcError(13, 'the server sent a compressed message, which was not asked for');
    const length = this.prefix.readUInt32BE(1);
    if (length > maxMessageBytes) throw tooLarge('reply', length);
    return Buffer.allocUnsafeSlow(length);
  }
}

function tooLarge(what: string, bytes: number): RpcError {
  return new RpcError(8, `the ${what} is larger than the limit (${bytes} bytes, limit ${maxMessageBytes})`);
}
