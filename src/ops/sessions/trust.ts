import { readFile } from 'node:fs/promises';
import { usageError } from '../../errors.ts';
import type { TlsSettings } from '../../stream/dial.ts';

export interface TrustFiles {
  /** Files; all three or none. */
  readonly ca: string | undefined;
  readonly cert: string | undefined;
  readonly key: string | undefined;
  readonly serverName: string;
}

/** For clients without flags about it. */
export const noTrustFiles: TrustFiles = { ca: undefined, cert: undefined, key: undefined, serverName: 'localhost' };

/**
 * How far to trust a streaming server's certificate. `isLocal`: the runtime was asked over its own socket on this machine.
 * @throws CrixError when a file is missing or cannot be read
 */
export async function readTrust({ ca, cert, key, serverName }: TrustFiles, isLocal: boolean): Promise<TlsSettings> {
  const given = [ca, cert, key].filter((path) => path !== undefined && path !== '');
  if (given.length === 0) return { skipVerification: isLocal };
  if (!ca || !cert || !key) {
    throw usageError('--tls-ca, --tls-cert and --tls-key belong together: give all three or none');
  }
  return {
    ca: await readPem(ca),
    cert: await readPem(cert),
    key: await readPem(key),
    serverName,
    skipVerification: false,
  };
}

async function readPem(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw usageError(`cannot read TLS file ${JSON.stringify(path)}: ${code}`);
  }
}
