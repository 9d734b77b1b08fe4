import { findContainer, findImage, findPod, findPodToFill, hasLabels, idOf, object, text } from './find.ts';
import type { Json, JsonObject } from './message-bytes.ts';
import { RpcFailure } from './rpc-failure.ts';
import { sampleStats } from './stat-samples.ts';
import { isObject, type World } from './world.ts';

type Rule = (world: World, request: JsonObject) => JsonObject;

/** How the contract's runtime answers from its world. It changes nothing; a method without a rule has its fixed reply. */
export const rules: Readonly<Record<string, Rule>> = {
  ListContainers: (world, { filter }) => ({ containers: world.containers.filter((c) => containerFits(c, filter)) }),
  ListPodSandbox: (world, { filter }) => ({ items: world.pods.filter((pod) => podFits(pod, filter)) }),
  ListImages: (world, { filter }) => listImages(world, text(object(object(filter)['image'])['image'])),
  ImageStatus: imageStatus,
  ContainerStatus: containerStatus,
  PodSandboxStatus: podStatus,
  StartContainer: onContainer,
  StopContainer: onContainer,
  UpdateContainerResources: onContainer,
  ReopenContainerLog: onContainer,
  CheckpointContainer: onContainer,
  StopPodSandbox: onPod,
  RemoveContainer: removeContainer,
  RemovePodSandbox: () => ({}),
  RunPodSandbox: runPod,
  CreateContainer: createContainer,
  PullImage: pullImage,
  RemoveImage: removeImage,
  ExecSync: execSync,
  Exec: (world, request) => containerReply(world, request, 'Exec'),
  Attach: (world, request) => containerReply(world, request, 'Attach'),
  PortForward: (world, request) => podReply(world, request, 'PortForward'),
};

/** Statistics grow with each call of the method: `sample` counts them from 0. */
export const sampledRules: Readonly<Record<string, (world: World, request: JsonObject, sample: number) => JsonObject>> =
  {
    ListContainerStats: (world, { filter }, sample) => ({
      stats: world.stats.filter((entry) => statsFit(world, entry, filter)).map((entry) => sampleStats(entry, sample)),
    }),
    ListPodSandboxStats: (world, { filter }, sample) => ({
      stats: world.podStats
        .filter((entry) => statsFit(world, entry, filter))
        .map((entry) => samplePodStats(entry, sample)),
    }),
    ContainerStats: (world, request, sample) => ({
      stats: sampleStats(findStats(world.stats, 'container', request['container_id']), sample),
    }),
    PodSandboxStats: (world, request, sample) => ({
      stats: samplePodStats(findStats(world.podStats, 'pod sandbox', request['pod_sandbox_id']), sample),
    }),
  };

function samplePodStats(entry: JsonObject, sample: number): JsonObject {
  return isObject(entry['linux']) ? { ...entry, linux: sampleStats(entry['linux'], sample) } : entry;
}

function containerFits(container: JsonObject, filter: Json | undefined): boolean {
  const { id, state, pod_sandbox_id, label_selector } = object(filter);
  return (
    idOf(container).startsWith(text(id)) &&
    stateFits(container['state'], state, 'CONTAINER_CREATED') &&
    text(container['pod_sandbox_id']).startsWith(text(pod_sandbox_id)) &&
    hasLabels(container['labels'], label_selector)
  );
}

function podFits(pod: JsonObject, filter: Json | undefined): boolean {
  const { id, state, label_selector } = object(filter);
  return (
    idOf(pod).startsWith(text(id)) &&
    stateFits(pod['state'], state, 'SANDBOX_READY') &&
    hasLabels(pod['labels'], label_selector)
  );
}

/** An empty filter message means the state whose number is zero, as protobuf leaves it out. */
function stateFits(state: Json | undefined, filter: Json | undefined, zero: string): boolean {
  return !isObject(filter) || (state ?? zero) === (filter['state'] ?? zero);
}

function statsFit(world: World, entry: JsonObject, filter: Json | undefined): boolean {
  const { id, pod_sandbox_id, label_selector } = object(filter);
  const attributes = object(entry['attributes']);
  const container = world.containers.find((candidate) => idOf(candidate) === attributes['id']);
  return (
    idOf(attributes).startsWith(text(id)) &&
    text(container?.['pod_sandbox_id']).startsWith(text(pod_sandbox_id)) &&
    hasLabels(attributes['labels'], label_selector)
  );
}

function findStats(entries: readonly JsonObject[], what: string, id: Json | undefined): JsonObject {
  const ids = entries.map((entry) => ({ id: idOf(object(entry['attributes'])), entry }));
  const exact = ids.find((candidate) => candidate.id === id);
  const fitting = exact === undefined ? ids.filter((candidate) => candidate.id.startsWith(text(id))) : [exact];
  const [found] = fitting;
  if (found === undefined) {
    throw new RpcFailure('NOT_FOUND', `${what} "${text(id)}": not found`);
  }
  if (fitting.length > 1) {
    throw new RpcFailure('INVALID_ARGUMENT', `${what} id "${text(id)}" is ambiguous: ${fitting.length} match`);
  }
  return found.entry;
}

function listImages(world: World, reference: string): JsonObject {
  if (reference === '') {
    return { images: world.images };
  }
  const image = findImage(world, reference);
  return { images: image === undefined ? [] : [image] };
}

function imageStatus(world: World, request: JsonObject): JsonObject {
  const image = findImage(world, object(request['image'])['image']);
  if (image === undefined) {
    return {};
  }
  return request['verbose'] === true ? { image, info: world.imageInfo } : { image };
}

function containerStatus(world: World, request: JsonObject): JsonObject {
  const id = idOf(findContainer(world, request['container_id']));
  const info = request['verbose'] === true ? world.containerInfo[id] : undefined;
  return { status: world.containerStatus[id], info };
}

function podStatus(world: World, request: JsonObject): JsonObject {
  const id = idOf(findPod(world, request['pod_sandbox_id']));
  const info = request['verbose'] === true ? world.podInfo[id] : undefined;
  return { status: world.podStatus[id], info };
}

function onContainer(world: World, request: JsonObject): JsonObject {
  findContainer(world, request['container_id']);
  return {};
}

function onPod(world: World, request: JsonObject): JsonObject {
  findPod(world, request['pod_sandbox_id']);
  return {};
}

function containerReply(world: World, request: JsonObject, rpc: string): JsonObject {
  findContainer(world, request['container_id']);
  return world.replies[rpc] ?? {};
}

function podReply(world: World, request: JsonObject, rpc: string): JsonObject {
  findPod(world, request['pod_sandbox_id']);
  return world.replies[rpc] ?? {};
}

function removeContainer(world: World, request: JsonObject): JsonObject {
  const container = world.containers.find((candidate) => idOf(candidate).startsWith(text(request['container_id'])));
  if (container !== undefined && 'stuck' in object(container['labels'])) {
    throw new RpcFailure('UNKNOWN', 'device or resource busy');
  }
  return {};
}

function runPod(world: World, request: JsonObject): JsonObject {
  const handler = text(request['runtime_handler']);
  if (!['', 'runc', 'kata'].includes(handler)) {
    throw new RpcFailure('UNKNOWN', `no runtime for "${handler}" is configured`);
  }
  return world.replies['RunPodSandbox'] ?? {};
}

function createContainer(world: World, request: JsonObject): JsonObject {
  findPodToFill(world, request['pod_sandbox_id']);
  return world.replies['CreateContainer'] ?? {};
}

function pullImage(world: World, request: JsonObject): JsonObject {
  const reference = text(object(request['image'])['image']);
  if (reference.includes('missing')) {
    throw new RpcFailure('NOT_FOUND', `failed to pull and unpack image "${reference}": not found`);
  }
  if (reference.includes('private') && !isObject(request['auth'])) {
    throw new RpcFailure('UNKNOWN', `failed to pull "${reference}": authorization failed`);
  }
  const image = findImage(world, reference) ?? world.images[0];
  return { image_ref: image?.['id'] };
}

function removeImage(world: World, request: JsonObject): JsonObject {
  const reference = object(request['image'])['image'];
  if (findImage(world, reference) === undefined) {
    throw new RpcFailure('NOT_FOUND', `image "${text(reference)}": not found`);
  }
  return {};
}

function execSync(world: World, request: JsonObject): JsonObject {
  findContainer(world, request['container_id']);
  const words = Array.isArray(request['cmd']) ? request['cmd'] : [];
  const scripted = world.execSync[words.join(' ')] ?? { stdout: 'out\n', stderr: 'err\n', exit_code: 0 };
  const bytesOf = (stream: string) =>
    scripted[`${stream}_base64`] ?? Buffer.from(text(scripted[stream])).toString('base64');
  return { stdout: bytesOf('stdout'), stderr: bytesOf('stderr'), exit_code: scripted['exit_code'] };
}
