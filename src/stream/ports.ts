import { usageError } from '../errors.ts';

export interface PortPair {
  /** 0: any free one. */
  readonly local: number;
  readonly remote: number;
}

/** Reads `REMOTE`, `LOCAL:REMOTE` and `:REMOTE`. @throws CrixError of kind usage */
export function parsePortPair(text: string): PortPair {
  const parts = text.split(':');
  const [first = '', second] = parts;
  if (parts.length > 2)
    throw usageError(`cannot read ports ${JSON.stringify(text)}: want LOCAL:REMOTE, :REMOTE or PORT`);
  const remote = parsePort(second ?? first, text);
  if (remote === 0) throw usageError(`remote port of ${JSON.stringify(text)} must not be 0`);
  if (second === undefined) return { local: remote, remote };
  return { local: first === '' ? 0 : parsePort(first, text), remote };
}

function parsePort(text: string, whole: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65535))
    throw usageError(`cannot read port ${JSON.stringify(text)} of ${JSON.stringify(whole)}: want 0 to 65535`);
  return port;
}
