import { memoryAnnotation } from '../../model/managed.ts';
import type { AloneMemory } from './alone.ts';

/** What `docker run` noted on a pod; empty for pods that others made. */
export function memoryOf(pod: { annotations: Readonly<Record<string, string>> } | undefined): Partial<AloneMemory> {
  const text = pod?.annotations[memoryAnnotation];
  if (text === undefined) return {};
  try {
    const memory: unknown = JSON.parse(text);
    return typeof memory === 'object' && memory !== null ? memory : {};
  } catch {
    // Anybody may annotate a pod.
    return {};
  }
}
