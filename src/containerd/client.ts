import type { Endpoint } from '../cri/endpoint.ts';
import { isUnimplemented, toCrixError } from '../cri/rpc-errors.ts';
import { type Method, makeService, type ServiceSettings } from '../cri/service.ts';
import type { CallSettings, Transport } from '../cri/transport/transport.ts';
import type { Containerd, ContainerdServices } from './api.ts';
import { noteExits } from './exit-notes.ts';
import {
  type Containers,
  type Content,
  containersMethods,
  contentMethods,
  type Events,
  eventsMethods,
  type Images,
  type Introspection,
  imagesMethods,
  introspectionMethods,
  type Snapshots,
  snapshotsMethods,
  type Tasks,
  tasksMethods,
  type Version,
  versionMethods,
} from './gen/services.ts';
import { tables } from './gen/tables.ts';
import { criStateOf, listPlugins } from './plugins.ts';

export interface ContainerdOptions {
  /** For messages. */
  endpoint: Endpoint;
  /** For calls that do not set their own; 0: no deadline. */
  timeoutMs: number;
  /** Cancels every call that has no signal of its own. */
  signal?: AbortSignal;
  /** Gets a line for each request and reply. */
  trace?: (line: string) => void;
}

/** Undefined when what answers is no containerd. @throws CrixError when nothing answers */
export async function createContainerd(
  transport: Transport,
  options: ContainerdOptions,
): Promise<Containerd | undefined> {
  let isOther = false;
  const settings: ServiceSettings = {
    transport,
    timeoutMs: options.timeoutMs,
    signal: options.signal,
    trace: options.trace,
    metadata: { 'containerd-namespace': 'k8s.io' },
    attempt: (call) => call(),
    async translate(error: unknown, method: Method, call: CallSettings): Promise<unknown> {
      isOther = isUnimplemented(error);
      return toCrixError(error, method, call, options.endpoint);
    },
  };
  try {
    const { version } = await makeService<Version>(versionMethods, tables, settings).version({});
    return withServices(version, settings);
  } catch (error) {
    if (isOther) return undefined;
    throw error;
  }
}

function withServices(version: string, settings: ServiceSettings): Containerd {
  const services: ContainerdServices = {
    introspection: makeService<Introspection>(introspectionMethods, tables, settings),
    content: makeService<Content>(contentMethods, tables, settings),
    snapshots: makeService<Snapshots>(snapshotsMethods, tables, settings),
    images: makeService<Images>(imagesMethods, tables, settings),
    containers: makeService<Containers>(containersMethods, tables, settings),
    tasks: makeService<Tasks>(tasksMethods, tables, settings),
    events: makeService<Events>(eventsMethods, tables, settings),
  };
  return {
    ...services,
    version,
    plugins: () => listPlugins(services.introspection),
    criState: async () => criStateOf(await listPlugins(services.introspection)),
    async exec(input) {
      const { execInTask } = await import('./exec.ts');
      return execInTask(services, input);
    },
    noteExits: (signal) => noteExits(services.events, signal),
    async *watchPull(input) {
      const { watchPull } = await import('./pull-progress.ts');
      yield* watchPull(services, input);
    },
  };
}
