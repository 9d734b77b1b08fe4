import type { Container, PodSandbox } from '../../cri/gen/types.ts';
import { podNameOf, podNamespaceOf } from '../../model/kubernetes.ts';
import { isManaged } from '../../model/managed.ts';

/** docker cuts IDs here. */
const shown = 12;

export function shortDockerId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, shown);
}

/** The name of a container that `docker run` made, or the name that the kubelet once gave its containers in docker. */
export function dockerNameOf(
  { metadata, labels }: Pick<Container, 'metadata' | 'labels'>,
  pod: Pick<PodSandbox, 'metadata'> | undefined,
): string {
  const name = metadata?.name ?? '';
  if (isManaged(labels)) return name;
  const parts = [
    'k8s',
    name,
    podNameOf(labels) ?? pod?.metadata?.name ?? '',
    podNamespaceOf(labels) ?? pod?.metadata?.namespace ?? '',
    labels['io.kubernetes.pod.uid'] ?? pod?.metadata?.uid ?? '',
    String(metadata?.attempt ?? 0),
  ];
  return parts.join('_');
}
