import { readFileSync } from 'node:fs';
import type { Json, JsonObject } from './message-bytes.ts';

/** What a scripted runtime knows; the keys are those of the contract's fixture. */
export interface World {
  pods: JsonObject[];
  podStatus: Record<string, JsonObject>;
  podInfo: Record<string, JsonObject>;
  containers: JsonObject[];
  containerStatus: Record<string, JsonObject>;
  containerInfo: Record<string, JsonObject>;
  images: JsonObject[];
  imageInfo: JsonObject;
  stats: JsonObject[];
  podStats: JsonObject[];
  execSync: Record<string, JsonObject>;
  replies: Record<string, JsonObject>;
  streams: { GetContainerEvents: JsonObject[] };
}

/** The variations of the contract's `server` that change what exists, not how calls are answered. */
export interface WorldChanges {
  empty?: boolean;
  fixture?: JsonObject;
  bulk?: number;
  age?: Record<string, number>;
  log_path?: Record<string, string>;
}

const fixture = new URL('../contract/data/fixture.json', import.meta.url);
let fixtureText: string | undefined;

/** A world of its own, free to be changed. `now` is in milliseconds since 1970. */
export function makeWorld(changes: WorldChanges = {}, now = Date.now()): World {
  fixtureText ??= readFileSync(fixture, 'utf8');
  let world = JSON.parse(fixtureText) as World;
  if (changes.empty === true) {
    Object.assign(world, { pods: [], containers: [], images: [], stats: [], podStats: [] });
  }
  if (changes.fixture !== undefined) {
    world = merge(world as unknown as JsonObject, changes.fixture) as unknown as World;
  }
  for (let index = 0; index < (changes.bulk ?? 0); index++) {
    world.containers.push(bulkContainer(index));
  }
  for (const [id, seconds] of Object.entries(changes.age ?? {})) {
    setAge(world, id, String(BigInt(Math.round(now - seconds * 1000)) * 1_000_000n));
  }
  for (const [id, path] of Object.entries(changes.log_path ?? {})) {
    world.containerStatus[id] = { ...world.containerStatus[id], log_path: path };
  }
  return world;
}

/** Objects key by key, all else replaced, null removes. */
function merge(base: JsonObject, change: JsonObject): JsonObject {
  const merged: JsonObject = { ...base };
  for (const [key, value] of Object.entries(change)) {
    const old = merged[key];
    if (value === null) {
      delete merged[key];
    } else {
      merged[key] = isObject(value) && isObject(old) ? merge(old, value) : value;
    }
  }
  return merged;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bulkContainer(index: number): JsonObject {
  return {
    id: index.toString(16).padStart(64, '0'),
    pod_sandbox_id: 'd'.repeat(64),
    metadata: { name: `bulk-${index}` },
    image: { image: 'busybox' },
    image_ref: 'busybox',
    state: 'CONTAINER_RUNNING',
    created_at: String(1420070400000000000n + BigInt(index)),
    labels: { pad: 'x'.repeat(200) },
  };
}

function setAge(world: World, id: string, createdAt: string): void {
  const statuses = [world.containerStatus[id], world.podStatus[id]];
  const listed = [...world.containers, ...world.pods].filter((entry) => entry['id'] === id);
  for (const entry of [...statuses, ...listed]) {
    if (entry === undefined) {
      continue;
    }
    entry['created_at'] = createdAt;
    for (const key of ['started_at', 'finished_at']) {
      if (entry[key] !== undefined && entry[key] !== '0') {
        entry[key] = createdAt;
      }
    }
  }
}
