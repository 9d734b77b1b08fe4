import type { Context, Persona } from '../../src/cli/define.ts';
import type { Containerd } from '../../src/containerd/api.ts';
import type { Cri } from '../../src/cri/api.ts';
import { CrixError, messageOf } from '../../src/errors.ts';
import { type FakeIo, type FakeIoSettings, fakeIo } from './fake-io.ts';

export interface FakeContextSettings extends FakeIoSettings {
  /** From fakeCri; without it the command must not connect. */
  cri?: Cri;
  containerd?: Containerd;
  persona?: Persona;
  programPath?: string;
  env?: Readonly<Record<string, string>>;
  settings?: Partial<Context['settings']>;
  signal?: AbortSignal;
  /** Nanoseconds since 1970. */
  now?: bigint;
}

export interface FakeContext extends Context {
  readonly io: FakeIo;
}

/** 2015-01-01T00:10:00Z: ten minutes after the beginning of the contract's world. */
const tenMinutesIn = 1420071000000000000n;

const defaults: Context['settings'] = {
  runtimeEndpoint: 'unix:///run/fake.sock',
  imageEndpoint: undefined,
  imageEndpointFromFile: false,
  runtimeEndpointFromFile: false,
  timeoutMs: 2000,
  debug: false,
  maxRetries: 3,
  pullImageOnCreate: false,
  disablePullOnRun: false,
  configPath: '/etc/crictl.yaml',
};

/** What cli/context.ts makes, without a process and without a runtime. */
export function fakeContext(given: FakeContextSettings = {}): FakeContext {
  const io = fakeIo(given);
  const persona = given.persona ?? 'crix';
  const line = (text: string) => io.stderr.write(`${persona}: ${text}\n`);
  return {
    persona,
    io,
    env: given.env ?? {},
    settings: { ...defaults, ...given.settings },
    signal: given.signal ?? new AbortController().signal,
    programPath: given.programPath ?? '/usr/lib/crix/bin/crix.js',
    takeSignals: () => () => undefined,
    runApart: async () => undefined,
    now: () => given.now ?? tenMinutesIn,
    async cri() {
      if (given.cri === undefined) {
        throw new CrixError('connect', 'this test gives no runtime');
      }
      return given.cri;
    },
    checkImages: async () => undefined,
    containerd: async () => given.containerd,
    report: (error) => line(messageOf(error)),
    warn: line,
    debug: () => undefined,
  };
}
