// The labels that the kubelet puts on what it creates.

/** The labels that name a container's pod, as a mask for decoding: most containers carry many more. */
export const POD_LABELS = { 'io.kubernetes.pod.name': true, 'io.kubernetes.pod.namespace': true } as const;

type Labels = Readonly<Record<string, string>>;

export function podNameOf(labels: Labels): string | undefined {
  return labels['io.kubernetes.pod.name'];
}

export function podNamespaceOf(labels: Labels): string | undefined {
  return labels['io.kubernetes.pod.namespace'];
}
