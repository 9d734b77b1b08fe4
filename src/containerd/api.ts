import type { Readable } from 'node:stream';
import type { ByteSink } from '../stream/output-pump.ts';
import type { Ending } from '../stream/status.ts';
import type { Terminal } from '../stream/terminal.ts';
import type { Containers, Content, Events, Images, Introspection, Snapshots, Tasks } from './gen/services.ts';

/** containerd's own gRPC services on the runtime's socket, for what CRI cannot say. Tests put fakes here. */
export interface Containerd extends ContainerdServices {
  /** containerd's version as it says it, such as 1.6.20~ds1 or v2.1.9. */
  readonly version: string;
  /** Works with the CRI plugin off, too. */
  plugins(): Promise<Plugin[]>;
  /** Tells a CRI plugin that is switched off from one that failed, which both make every CRI call Unimplemented. */
  criState(): Promise<CriState>;
  /** Runs a command with what CRI's exec lacks: user, folder, environment, and a status that is always known. */
  exec(input: TaskExecInput): Promise<Ending>;
  /** Notes from now on, until the signal aborts, how commands that are run in containers end. */
  noteExits(signal: AbortSignal): ExitNotes;
  /** What the layers of an image do while somebody pulls it. Ends with the signal. */
  watchPull(input: PullWatchInput): AsyncIterable<LayerProgress[]>;
}

/** All calls are in the namespace of Kubernetes, k8s.io. */
export interface ContainerdServices {
  readonly introspection: Introspection;
  readonly content: Content;
  readonly snapshots: Snapshots;
  readonly images: Images;
  readonly containers: Containers;
  readonly tasks: Tasks;
  readonly events: Events;
}

export interface ExitNotes {
  /** Exit statuses of the commands that have ended in this container; it may be named by the beginning of its id. */
  commandsIn(container: string): readonly number[];
}

export interface Plugin {
  /** Such as io.containerd.grpc.v1. */
  readonly type: string;
  /** Such as cri. */
  readonly id: string;
  /** Why it did not start; many plugins do not on many hosts, without harm. */
  readonly initError: string | undefined;
}

export type CriState =
  | { readonly state: 'loaded' | 'disabled' }
  /** In the order in which the plugins need each other: the first error is the cause. */
  | { readonly state: 'failed'; readonly failed: readonly Plugin[] };

export interface TaskExecInput {
  /** The whole id. */
  readonly containerId: string;
  readonly args: readonly string[];
  /** NAME or UID, or either with :GROUP or :GID. Absent: the user of the container. */
  readonly user?: string | undefined;
  readonly cwd?: string | undefined;
  /** Added to the environment of the container, or put in place of a variable of it. */
  readonly env?: Readonly<Record<string, string>> | undefined;
  /** With all capabilities that root has on the host. Device and mount rules stay those of the container. */
  readonly privileged?: boolean | undefined;
  /** Only start it: no input, no output, no exit status. */
  readonly detach?: boolean | undefined;
  /** Absent: the command gets no input. */
  readonly stdin?: Readable | undefined;
  readonly stdout?: ByteSink | undefined;
  /** Never together with `terminal`. */
  readonly stderr?: ByteSink | undefined;
  readonly terminal?: Terminal | undefined;
  /** From parseDetachKeys. */
  readonly detachKeys?: Uint8Array | undefined;
  /** The command runs. */
  readonly onOpen?: (() => void) | undefined;
  readonly signal: AbortSignal;
}

export interface PullWatchInput {
  /** In full, such as docker.io/library/busybox:1.36 or docker.io/library/busybox@sha256:…. */
  readonly reference: string;
  readonly snapshotter?: string;
  readonly signal: AbortSignal;
}

/** One layer, in the order of the manifest. */
export interface LayerProgress {
  readonly digest: string;
  /** Compressed bytes that are here, of `total`. */
  readonly offset: bigint;
  readonly total: bigint;
  readonly state: 'waiting' | 'downloading' | 'done' | 'extracting' | 'unpacked';
}
