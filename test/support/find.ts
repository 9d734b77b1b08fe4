import type { Json, JsonObject } from './message-bytes.ts';
import { RpcFailure } from './rpc-failure.ts';
import { isObject, type World } from './world.ts';

/** The entry with exactly this id, or the only one whose id begins with it. */
export function findById<T extends JsonObject>(entries: readonly T[], what: string, id: Json | undefined): T {
  const wanted = text(id);
  const exact = entries.find((entry) => idOf(entry) === wanted);
  const fitting = exact === undefined ? entries.filter((entry) => idOf(entry).startsWith(wanted)) : [exact];
  const [found] = fitting;
  if (found === undefined) {
    throw new RpcFailure('NOT_FOUND', `${what} "${wanted}": not found`);
  }
  if (fitting.length > 1) {
    throw new RpcFailure('INVALID_ARGUMENT', `${what} id "${wanted}" is ambiguous: ${fitting.length} match`);
  }
  return found;
}

/** Listed containers, and the one that CreateContainer replies with though it is listed nowhere. */
export function findContainer(world: World, id: Json | undefined): JsonObject {
  const created = world.replies['CreateContainer']?.['container_id'];
  return findById(withUnlisted(world.containers, created), 'container', id);
}

export function findPod(world: World, id: Json | undefined): JsonObject {
  return findById(world.pods, 'pod sandbox', id);
}

/** Also the pod that RunPodSandbox replies with. */
export function findPodToFill(world: World, id: Json | undefined): JsonObject {
  const started = world.replies['RunPodSandbox']?.['pod_sandbox_id'];
  return findById(withUnlisted(world.pods, started), 'pod sandbox', id);
}

function withUnlisted(entries: readonly JsonObject[], id: Json | undefined): readonly JsonObject[] {
  return typeof id === 'string' && id !== '' ? [...entries, { id }] : entries;
}

/** By id, tag (with or without `:latest`), digest, or the beginning of the id. */
export function findImage(world: World, reference: Json | undefined): JsonObject | undefined {
  const wanted = text(reference);
  const fits = (image: JsonObject) =>
    [wanted, `sha256:${wanted}`].includes(idOf(image)) ||
    texts(image['repo_tags']).some((tag) => tag === wanted || tag === `${wanted}:latest`) ||
    texts(image['repo_digests']).includes(wanted);
  const found = world.images.find(fits);
  if (found !== undefined || !/^[0-9a-f]{3,}$/.test(wanted)) {
    return found;
  }
  return world.images.find((image) => idOf(image).startsWith(`sha256:${wanted}`));
}

export function idOf(entry: JsonObject): string {
  return text(entry['id']);
}

export function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function texts(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.map(text) : [];
}

export function object(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

export function hasLabels(labels: Json | undefined, selector: Json | undefined): boolean {
  return Object.entries(object(selector)).every(([key, value]) => object(labels)[key] === value);
}
