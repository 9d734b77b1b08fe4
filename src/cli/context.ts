import { dirname, join } from 'node:path';
import type { Settings } from '../config/settings.ts';
import { resolveSettings } from '../config/settings.ts';
import type { Containerd } from '../containerd/api.ts';
import type { Cri } from '../cri/api.ts';
import type { GlobalArgs } from './argv.ts';
import type { Connection } from './connect.ts';
import type { Context, Persona } from './define.ts';
import { oneLine, printError } from './exit.ts';
import type { Surroundings } from './front.ts';

export interface OpenContext extends Context {
  /** Ends the connections. */
  close(): void;
}

/** Settings resolved, connections not yet made: they come on first use. @throws CrixError about the config file */
export async function openContext(
  surroundings: Surroundings,
  globals: GlobalArgs['args'],
  persona: Persona,
  needs: { configFile: boolean },
): Promise<OpenContext> {
  const { io, env } = surroundings;
  const settings = await settingsOf(surroundings, globals, needs.configFile);
  const style = { program: persona, debug: settings.debug };
  let connection: Promise<Connection> | undefined;
  const warn = (line: string): Promise<void> => io.stderr.write(`${persona}: ${oneLine(line)}\n`);
  const debug = (line: string): void => {
    if (settings.debug) io.stderr.write(`${persona}: debug: ${oneLine(line)}\n`).catch(() => {});
  };
  const connect = (): Promise<Connection> => {
    connection ??= import('./connect.ts').then(({ connectRuntime }) =>
      connectRuntime(settings, { full: env['CRIX_FULL'] === '1', signal: surroundings.signal(), warn, debug }),
    );
    return connection;
  };
  return {
    persona,
    io,
    env,
    settings,
    get signal() {
      return surroundings.signal();
    },
    takeSignals: surroundings.takeSignals,
    runApart: (words) => surroundings.runApart(withEndpoint(settings, words)),
    now: () => BigInt(Date.now()) * 1_000_000n,
    cri: async (): Promise<Cri> => (await connect()).cri,
    checkImages: async () => (await connect()).checkImages(),
    containerd: async (): Promise<Containerd | undefined> => (await connect()).containerd(),
    report: (error) => printError(io.stderr, error, style),
    warn,
    debug,
    close() {
      connection?.then(({ close }) => close()).catch(() => {});
    },
  };
}

function withEndpoint({ runtimeEndpoint }: Settings, words: readonly string[]): readonly string[] {
  return runtimeEndpoint === undefined ? words : ['--host', runtimeEndpoint, ...words];
}

function settingsOf(surroundings: Surroundings, globals: GlobalArgs['args'], needsFile: boolean): Promise<Settings> {
  const { flags } = globals;
  const { env } = surroundings;
  return resolveSettings(
    {
      config: flags.config,
      // An empty variable was set on purpose as much as an empty flag: it must not fall through to another runtime.
      runtimeEndpoint: flags['runtime-endpoint'] ?? env['CONTAINER_RUNTIME_ENDPOINT'],
      imageEndpoint: flags['image-endpoint'] ?? env['IMAGE_SERVICE_ENDPOINT'],
      timeoutNanos: flags.timeout,
      maxRetries: flags['max-retries'],
      debug: globals.given.has('debug') ? flags.debug : undefined,
    },
    { systemPath: '/etc/crictl.yaml', programPath: join(dirname(surroundings.program), 'crictl.yaml') },
    needsFile,
  );
}
