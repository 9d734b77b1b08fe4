import { CrixError } from '../errors.ts';
import { type ConfigValues, isFile, readConfig } from './file.ts';

/** What the command line and the environment said; undefined where they were silent. */
export interface Given {
  config: string | undefined;
  runtimeEndpoint: string | undefined;
  imageEndpoint: string | undefined;
  timeoutNanos: bigint | undefined;
  maxRetries: number | undefined;
  debug: boolean | undefined;
  /** Where nobody says how long a call may take. */
  defaultTimeoutMs?: number;
}

export interface Places {
  /** Read when no file was named and it exists. */
  systemPath: string;
  /** crictl.yaml beside the program: read when the system's does not exist. */
  programPath: string;
}

/** The global settings after flag over environment over file over default. */
export interface Settings {
  /** Undefined: none was set; the known sockets are tried. An empty text was typed and is refused on use. */
  runtimeEndpoint: string | undefined;
  imageEndpoint: string | undefined;
  timeoutMs: number;
  debug: boolean;
  maxRetries: number;
  pullImageOnCreate: boolean;
  disablePullOnRun: boolean;
  /** The crictl.yaml that was read, or that `config` would write. */
  configPath: string;
  /** An image endpoint of the file beside a runtime endpoint of the command line or environment deserves a warning. */
  imageEndpointFromFile: boolean;
  runtimeEndpointFromFile: boolean;
}

const defaultTimeoutMs = 2000;

/**
 * Flag over environment over file over default, key by key.
 * `needsFile` is false for commands that may make the file. @throws CrixError naming the file
 */
export async function resolveSettings(given: Given, places: Places, needsFile: boolean): Promise<Settings> {
  const { path, values } = await findConfig(given.config, places, needsFile);
  const seconds = values?.timeout ?? 0;
  const fromFlagMs = given.timeoutNanos === undefined ? 0 : Number(given.timeoutNanos / 1_000_000n);
  return {
    runtimeEndpoint: given.runtimeEndpoint ?? nonEmpty(values?.['runtime-endpoint']),
    imageEndpoint: given.imageEndpoint ?? nonEmpty(values?.['image-endpoint']),
    imageEndpointFromFile: given.imageEndpoint === undefined && nonEmpty(values?.['image-endpoint']) !== undefined,
    runtimeEndpointFromFile:
      given.runtimeEndpoint === undefined && nonEmpty(values?.['runtime-endpoint']) !== undefined,
    // Zero and below mean the default, in the file as on the command line.
    timeoutMs:
      fromFlagMs > 0 ? fromFlagMs : seconds > 0 ? seconds * 1000 : (given.defaultTimeoutMs ?? defaultTimeoutMs),
    debug: given.debug ?? values?.debug ?? false,
    // crictl waits for 3.5 s if there is no config file; here a missing runtime is reported at once unless somebody asked to wait.
    maxRetries: given.maxRetries ?? values?.['max-retries'] ?? 0,
    pullImageOnCreate: values?.['pull-image-on-create'] ?? false,
    disablePullOnRun: values?.['disable-pull-on-run'] ?? false,
    configPath: path,
  };
}

async function findConfig(
  named: string | undefined,
  places: Places,
  needsFile: boolean,
): Promise<{ path: string; values: ConfigValues | undefined }> {
  if (named !== undefined && named !== '') {
    const values = await readConfig(named);
    if (values === undefined && needsFile) {
      throw new CrixError('failure', `config file ${named} does not exist`, {
        hint: 'create it with `crix config --set KEY=VALUE`, or leave out --config',
      });
    }
    return { path: named, values };
  }
  for (const path of [places.systemPath, places.programPath]) {
    const values = (await isFile(path)) ? await readConfig(path) : undefined;
    if (values !== undefined) return { path, values };
  }
  return { path: places.systemPath, values: undefined };
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === '' ? undefined : text;
}
