import { defaultFrameBytes, ErrorCode, Flag, FrameType, frameHeaderBytes, ProtocolError, uintAt } from './http2.ts';

export interface FrameEvents {
  /** Part of a DATA frame's content. Valid only during the call. */
  data(streamId: number, bytes: Uint8Array): void;
  /** A DATA frame is complete; `frameBytes` (padding included) count against the windows. */
  dataEnd(streamId: number, frameBytes: number, isEnd: boolean): void;
  /** A complete header block: HEADERS and its CONTINUATIONs, without padding and priority. */
  headers(streamId: number, block: Uint8Array, isEnd: boolean): void;
  /** Any other frame. Valid only during the call. */
  frame(type: number, flags: number, streamId: number, payload: Uint8Array): void;
}

/** A header block that goes on and on would fill the memory. */
const maxBlockBytes = 64 * 1024;

/**
 * Cuts a byte stream into frames, however the bytes are chunked. DATA is handed on as it comes, without waiting for a whole
 * frame or copying it; the other frames are small and collected first. @throws ProtocolError
 */
export class FrameReader {
  private readonly events: FrameEvents;
  private readonly header = Buffer.alloc(frameHeaderBytes);
  private headerFill = 0;
  private length = 0;
  private type = 0;
  private flags = 0;
  private streamId = 0;
  /** Bytes of the current frame still to come. */
  private left = 0;
  /** Trailing bytes of the current DATA frame that are padding; undefined: the length byte has not come yet. */
  private padding: number | undefined = 0;
  private readonly payload = Buffer.allocUnsafe(defaultFrameBytes);
  /** The header block being collected, and the stream it belongs to. */
  private block: Uint8Array[] | undefined;
  private blockBytes = 0;
  private blockStreamId = 0;
  private blockEnds = false;
  private isFirst = true;

  constructor(events: FrameEvents) {
    this.events = events;
  }

  push(chunk: Uint8Array): void {
    let position = 0;
    while (position < chunk.length) {
      if (this.headerFill < frameHeaderBytes) {
        const end = Math.min(chunk.length, position + frameHeaderBytes - this.headerFill);
        this.header.set(chunk.subarray(position, end), this.headerFill);
        this.headerFill += end - position;
        position = end;
        if (this.headerFill < frameHeaderBytes) return;
        this.startFrame();
      }
      const end = Math.min(chunk.length, position + this.left);
      if (end > position) this.takePayload(chunk.subarray(position, end));
      position = end;
      if (this.left === 0) this.endFrame();
    }
  }

  private startFrame(): void {
    const { header } = this;
    this.length = uintAt(header, 0, 3);
    this.type = header[3] ?? 0;
    this.flags = header[4] ?? 0;
    this.streamId = uintAt(header, 5, 4) & 0x7fffffff;
    this.left = this.length;
    if (this.isFirst && this.type !== FrameType.settings)
      throw new ProtocolError(ErrorCode.protocolError, notHttp2(header));
    this.isFirst = false;
    if (this.length > defaultFrameBytes) throw new ProtocolError(ErrorCode.frameSizeError, 'a frame is too large');
    if (this.block !== undefined && (this.type !== FrameType.continuation || this.streamId !== this.blockStreamId)) {
      throw new ProtocolError(ErrorCode.protocolError, 'a header block was interrupted');
    }
    if (this.type !== FrameType.data) return;
    if (this.streamId === 0) throw new ProtocolError(ErrorCode.protocolError, 'DATA without a stream');
    this.padding = this.flags & Flag.padded ? undefined : 0;
    if (this.padding === undefined && this.length === 0) throw badPadding();
  }

  private takePayload(bytes: Uint8Array): void {
    if (this.type !== FrameType.data) {
      this.payload.set(bytes, this.length - this.left);
      this.left -= bytes.length;
      return;
    }
    let content = bytes;
    if (this.padding === undefined) {
      this.padding = bytes[0] ?? 0;
      if (this.padding >= this.length) throw badPadding();
      content = bytes.subarray(1);
      this.left -= 1;
    }
    const useful = Math.min(content.length, Math.max(0, this.left - this.padding));
    this.left -= content.length;
    if (useful > 0) this.events.data(this.streamId, content.subarray(0, useful));
  }

  private endFrame(): void {
    this.headerFill = 0;
    const { type, flags, streamId } = this;
    const payload = this.payload.subarray(0, this.length);
    const isEnd = (flags & Flag.endStream) !== 0;
    if (type === FrameType.data) this.events.dataEnd(streamId, this.length, isEnd);
    else if (type === FrameType.headers) {
      if (streamId === 0) throw new ProtocolError(ErrorCode.protocolError, 'HEADERS without a stream');
      this.blockStreamId = streamId;
      this.blockEnds = isEnd;
      this.block = [];
      this.blockBytes = 0;
      this.addToBlock(withoutPadding(payload, flags));
    } else if (type === FrameType.continuation) {
      this.addToBlock(payload);
    } else this.events.frame(type, flags, streamId, payload);
  }

  private addToBlock(fragment: Uint8Array): void {
    const { block } = this;
    if (block === undefined) throw new ProtocolError(ErrorCode.protocolError, 'CONTINUATION without HEADERS');
    block.push(new Uint8Array(fragment));
    // The frame header is counted so that an endless row of empty fragments ends, too.
    this.blockBytes += fragment.length + frameHeaderBytes;
    if (this.blockBytes > maxBlockBytes)
      throw new ProtocolError(ErrorCode.enhanceYourCalm, 'a header block is too large');
    if ((this.flags & Flag.endHeaders) === 0) return;
    this.block = undefined;
    const [first] = block;
    const whole = block.length === 1 && first !== undefined ? first : Buffer.concat(block);
    this.events.headers(this.blockStreamId, whole, this.blockEnds);
  }
}

function withoutPadding(payload: Uint8Array, flags: number): Uint8Array {
  const isPadded = (flags & Flag.padded) !== 0;
  const start = (isPadded ? 1 : 0) + (flags & Flag.priority ? 5 : 0);
  const end = payload.length - (isPadded ? (payload[0] ?? 0) : 0);
  if (start > end) throw badPadding();
  return payload.subarray(start, end);
}

function badPadding(): ProtocolError {
  return new ProtocolError(ErrorCode.protocolError, 'a frame has more padding than content');
}

/** The first frame has to be SETTINGS; HTTP/1 servers (docker.sock is one) are the usual reason why it is not. */
function notHttp2(header: Uint8Array): string {
  const start = Buffer.from(header).toString('latin1');
  return start.startsWith('HTTP/1') ? 'the server speaks HTTP/1, not gRPC' : 'the server does not speak gRPC';
}
