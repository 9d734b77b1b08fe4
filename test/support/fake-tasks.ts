import type { Containerd } from '../../src/containerd/api.ts';

type Tasks = Containerd['tasks'];

/** A containerd of which only these calls are answered. */
export function fakeTasks(tasks: Partial<Tasks>, more: Partial<Containerd> = {}): Containerd {
  return { version: 'v2.1.9', tasks, ...more } as unknown as Containerd;
}
