import type { HeaderField } from './hpack.ts';
import { ErrorCode } from './http2.ts';
import { MessageReader } from './messages.ts';
import { RpcError } from './transport.ts';

export interface CallEvents {
  /** A message is complete; it is empty when its bytes went to `piece`. */
  message(bytes: Uint8Array): void;
  /** Gets the bytes of messages as they come, valid only during the call. */
  piece?: ((bytes: Uint8Array) => void) | undefined;
  /** Once. Without an error the status was OK. */
  ended(error?: RpcError): void;
  /** False while messages wait to be taken: the server may then send no more than its window allows. */
  isHungry(): boolean;
}

/** The reply side of one gRPC call: what arrives on its HTTP/2 stream becomes messages and a status. */
export class Call {
  readonly events: CallEvents;
  isOver = false;
  private hasHeaders = false;
  private readonly reader: MessageReader;

  constructor(events: CallEvents) {
    this.events = events;
    this.reader = new MessageReader(events.piece);
  }

  headers(fields: readonly HeaderField[], isEnd: boolean): void {
    const headers = new Map(fields);
    if (this.hasHeaders) {
      if (isEnd) this.finishWithTrailers(headers);
      else this.finish(new RpcError(13, 'the server sent headers twice'));
      return;
    }
    const status = headers.get(':status') ?? '';
    if (/^1\d\d$/.test(status) && !isEnd) return; // an interim reply
    this.hasHeaders = true;
    const problem = problemOf(headers, status);
    if (problem !== undefined) this.finish(problem);
    else if (isEnd) this.finishWithTrailers(headers);
  }

  data(bytes: Uint8Array): void {
    if (this.isOver) return;
    if (!this.hasHeaders) {
      this.finish(new RpcError(13, 'the server sent data before headers'));
      return;
    }
    try {
      this.reader.push(bytes, (message) => this.events.message(message));
    } catch (error) {
      if (!(error instanceof RpcError)) throw error;
      this.finish(error);
    }
  }

  /** The stream ended after data, which gRPC does not allow: a status has to follow. */
  dataEnded(): void {
    this.finish(new RpcError(13, 'the reply ended without a status'));
  }

  reset(errorCode: number): void {
    this.finish(new RpcError(codeOfReset(errorCode), `the server reset the call (HTTP/2 error ${errorCode})`));
  }

  finish(error?: RpcError): void {
    if (this.isOver) return;
    this.isOver = true;
    this.events.ended(error);
  }

  private finishWithTrailers(trailers: ReadonlyMap<string, string>): void {
    const status = trailers.get('grpc-status');
    if (status === undefined) {
      this.dataEnded();
      return;
    }
    const code = /^\d{1,3}$/.test(status) ? Number(status) : 2;
    if (code !== 0) this.finish(new RpcError(code, decodeMessage(trailers.get('grpc-message') ?? '')));
    else if (this.reader.isBetweenMessages()) this.finish();
    else this.finish(new RpcError(13, 'the reply ended inside a message'));
  }
}

/** Why the first headers are not those of a gRPC reply. A proxy or a plain web server answers like this. */
function problemOf(headers: ReadonlyMap<string, string>, status: string): RpcError | undefined {
  if (headers.has('grpc-status')) return undefined;
  if (status !== '200')
    return new RpcError(codeOfHttpStatus(status), `unexpected HTTP status ${status} from the server`);
  const type = headers.get('content-type') ?? '';
  if (/^application\/grpc($|[+;])/.test(type)) return undefined;
  return new RpcError(2, `the server does not speak gRPC (content type ${JSON.stringify(type)})`);
}

/** The mapping of gRPC's document on HTTP status codes. */
function codeOfHttpStatus(status: string): number {
  const codes: Readonly<Record<string, number>> = {
    400: 13,
    401: 16,
    403: 7,
    404: 12,
    429: 14,
    502: 14,
    503: 14,
    504: 14,
  };
  return codes[status] ?? 2;
}

function codeOfReset(errorCode: number): number {
  switch (errorCode) {
    case ErrorCode.refusedStream:
      return 14;
    case ErrorCode.cancel:
      return 1;
    case ErrorCode.enhanceYourCalm:
      return 8;
    case ErrorCode.inadequateSecurity:
      return 7;
    default:
      return 13;
  }
}

/** grpc-message is UTF-8 with %XX for what headers cannot hold; broken escapes stay as they are. */
export function decodeMessage(text: string): string {
  const bytes = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
}
