import type { Container } from '../cri/gen/types.ts';

/** The kubelet counts restarts in an annotation; the attempt says the same unless the pod was made anew. */
export function restartsOf({ annotations, metadata }: Pick<Container, 'annotations' | 'metadata'>): number {
  const counted = Number(annotations['io.kubernetes.container.restartCount'] ?? Number.NaN);
  return Number.isSafeInteger(counted) && counted >= 0 ? counted : (metadata?.attempt ?? 0);
}
