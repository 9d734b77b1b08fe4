// How crix marks what `docker run` made, so that ps, inspect and rm know it again.

/** Namespace of the pods that stand for docker's containers: one pod a container, named after it. */
export const managedNamespace = 'crix';

/** On the pod and on the container. */
export const managedLabel = 'crix.dev/managed';
export const managedBy = 'docker';

/** Folders here stand for --tmpfs, which CRI does not have: /run is in memory. */
export const tmpfsRoot = '/run/crix/tmpfs';

/** Annotation of the pod: what docker remembers of a container and CRI has no field for, as JSON. */
export const memoryAnnotation = 'crix.dev/docker';

export function isManaged(labels: Readonly<Record<string, string>>): boolean {
  return labels[managedLabel] === managedBy;
}

/** Labels as the user gave them. */
export function withoutMark(labels: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(labels).filter(([key]) => key !== managedLabel));
}
