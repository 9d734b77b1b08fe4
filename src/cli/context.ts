import type { Settings } from '../config/settings.ts';
import { resolveSettings } from '../config/settings.ts';
import type { Containerd } from '../containerd/api.ts';
import type { Cri } from '../cri/api.ts';
import type { GlobalArgs } from './argv.ts';
import type { Connection } from './connect.ts';
import { inDaemonWords } from './daemon-words.ts';
import type { Context, Persona } from './define.ts';
import { oneLine, printError } from './exit.ts';
import type { Surroundings } from './front.ts';
import type { Tracing } from './tracing.ts';
import { version } from './version.ts';

interface OpenContext extends Context {
  /** Ends the connections, and the run's trace with what went wrong. */
  close(failure?: unknown): Promise<void>;
}

export interface ContextNeeds {
  /** False: a crictl.yaml that is missing or broken does not matter. */
  configFile: boolean;
  /** True: calls need not be cancelled in order when a signal comes. */
  reads?: boolean;
  /** The command's name, for traces. */
  command: string;
}

/**
 * Runs a command with its context: settings resolved, connections not yet made; they come on first use.
 * @throws CrixError about the config file, or what the body threw
 */
export async function withContext<T>(
  surroundings: Surroundings,
  globals: GlobalArgs['args'],
  persona: Persona,
  needs: ContextNeeds,
  body: (context: Context) => Promise<T>,
): Promise<T> {
  const context = await openContext(surroundings, globals, persona, needs);
  let failure: unknown;
  try {
    return await body(context);
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    await context.close(failure);
  }
}

async function openContext(
  surroundings: Surroundings,
  globals: GlobalArgs['args'],
  persona: Persona,
  needs: ContextNeeds,
): Promise<OpenContext> {
  const { io, env } = surroundings;
  const settings = await settingsOf(surroundings, globals, persona, needs.configFile);
  const style = { program: persona, debug: settings.debug };
  let connection: Promise<Connection> | undefined;
  const warn = (line: string): Promise<void> => io.stderr.write(`${persona}: ${oneLine(line)}\n`);
  const debug = (line: string): void => {
    if (settings.debug) io.stderr.write(`${persona}: debug: ${oneLine(line)}\n`).catch(() => {});
  };
  const tracing = globals.flags['enable-tracing']
    ? await beginTracing(globals, persona, needs.command, warn)
    : undefined;
  const connect = (): Promise<Connection> => {
    const options = {
      full: env['CRIX_FULL'] === '1',
      signal: needs.reads ? undefined : surroundings.signal(),
      warn,
      debug,
    };
    connection ??= import('./connect.ts').then(({ connectRuntime }) =>
      connectRuntime(settings, { ...options, ...(tracing && { around: tracing.around }) }),
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
    get programPath() {
      return surroundings.programPath;
    },
    takeSignals: surroundings.takeSignals,
    runApart: (words) => surroundings.runApart(withEndpoint(settings, words)),
    now: () => BigInt(Date.now()) * 1_000_000n,
    cri: async (): Promise<Cri> => (await connect()).cri,
    checkImages: async () => (await connect()).checkImages(),
    containerd: async (): Promise<Containerd | undefined> => (await connect()).containerd(),
    report: (error) =>
      printError(io.stderr, persona === 'docker' ? inDaemonWords(error, settings.runtimeEndpoint) : error, style),
    warn,
    debug,
    async close(failure) {
      connection?.then(({ close }) => close()).catch(() => {});
      await tracing?.end(failure);
    },
  };
}

function withEndpoint({ runtimeEndpoint }: Settings, words: readonly string[]): readonly string[] {
  return runtimeEndpoint === undefined ? words : ['--host', runtimeEndpoint, ...words];
}

async function beginTracing(
  { flags }: GlobalArgs['args'],
  program: Persona,
  command: string,
  warn: (line: string) => Promise<void>,
): Promise<Tracing> {
  const { startTracing } = await import('./tracing.ts');
  const samplesPerMillion = flags['tracing-sampling-rate-per-million'];
  return startTracing({ endpoint: flags['tracing-endpoint'], samplesPerMillion, program, version, command, warn });
}

/** docker waits as long as it takes; a busy node may well need more than crictl's two seconds to make or remove something. */
const dockerTimeoutMs = 60_000;

function settingsOf(
  surroundings: Surroundings,
  globals: GlobalArgs['args'],
  persona: Persona,
  needsFile: boolean,
): Promise<Settings> {
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
      ...(persona === 'docker' ? { defaultTimeoutMs: dockerTimeoutMs } : {}),
    },
    { systemPath: '/etc/crictl.yaml', programPath: `${folderOf(surroundings.program)}crictl.yaml` },
    needsFile,
  );
}

/** With its slash, or nothing; node:path would be loaded at every start for this alone. */
function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}
