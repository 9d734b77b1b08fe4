import type { Settings } from '../config/settings.ts';
import type { Containerd } from '../containerd/api.ts';
import type { Cri } from '../cri/api.ts';
import type { Endpoint, EndpointSetting } from '../cri/endpoint.ts';
import type { Transport } from '../cri/transport/transport.ts';
import { CrixError, usageError } from '../errors.ts';

export interface Connection {
  cri: Cri;
  /** Fails when the image service has a socket of its own and nobody listens there. */
  checkImages(): Promise<void>;
  /** Undefined when something else than containerd listens. */
  containerd(): Promise<Containerd | undefined>;
  close(): void;
}

export interface ConnectOptions {
  /** Everything through grpc-js, nothing through the lean path. */
  full: boolean;
  /** Cancels the calls; absent: whatever ends the program ends them. */
  signal: AbortSignal | undefined;
  /** Wraps each transport, for tracing. */
  around?: (transport: Transport) => Transport;
  warn(line: string): Promise<void>;
  debug(line: string): void;
}

/** Reaches the runtime that the settings name, or the first known one that answers. @throws CrixError */
export async function connectRuntime(settings: Settings, options: ConnectOptions): Promise<Connection> {
  const [{ createCri }, { openTransport }] = await Promise.all([
    import('../cri/client.ts'),
    import('../cri/transport/open.ts'),
  ]);
  const { runtime, image } = await findEndpoints(settings, options.warn);
  const open = async (endpoint: Endpoint): Promise<Transport> => {
    const transport = await openTransport(endpoint, { forceFull: options.full });
    return options.around === undefined ? transport : options.around(transport);
  };
  const transport = await open(runtime);
  const images = image.text === runtime.text ? undefined : { transport: await open(image), endpoint: image };
  const shared = {
    endpoint: runtime,
    timeoutMs: settings.timeoutMs,
    ...(options.signal && { signal: options.signal }),
  };
  const trace = settings.debug ? { trace: options.debug } : {};
  let containerd: Promise<Containerd | undefined> | undefined;
  return {
    cri: createCri(transport, {
      ...shared,
      maxRetries: settings.maxRetries,
      images: images ?? { transport, endpoint: runtime },
      ...trace,
    }),
    checkImages: async () => {
      if (images !== undefined) await checkListening(images.endpoint);
    },
    containerd() {
      containerd ??= import('../containerd/client.ts').then(({ createContainerd }) =>
        createContainerd(transport, { ...shared, ...trace }),
      );
      return containerd;
    },
    close() {
      transport.close();
      images?.transport.close();
    },
  };
}

interface Endpoints {
  runtime: Endpoint;
  image: Endpoint;
}

async function findEndpoints(settings: Settings, warn: ConnectOptions['warn']): Promise<Endpoints> {
  const runtime = await namedEndpoint(settings.runtimeEndpoint, 'runtime-endpoint', warn);
  const image = await namedEndpoint(settings.imageEndpoint, 'image-endpoint', warn);
  if (runtime === undefined) {
    const found = await firstThatListens(warn);
    return { runtime: found, image: image ?? found };
  }
  if (image === undefined || image.text === runtime.text) return { runtime, image: runtime };
  if (settings.imageEndpointFromFile && !settings.runtimeEndpointFromFile) {
    await warn(`images are at ${image.text}, as ${settings.configPath} says, although the runtime is ${runtime.text}`);
  }
  return { runtime, image };
}

async function namedEndpoint(
  text: string | undefined,
  setting: EndpointSetting,
  warn: ConnectOptions['warn'],
): Promise<Endpoint | undefined> {
  if (text === undefined) return undefined;
  if (text === '') {
    throw usageError(
      `${setting} is empty${setting === 'runtime-endpoint' ? ', and so is image-endpoint unless it is set' : ''}`,
      'leave it out to try the known sockets',
    );
  }
  const { parseEndpoint } = await import('../cri/endpoint.ts');
  const { endpoint, warning } = parseEndpoint(text, setting);
  if (warning !== undefined) await warn(warning);
  return endpoint;
}

/** Nothing was set: the sockets where runtimes usually listen, one after another. */
async function firstThatListens(warn: ConnectOptions['warn']): Promise<Endpoint> {
  const [{ defaultEndpoints }, { probeInOrder }] = await Promise.all([
    import('../cri/endpoint.ts'),
    import('../cri/transport/probe.ts'),
  ]);
  const attempts = await probeInOrder(defaultEndpoints);
  const last = attempts.at(-1);
  if (last === undefined || last.errno !== undefined) {
    const tried = attempts.map(({ endpoint, errno }) => `${endpoint.text} (${errno})`).join(', ');
    throw new CrixError('connect', `no runtime answers at ${tried}`, {
      hint: 'name its socket: crix config runtime-endpoint unix:///path/to/socket, or --runtime-endpoint',
    });
  }
  await warn(
    `no endpoint is set, using ${last.endpoint.text}; to keep it: crix config runtime-endpoint ${last.endpoint.text}`,
  );
  return last.endpoint;
}

async function checkListening(endpoint: Endpoint): Promise<void> {
  const [{ connectError }, { probe }] = await Promise.all([
    import('../cri/endpoint.ts'),
    import('../cri/transport/probe.ts'),
  ]);
  const { errno } = await probe(endpoint);
  if (errno !== undefined) throw connectError(endpoint, errno, 'image-endpoint');
}
