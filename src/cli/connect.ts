import type { Settings } from '../config/settings.ts';
import type { Containerd } from '../containerd/api.ts';
import type { Cri } from '../cri/api.ts';
import { CrixError } from '../errors.ts';

export interface Connection {
  cri: Cri;
  containerd(): Promise<Containerd | undefined>;
  close(): void;
}

export interface ConnectOptions {
  /** Everything through grpc-js, nothing through the lean path. */
  full: boolean;
  warn(line: string): Promise<void>;
  debug(line: string): void;
}

/** Reaches the runtime that the settings name, or the first known one that answers. @throws CrixError */
export async function connectRuntime(settings: Settings, _options: ConnectOptions): Promise<Connection> {
  throw new CrixError('connect', `cannot reach ${settings.runtimeEndpoint ?? 'any runtime'}`);
}
