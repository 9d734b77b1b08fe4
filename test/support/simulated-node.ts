import { createHash } from 'node:crypto';
import { EventEmitter, on } from 'node:events';
import { findContainer, findImage, findPod, idOf, object, text } from './find.ts';
import type { Json, JsonObject } from './message-bytes.ts';
import { RpcFailure, unimplemented } from './rpc-failure.ts';
import { rules, sampledRules } from './rules.ts';
import type { NodeUnderTest } from './scripted-node.ts';
import { makeWorld, type World } from './world.ts';

export interface SimulationSettings {
  world?: World;
  /** Nanoseconds since 1970. */
  now?: () => bigint;
}

/** A runtime that remembers: what is run, stopped or removed shows in the next list. Its containers run nothing. */
export function makeSimulatedNode(settings: SimulationSettings = {}): NodeUnderTest {
  const simulation = new Simulation(settings.world ?? makeWorld({}), settings.now ?? clock);
  return {
    delayMs: () => 0,
    answer: (rpc, request) => simulation.answer(rpc, request),
    stream(rpc) {
      if (rpc !== 'GetContainerEvents') {
        throw unimplemented(rpc);
      }
      return { messages: simulation.events(), end: 'hold' };
    },
  };
}

function clock(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

type Change = (request: JsonObject) => JsonObject;

const killedExitCode = 137;

class Simulation {
  readonly #world: World;
  readonly #now: () => bigint;
  readonly #startedAt: bigint;
  readonly #news = new EventEmitter();
  #made = 0;

  readonly #changes: Readonly<Record<string, Change>> = {
    RunPodSandbox: (request) => this.#runPod(request),
    StopPodSandbox: (request) => this.#stopPod(request),
    RemovePodSandbox: (request) => this.#removePod(request),
    CreateContainer: (request) => this.#createContainer(request),
    StartContainer: (request) => this.#startContainer(request),
    StopContainer: (request) => this.#stopContainer(request),
    RemoveContainer: (request) => this.#removeContainer(request),
    UpdateContainerResources: (request) => this.#updateContainer(request),
    PullImage: (request) => this.#pullImage(request),
    RemoveImage: (request) => this.#removeImage(request),
  };

  constructor(world: World, now: () => bigint) {
    this.#world = world;
    this.#now = now;
    this.#startedAt = now();
    this.#news.setMaxListeners(0);
    // What the contract's runtime would reply without having made it must not be found here.
    delete world.replies['RunPodSandbox'];
    delete world.replies['CreateContainer'];
  }

  answer(rpc: string, request: JsonObject): JsonObject {
    const sampled = sampledRules[rpc];
    if (sampled !== undefined) {
      return sampled(this.#world, request, Number((this.#now() - this.#startedAt) / 1_000_000_000n));
    }
    const reply = (this.#changes[rpc] ?? rules[rpc]?.bind(undefined, this.#world))?.(request);
    const fixed = reply ?? this.#world.replies[rpc];
    if (fixed === undefined) {
      throw unimplemented(rpc);
    }
    return fixed;
  }

  async *events(): AsyncGenerator<JsonObject> {
    for await (const [event] of on(this.#news, 'event')) {
      yield event as JsonObject;
    }
  }

  #runPod(request: JsonObject): JsonObject {
    rules['RunPodSandbox']?.(this.#world, request);
    const config = object(request['config']);
    const metadata = object(config['metadata']);
    const same = this.#world.pods.find((pod) => JSON.stringify(pod['metadata']) === JSON.stringify(metadata));
    if (same !== undefined) {
      const name = `${text(metadata['name'])}_${text(metadata['namespace'])}_${text(metadata['uid'])}`;
      throw new RpcFailure('UNKNOWN', `failed to reserve sandbox name "${name}": name is reserved for "${idOf(same)}"`);
    }
    const id = this.#newId();
    const pod: JsonObject = {
      id,
      metadata,
      state: 'SANDBOX_READY',
      created_at: String(this.#now()),
      labels: config['labels'],
      annotations: config['annotations'],
      runtime_handler: request['runtime_handler'],
    };
    this.#world.pods.push(pod);
    this.#world.podStatus[id] = { ...pod, network: { ip: `10.88.0.${this.#made + 10}` } };
    this.#world.podInfo[id] = { info: JSON.stringify({ config }) };
    return { pod_sandbox_id: id };
  }

  #stopPod(request: JsonObject): JsonObject {
    const id = idOf(findPod(this.#world, request['pod_sandbox_id']));
    for (const container of this.#containersOf(id)) {
      this.#exit(idOf(container));
    }
    this.#set(this.#world.pods, this.#world.podStatus, id, { state: 'SANDBOX_NOTREADY' });
    return {};
  }

  #removePod(request: JsonObject): JsonObject {
    const prefix = text(request['pod_sandbox_id']);
    const found = this.#world.pods.find((pod) => idOf(pod).startsWith(prefix));
    for (const container of found === undefined ? [] : this.#containersOf(idOf(found))) {
      this.#removeContainer({ container_id: idOf(container) });
    }
    this.#world.pods = this.#world.pods.filter((pod) => pod !== found);
    return {};
  }

  #createContainer(request: JsonObject): JsonObject {
    const pod = idOf(findPod(this.#world, request['pod_sandbox_id']));
    const config = object(request['config']);
    const reference = object(config['image'])['image'];
    const image = findImage(this.#world, reference);
    if (image === undefined) {
      throw new RpcFailure('NOT_FOUND', `failed to resolve image "${text(reference)}": not found`);
    }
    const id = this.#newId();
    const container: JsonObject = {
      id,
      pod_sandbox_id: pod,
      metadata: config['metadata'],
      image: { image: image['id'], user_specified_image: reference },
      image_ref: image['id'],
      image_id: image['id'],
      state: 'CONTAINER_CREATED',
      created_at: String(this.#now()),
      labels: config['labels'],
      annotations: config['annotations'],
    };
    this.#world.containers.push(container);
    const { pod_sandbox_id: _, ...status } = container;
    const directory = text(object(request['sandbox_config'])['log_directory']);
    this.#world.containerStatus[id] = {
      ...status,
      mounts: config['mounts'],
      log_path: config['log_path'] === undefined ? '' : `${directory}/${text(config['log_path'])}`,
    };
    this.#world.containerInfo[id] = { info: JSON.stringify({ config }) };
    this.#tell(id, 'CONTAINER_CREATED_EVENT');
    return { container_id: id };
  }

  #startContainer(request: JsonObject): JsonObject {
    const container = findContainer(this.#world, request['container_id']);
    if (container['state'] !== 'CONTAINER_CREATED') {
      throw new RpcFailure('UNKNOWN', `container is in ${text(container['state'])} state`);
    }
    this.#setContainer(idOf(container), { state: 'CONTAINER_RUNNING', started_at: String(this.#now()) });
    this.#tell(idOf(container), 'CONTAINER_STARTED_EVENT');
    return {};
  }

  #stopContainer(request: JsonObject): JsonObject {
    this.#exit(idOf(findContainer(this.#world, request['container_id'])));
    return {};
  }

  #removeContainer(request: JsonObject): JsonObject {
    rules['RemoveContainer']?.(this.#world, request);
    const id = text(request['container_id']);
    const found = this.#world.containers.find((container) => idOf(container).startsWith(id));
    if (found !== undefined) {
      this.#exit(idOf(found));
      this.#tell(idOf(found), 'CONTAINER_DELETED_EVENT');
      this.#world.containers = this.#world.containers.filter((container) => container !== found);
    }
    return {};
  }

  #updateContainer(request: JsonObject): JsonObject {
    const id = idOf(findContainer(this.#world, request['container_id']));
    this.#world.containerStatus[id] = { ...this.#world.containerStatus[id], resources: { linux: request['linux'] } };
    return {};
  }

  #pullImage(request: JsonObject): JsonObject {
    const reference = text(object(request['image'])['image']);
    if (findImage(this.#world, reference) === undefined) {
      rules['PullImage']?.(this.#world, request);
      const id = `sha256:${createHash('sha256').update(reference).digest('hex')}`;
      this.#world.images.push({ id, repo_tags: [reference], repo_digests: [`${reference}@${id}`], size: '4194304' });
    }
    return { image_ref: findImage(this.#world, reference)?.['id'] };
  }

  #removeImage(request: JsonObject): JsonObject {
    const image = findImage(this.#world, object(request['image'])['image']);
    this.#world.images = this.#world.images.filter((candidate) => candidate !== image);
    return {};
  }

  #exit(id: string): void {
    const container = this.#world.containers.find((candidate) => idOf(candidate) === id);
    if (container?.['state'] !== 'CONTAINER_RUNNING') {
      return;
    }
    const end = { state: 'CONTAINER_EXITED', finished_at: String(this.#now()), exit_code: killedExitCode };
    this.#setContainer(id, { ...end, reason: 'Error' });
    this.#world.stats = this.#world.stats.filter((stats) => object(stats['attributes'])['id'] !== id);
    this.#tell(id, 'CONTAINER_STOPPED_EVENT');
  }

  #containersOf(pod: string): JsonObject[] {
    return this.#world.containers.filter((container) => container['pod_sandbox_id'] === pod);
  }

  #setContainer(id: string, change: JsonObject): void {
    this.#set(this.#world.containers, this.#world.containerStatus, id, change);
  }

  /** The list knows the state alone, the status all of it. */
  #set(list: JsonObject[], statuses: Record<string, JsonObject>, id: string, change: JsonObject): void {
    const listed = list.find((entry) => idOf(entry) === id);
    if (listed !== undefined) {
      listed['state'] = change['state'] as Json;
    }
    statuses[id] = { ...statuses[id], ...change };
  }

  #tell(id: string, type: string): void {
    this.#news.emit('event', {
      container_id: id,
      container_event_type: type,
      created_at: String(this.#now()),
      containers_statuses: [this.#world.containerStatus[id] ?? {}],
    });
  }

  #newId(): string {
    this.#made++;
    return createHash('sha256').update(`${this.#startedAt} ${this.#made}`).digest('hex');
  }
}
