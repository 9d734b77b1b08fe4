import type { Containerd, CriState, Plugin } from '../containerd/api.ts';
import type { Cri } from '../cri/api.ts';
import { defaultEndpoints, type Endpoint, parseEndpoint } from '../cri/endpoint.ts';
import type {
  Container,
  ContainerStatus,
  Image,
  PodSandbox,
  StatusResponse,
  VersionResponse,
} from '../cri/gen/types.ts';
import { probe } from '../cri/transport/probe.ts';
import { inParallel } from '../ops/in-parallel.ts';
import {
  type ContainerdConfig,
  configForSocket,
  type Generation,
  generationOf,
  readContainerdConfig,
  usualConfig,
} from './containerd-config.ts';
import { Host } from './host.ts';
import { type Kubelet, readKubelet } from './kubelet.ts';
import { type Daemon, flagValue, holdersOf, listenersOn } from './processes.ts';
import { type Document, objectAt, parseJson, textAt } from './walk.ts';

/** What the doctor is told and given. */
export interface FactSources {
  /** Folder of another machine's files; empty: this machine. */
  root: string;
  /** The endpoint that is set, and where. */
  endpoint: string | undefined;
  imageEndpoint: string | undefined;
  endpointFrom: 'command line or environment' | 'file' | 'nothing';
  /** The crictl.yaml that was read, or would be written. */
  configPath: string;
  /** containerd's config.toml, when the operator names it. */
  containerdConfig: string | undefined;
  /** The search path of this program, for when no daemon's is known. */
  searchPath: readonly string[];
  now: bigint;
  cri(): Promise<Cri>;
  containerd(): Promise<Containerd | undefined>;
  /** Runs a program and returns what it prints; undefined when it fails. */
  output(program: string, args: readonly string[]): Promise<string | undefined>;
  /** Which images a clean-up leaves alone. */
  sparedImages(cri: Cri, images: readonly Image[]): Promise<{ includes(image: Image): boolean }>;
}

export interface RuntimeFacts {
  cri: Cri;
  version: VersionResponse;
}

function unitOf(path: string): string {
  if (path.includes('crio')) return 'crio';
  return path.includes('dockerd') ? 'cri-docker' : 'containerd';
}

const statusesAtOnce = 16;

/** Everything checks look at, each read once, when first asked for. */
export class Facts {
  readonly sources: FactSources;
  /** Files that lie where everybody has them: below the root folder, if one is given. */
  readonly host: Host;
  /** Files that the running daemon names: always of this machine. */
  readonly machine = new Host('');
  readonly #known = new Map<string, unknown>();

  constructor(sources: FactSources) {
    this.sources = sources;
    this.host = new Host(sources.root);
  }

  #once<T>(name: string, read: () => T): T {
    if (!this.#known.has(name)) this.#known.set(name, read());
    return this.#known.get(name) as T;
  }

  /** False when the files of another machine are looked at and no runtime was named. */
  get looksAtRuntime(): boolean {
    return this.host.root === '' || this.sources.endpointFrom === 'command line or environment';
  }

  /** The endpoint that commands would use. @throws CrixError of kind usage when it cannot be read */
  endpoint(): Promise<Endpoint | undefined> {
    return this.#once('endpoint', async () => {
      const { endpoint } = this.sources;
      if (endpoint !== undefined) return parseEndpoint(endpoint).endpoint;
      return (await this.listening())[0];
    });
  }

  /** The known sockets where somebody listens. */
  listening(): Promise<Endpoint[]> {
    return this.#once('listening', async () => {
      const attempts = await Promise.all(defaultEndpoints.map((endpoint) => probe(endpoint)));
      return attempts.filter(({ errno }) => errno === undefined).map(({ endpoint }) => endpoint);
    });
  }

  /** The errno of connecting to the endpoint; undefined when somebody accepts. */
  errno(): Promise<string | undefined> {
    return this.#once('errno', async () => {
      const endpoint = await this.endpoint();
      return endpoint === undefined ? 'ENOENT' : (await probe(endpoint)).errno;
    });
  }

  /** The path of the socket, when it is a file. */
  async socketPath(): Promise<string | undefined> {
    const endpoint = await this.endpoint().catch(() => undefined);
    if (endpoint?.kind !== 'local' || !endpoint.path.startsWith('/')) return undefined;
    // The kernel knows a socket by the path it was bound to, which leads through no link.
    return this.machine.resolved(endpoint.path);
  }

  /** The unit of the runtime, by its socket. */
  async unit(): Promise<string> {
    return unitOf((await this.socketPath()) ?? '');
  }

  /** @throws CrixError when no CRI v1 answers */
  runtime(): Promise<RuntimeFacts> {
    return this.#once('runtime', async () => {
      const cri = await this.sources.cri();
      return { cri, version: await cri.runtime.version({}) };
    });
  }

  isUp(): Promise<boolean> {
    return this.#once('isUp', async () => {
      if (!this.looksAtRuntime || (await this.errno().catch(() => 'EINVAL')) !== undefined) return false;
      return this.runtime().then(
        () => true,
        () => false,
      );
    });
  }

  /** containerd's own services; undefined when the runtime is another, or none answers. */
  containerd(): Promise<Containerd | undefined> {
    return this.#once('containerd', async () => {
      if (!this.looksAtRuntime || (await this.errno().catch(() => 'EINVAL')) !== undefined) return undefined;
      return this.sources.containerd().catch(() => undefined);
    });
  }

  plugins(): Promise<readonly Plugin[]> {
    return this.#once('plugins', async () => (await (await this.containerd())?.plugins().catch(() => undefined)) ?? []);
  }

  criState(): Promise<CriState | undefined> {
    return this.#once('criState', async () => (await this.containerd())?.criState().catch(() => undefined));
  }

  /** The program that listens on the socket, as far as we may know. */
  daemon(): Promise<Daemon | undefined> {
    return this.#once('daemon', async () => {
      const path = this.looksAtRuntime ? await this.socketPath() : undefined;
      if (path === undefined) return undefined;
      return listenersOn(this.machine, path).flatMap((inode) => holdersOf(this.machine, inode))[0];
    });
  }

  /** How this machine's containerd reads its configuration; undefined when that is unknown. */
  generation(): Promise<Generation | undefined> {
    return this.#once('generation', async () => {
      const answered = (await this.containerd())?.version;
      if (answered !== undefined) return generationOf(answered);
      const program = (await this.daemon())?.program ?? this.findProgram('containerd', this.sources.searchPath);
      if (program === undefined || this.host.root !== '') return undefined;
      return generationOf(await this.sources.output(program, ['--version']));
    });
  }

  /** containerd's configuration: the file that is named, or the daemon was started with, or that is about its socket. */
  config(): Promise<ContainerdConfig> {
    return this.#once('config', async () => {
      const named = this.sources.containerdConfig;
      if (named !== undefined) return readContainerdConfig(this.host, named);
      const daemon = await this.daemon();
      const started = flagValue(daemon?.words ?? [], '-c', '--config');
      if (started !== undefined) return readContainerdConfig(this.machine, started);
      if (daemon !== undefined || !this.looksAtRuntime) return readContainerdConfig(this.host, usualConfig);
      return configForSocket(this.host, await this.socketPath());
    });
  }

  /** True when the runtime is containerd, or a configuration of it lies here. */
  async hasContainerd(): Promise<boolean> {
    if ((await this.containerd()) !== undefined) return true;
    return (await this.config()).text !== undefined;
  }

  /** A verbose Status; only for checks that need the runtime. */
  status(): Promise<StatusResponse> {
    return this.#once('status', async () => (await this.runtime()).cri.runtime.status({ verbose: true }));
  }

  /** What the runtime says of its own configuration; containerd's has registry passwords in it: never print it. */
  info(): Promise<Document> {
    return this.#once('info', async () => objectAt(parseJson((await this.status()).info['config'])));
  }

  /** containerd's last attempt to load the CNI configuration: OK, or why it failed. */
  async cniLoadStatus(): Promise<string | undefined> {
    const { info } = await this.status();
    const text = info['lastCNILoadStatus'] ?? info['lastCNILoadStatus.default'];
    return text?.replace(/^"+|"+$/g, '');
  }

  pods(): Promise<readonly PodSandbox[]> {
    return this.#once('pods', async () => (await (await this.runtime()).cri.runtime.listPodSandbox({})).items);
  }

  containers(): Promise<readonly Container[]> {
    return this.#once(
      'containers',
      async () => (await (await this.runtime()).cri.runtime.listContainers({})).containers,
    );
  }

  /** Containers with their status, save those that went away meanwhile. Each is asked for once. */
  async withStatus(containers: readonly Container[]): Promise<{ container: Container; status: ContainerStatus }[]> {
    const { runtime } = (await this.runtime()).cri;
    const statuses = await inParallel(containers, statusesAtOnce, ({ id }) =>
      this.#once(`status ${id}`, async () => {
        const reply = await runtime.containerStatus({ containerId: id }).catch(() => undefined);
        return reply?.status;
      }),
    );
    return containers.flatMap((container, at) => {
      const status = statuses[at];
      return status === undefined ? [] : [{ container, status }];
    });
  }

  images(): Promise<readonly Image[]> {
    return this.#once('images', async () => (await (await this.runtime()).cri.images.listImages({})).images);
  }

  kubelet(): Kubelet | undefined {
    return this.#once('kubelet', () => readKubelet(this.host));
  }

  /** Where the CNI configuration lies, and whose file system that is. */
  async cniFolder(): Promise<{ host: Host; path: string }> {
    const told = (await this.isUp()) ? textAt(await this.info(), 'cni', 'confDir') : undefined;
    return told === undefined ? { host: this.host, path: '/etc/cni/net.d' } : { host: this.machine, path: told };
  }

  /** The command that sets the endpoint where this run read it. */
  setEndpoint(text: string): string {
    if (this.sources.endpointFrom !== 'file') return `export CONTAINER_RUNTIME_ENDPOINT=${text}`;
    const where = this.host.root === '' ? '' : ` -c ${this.sources.configPath}`;
    return `crix${where} config runtime-endpoint ${text}`;
  }

  /** The command that writes a check's fix, pointed at the same files as this run. */
  fixCommand(check: string): string {
    const { root, containerdConfig } = this.sources;
    const where = [
      ...(root === '' ? [] : ['--root', root]),
      ...(containerdConfig === undefined ? [] : ['--containerd-config', containerdConfig]),
    ];
    return ['crix doctor --fix -y', ...where, check].join(' ');
  }

  /** The first executable of this name in the folders. */
  findProgram(name: string, folders: readonly string[]): string | undefined {
    if (name.startsWith('/')) return this.machine.isExecutable(name) ? name : undefined;
    return folders.map((folder) => `${folder}/${name}`).find((path) => this.machine.isExecutable(path));
  }
}
