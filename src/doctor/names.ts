import type { Container, PodSandbox } from '../cri/gen/types.ts';
import { shortId } from '../model/ids.ts';
import { podNameOf, podNamespaceOf } from '../model/kubernetes.ts';

/** `namespace/pod/name (ID)`, as far as labels tell. */
export function containerName({ id, metadata, labels }: Container): string {
  const parts = [podNamespaceOf(labels), podNameOf(labels), metadata?.name].filter((part) => part !== undefined);
  return `${parts.join('/')} (${shortId(id)})`;
}

export function podName({ id, metadata }: PodSandbox): string {
  return `${metadata?.namespace}/${metadata?.name} (${shortId(id)})`;
}
