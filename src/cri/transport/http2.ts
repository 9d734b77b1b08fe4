/** The words of RFC 9113 that a gRPC client needs. */
export const FrameType = {
  data: 0,
  headers: 1,
  resetStream: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goAway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

export const Flag = { endStream: 0x1, ack: 0x1, endHeaders: 0x4, padded: 0x8, priority: 0x20 } as const;

export const ErrorCode = {
  noError: 0,
  protocolError: 1,
  internalError: 2,
  flowControlError: 3,
  frameSizeError: 6,
  refusedStream: 7,
  cancel: 8,
  compressionError: 9,
  enhanceYourCalm: 11,
  inadequateSecurity: 12,
} as const;

export const Setting = {
  enablePush: 2,
  maxConcurrentStreams: 3,
  initialWindowSize: 4,
  maxFrameSize: 5,
} as const;

export const frameHeaderBytes = 9;
/** The largest frame that everyone has to take, and the largest that we allow. */
export const defaultFrameBytes = 16_384;
export const defaultWindowBytes = 65_535;
export const largestWindowBytes = 2 ** 31 - 1;

/** The peer broke the rules: the connection is of no further use. */
export class ProtocolError extends Error {
  readonly errorCode: number;

  constructor(errorCode: number, message: string) {
    super(message);
    this.name = 'ProtocolError';
    this.errorCode = errorCode;
  }
}

/** Big-endian. Buffer has a method for each width, which Node compiles one by one when they are first used. */
export function uintAt(bytes: Uint8Array, start: number, width: number): number {
  let value = 0;
  for (let at = start; at < start + width; at++) value = value * 256 + (bytes[at] ?? 0);
  return value;
}

export function putUint(bytes: Uint8Array, start: number, width: number, value: number): void {
  let rest = value;
  for (let at = start + width - 1; at >= start; at--) {
    bytes[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
}

type Latin1Slice = { latin1Slice(): string };

/** A character a byte. Buffer's own method for it: `toString` would have Node compile its table of encodings first. */
export function latin1(bytes: Uint8Array): string {
  return (Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) as Buffer & Latin1Slice).latin1Slice();
}

export function frame(type: number, flags: number, streamId: number, payload: Uint8Array): Buffer {
  const bytes = Buffer.allocUnsafe(frameHeaderBytes + payload.length);
  putUint(bytes, 0, 3, payload.length);
  bytes[3] = type;
  bytes[4] = flags;
  putUint(bytes, 5, 4, streamId);
  bytes.set(payload, frameHeaderBytes);
  return bytes;
}

export function uint32(value: number): Buffer {
  const bytes = Buffer.allocUnsafe(4);
  putUint(bytes, 0, 4, value);
  return bytes;
}

export function settingsPayload(settings: readonly (readonly [id: number, value: number])[]): Buffer {
  const bytes = Buffer.allocUnsafe(6 * settings.length);
  settings.forEach(([id, value], index) => {
    putUint(bytes, 6 * index, 2, id);
    putUint(bytes, 6 * index + 2, 4, value);
  });
  return bytes;
}
