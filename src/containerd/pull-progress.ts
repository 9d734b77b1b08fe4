import { createHash } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { CrixError } from '../errors.ts';
import type { ContainerdServices, LayerProgress, PullWatchInput } from './api.ts';
import type { ContentInfo } from './gen/types.ts';

/** Downloads move in steps of one MiB; looking more often shows nothing new. */
const pauseMs = 200;
const layerRef = 'layer-';

interface Manifest {
  layers: { digest: string; size: number }[];
  config: { digest: string };
}

/** What is known of a layer so far; what was once reached stays. */
interface Layer {
  readonly digest: string;
  readonly total: bigint;
  state: LayerProgress['state'];
  offset: bigint;
}

/**
 * PullImage itself reports nothing, so this looks at containerd's store: downloads under way, blobs that are there, and snapshots made
 * of them. Yields the layers whenever something has changed, from the moment the manifest is there; ends when the signal aborts.
 */
export async function* watchPull(
  services: ContainerdServices,
  input: PullWatchInput,
  pause: (signal: AbortSignal) => Promise<void> = (signal) => setTimeout(pauseMs, undefined, { signal }),
): AsyncGenerator<LayerProgress[], void, undefined> {
  const watch = new PullWatch(services, input);
  let before = '';
  try {
    for (;;) {
      const layers = await watch.look();
      const now = layers.map(({ digest, state, offset }) => `${digest} ${state} ${offset}`).join();
      if (now !== before) yield layers;
      before = now;
      await pause(input.signal);
      if (input.signal.aborted) return;
    }
  } catch (error) {
    if (!input.signal.aborted) throw error;
  }
}

class PullWatch {
  readonly #services: ContainerdServices;
  readonly #input: PullWatchInput;
  readonly #startedAt = BigInt(Math.floor(Date.now() / 1000));
  #manifest: Manifest | undefined;
  #layers: Layer[] = [];
  /** The names of the snapshots, in the order of the layers; known once the image's configuration is there. */
  #chains: readonly string[] | undefined;

  constructor(services: ContainerdServices, input: PullWatchInput) {
    this.#services = services;
    this.#input = input;
  }

  async look(): Promise<LayerProgress[]> {
    const { statuses } = await this.#services.content.listStatuses({}, this.#call());
    const loading = new Map(
      statuses
        .filter(({ ref }) => ref.startsWith(layerRef))
        .map((status) => [status.ref.slice(layerRef.length), status]),
    );
    if (this.#manifest === undefined) await this.#findManifest(loading);
    for (const layer of this.#layers) {
      const status = loading.get(layer.digest);
      if (status !== undefined) {
        layer.state = 'downloading';
        layer.offset = status.offset;
      } else if ((layer.state === 'waiting' || layer.state === 'downloading') && (await this.#isStored(layer.digest))) {
        layer.state = 'done';
        layer.offset = layer.total;
      }
    }
    await this.#lookAtSnapshots();
    return this.#layers.map((layer) => ({ ...layer }));
  }

  #call(): { signal: AbortSignal } {
    return { signal: this.#input.signal };
  }

  async #findManifest(loading: ReadonlyMap<string, unknown>): Promise<void> {
    const filters = ['labels."containerd.io/gc.ref.content.config"'];
    for await (const { info } of this.#services.content.list({ filters }, this.#call())) {
      const found = info.find((blob) => this.#isOurs(blob, loading));
      if (found === undefined) continue;
      this.#manifest = JSON.parse(await this.#read(found.digest)) as Manifest;
      this.#layers = this.#manifest.layers.map((layer) => ({
        digest: layer.digest,
        total: BigInt(layer.size),
        state: 'waiting',
        offset: 0n,
      }));
      return;
    }
  }

  /** The manifest of this pull is new, or one of its layers is being loaded: there may be older ones of the same repository. */
  #isOurs({ digest, labels, createdAt, updatedAt }: ContentInfo, loading: ReadonlyMap<string, unknown>): boolean {
    const source = sourceOf(this.#input.reference);
    if (!isFrom(labels, source)) return false;
    if (source.digest !== undefined) return source.digest === digest;
    if (Object.entries(labels).some(([key, value]) => isLayerLabel(key) && loading.has(value))) return true;
    return [createdAt, updatedAt].some((time) => time !== undefined && time.seconds >= this.#startedAt);
  }

  async #isStored(digest: string): Promise<boolean> {
    return exists(this.#services.content.info({ digest }, this.#call()));
  }

  /** Layers are unpacked one after another, so only the first that is not can be under way. */
  async #lookAtSnapshots(): Promise<void> {
    this.#chains ??= await this.#readChains();
    for (const [index, layer] of this.#layers.entries()) {
      const key = this.#chains?.[index];
      if (layer.state === 'unpacked') continue;
      if (layer.state !== 'done' && layer.state !== 'extracting') return;
      if (key === undefined) return;
      const snapshotter = this.#input.snapshotter ?? 'overlayfs';
      if (!(await exists(this.#services.snapshots.stat({ snapshotter, key }, this.#call())))) {
        layer.state = 'extracting';
        return;
      }
      layer.state = 'unpacked';
    }
  }

  async #readChains(): Promise<string[] | undefined> {
    const digest = this.#manifest?.config.digest;
    if (digest === undefined || !(await this.#isStored(digest))) return undefined;
    const { rootfs } = JSON.parse(await this.#read(digest)) as { rootfs?: { diff_ids?: string[] } };
    return chainIds(rootfs?.diff_ids ?? []);
  }

  async #read(digest: string): Promise<string> {
    const pieces: Uint8Array[] = [];
    for await (const { data } of this.#services.content.read({ digest }, this.#call())) pieces.push(data);
    return Buffer.concat(pieces).toString('utf8');
  }
}

/** The name of a snapshot is made of the digests of all layers below it and its own. */
export function chainIds(diffIds: readonly string[]): string[] {
  const chains: string[] = [];
  for (const diffId of diffIds) {
    const below = chains.at(-1);
    chains.push(
      below === undefined ? diffId : `sha256:${createHash('sha256').update(`${below} ${diffId}`).digest('hex')}`,
    );
  }
  return chains;
}

interface Source {
  host: string;
  repository: string;
  digest: string | undefined;
}

function sourceOf(reference: string): Source {
  const [name = '', digest] = reference.split('@');
  const slash = name.indexOf('/');
  const path = name.slice(slash + 1);
  const colon = path.lastIndexOf(':');
  // containerd's label has no port.
  return {
    host: name.slice(0, slash).replace(/:\d+$/, ''),
    repository: colon < 0 ? path : path.slice(0, colon),
    digest,
  };
}

/** The label lists all repositories of the host that the blob was seen in. */
function isFrom(labels: Readonly<Record<string, string>>, { host, repository }: Source): boolean {
  return labels[`containerd.io/distribution.source.${host}`]?.split(',').includes(repository) === true;
}

function isLayerLabel(key: string): boolean {
  return key.startsWith('containerd.io/gc.ref.content.l.');
}

async function exists(lookup: Promise<unknown>): Promise<boolean> {
  try {
    await lookup;
    return true;
  } catch (error) {
    if (error instanceof CrixError && error.kind === 'not-found') return false;
    throw error;
  }
}
