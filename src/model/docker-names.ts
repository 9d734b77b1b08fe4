import type { Container, PodSandbox } from '../cri/gen/types.ts';
import { podNameOf, podNamespaceOf } from './kubernetes.ts';
import { isManaged } from './managed.ts';

/** The name of a container that `docker run` made, or the name that the kubelet once gave its containers in docker. */
export function dockerNameOf(
  { metadata, labels }: Pick<Container, 'metadata' | 'labels'>,
  pod?: Pick<PodSandbox, 'metadata'>,
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
