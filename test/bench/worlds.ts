import type { JsonObject } from '../support/message-bytes.ts';
import { makeWorld, type World } from '../support/world.ts';

const labelsEach = 20;
const imageCount = 5;
/** Containers that have a status to show; the bench inspects the first. */
const inspectable = 6;

/** A node of `count` running containers, four a pod, each with 20 labels and 20 annotations: 10,000 make a reply of 16 MB. */
export function worldOf(count: number): World {
  const world = makeWorld({ empty: true });
  const podOf = (index: number): number => Math.floor(index / 4);
  for (let index = 0; index < count; index++) world.containers.push(container(index, podOf(index)));
  for (let pod = 0; pod <= podOf(count - 1); pod++) world.pods.push(podSandbox(pod));
  for (let image = 0; image < imageCount; image++) {
    const repository = `registry.example.com/team/app-${image}`;
    world.images.push({ id: imageId(image), repo_tags: [`${repository}:1.0`], repo_digests: [], size: '5000000' });
  }
  world.stats.push(...world.containers.map(containerStats));
  for (const container of world.containers.slice(0, inspectable))
    world.containerStatus[String(container['id'])] = statusOf(container);
  return world;
}

function hexId(kind: string, index: number): string {
  return kind.repeat(64 - 8) + index.toString(16).padStart(8, '0');
}

function imageId(index: number): string {
  return `sha256:${hexId('1', index)}`;
}

/** Times lie in the past, in nanoseconds that a double cannot hold. */
function createdAt(index: number): string {
  return String(1_702_433_310_289_755_401n + BigInt(index) * 1_000_000_007n);
}

function container(index: number, pod: number): JsonObject {
  const labels: Record<string, string> = {
    'io.kubernetes.container.name': `worker-${index}`,
    'io.kubernetes.pod.name': `deployment-${pod}`,
    'io.kubernetes.pod.namespace': `team-${pod % 7}`,
    'io.kubernetes.pod.uid': hexId('e', pod).slice(0, 36),
  };
  for (let n = 4; n < labelsEach; n++) labels[`example.com/label-${n}`] = `value-${index}-${n}`;
  const annotations: Record<string, string> = {};
  for (let n = 0; n < labelsEach; n++) annotations[`example.com/n-${n}`] = `${index}-${n}`;
  return {
    id: hexId('c', index),
    pod_sandbox_id: hexId('d', pod),
    metadata: { name: `worker-${index}`, attempt: index % 3 },
    image: { image: imageId(index % imageCount) },
    image_ref: imageId(index % imageCount),
    state: 'CONTAINER_RUNNING',
    created_at: createdAt(index),
    labels,
    annotations,
  };
}

function statusOf({ pod_sandbox_id: _, ...container }: JsonObject): JsonObject {
  return { ...container, started_at: container['created_at'], log_path: '/var/log/pods/worker/0.log' };
}

function podSandbox(index: number): JsonObject {
  return {
    id: hexId('d', index),
    metadata: { name: `deployment-${index}`, namespace: `team-${index % 7}`, uid: hexId('e', index).slice(0, 36) },
    state: 'SANDBOX_READY',
    created_at: createdAt(index),
    labels: { app: `deployment-${index}` },
  };
}

function containerStats({ id, metadata, labels }: JsonObject): JsonObject {
  const value = (number: string): JsonObject => ({ value: number });
  return {
    attributes: { id, metadata, labels },
    cpu: { timestamp: '1702433310289755401', usage_core_nano_seconds: value('250000000') },
    memory: { timestamp: '1702433310289755401', working_set_bytes: value('12345678') },
    writable_layer: { used_bytes: value('4096'), inodes_used: value('12') },
  } as JsonObject;
}
