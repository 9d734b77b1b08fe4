// The labels that the kubelet puts on what it creates.

type Labels = Readonly<Record<string, string>>;

export function podNameOf(labels: Labels): string | undefined {
  return labels['io.kubernetes.pod.name'];
}

export function podNamespaceOf(labels: Labels): string | undefined {
  return labels['io.kubernetes.pod.namespace'];
}
