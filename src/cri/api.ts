import type { ImageService, RuntimeService } from './gen/services.ts';

export type { ImageService, RuntimeService } from './gen/services.ts';

/** A message to send: whatever is left out is zero or unset. */
export type Init<T> = T extends string | number | bigint | boolean | Uint8Array
  ? T
  : T extends readonly (infer Item)[]
    ? readonly Init<Item>[]
    : T extends Readonly<Record<string, string>>
      ? T
      : { [K in keyof T]?: Init<Exclude<T[K], undefined>> | undefined };

/** The runtime as operations see it. Tests put fakes here and nowhere else. */
export interface Cri {
  readonly runtime: RuntimeService;
  readonly images: ImageService;
}

/** Per-call settings, the last argument of each method of the services. */
export interface Call {
  /** Milliseconds; absent: the --timeout setting; 0: no deadline. */
  timeoutMs?: number;
  signal?: AbortSignal;
  /** Decode only these fields of the reply; the others hold their zero values. */
  mask?: Mask;
}

/**
 * Field names (camelCase) to keep; `true` keeps a whole field, an object keeps parts of a message, of each list element, or the
 * named keys of a map.
 */
export interface Mask {
  readonly [field: string]: true | Mask;
}
