/** Where an image comes from: the registry with its port, and the path in it without tag and digest. */
export interface ImageOrigin {
  registry: string;
  repository: string;
}

/** The registry and repository that an image reference means, by docker's rules: `busybox` is docker.io's library/busybox. */
export function originOf(reference: string): ImageOrigin {
  const { name } = splitReference(reference);
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isHost = first.includes('.') || first.includes(':') || first === 'localhost';
  const path = isHost ? name.slice(slash + 1) : name;
  const registry = isHost ? hubName(first) : 'docker.io';
  return { registry, repository: registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path };
}

/** Docker Hub answers to several names; its credentials are stored under any of them. */
export function hubName(host: string): string {
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? 'docker.io' : host;
}

/** The full spelling, so that two references can be compared: `busybox` is docker.io/library/busybox:latest. IDs stay as they are. */
export function fullReference(reference: string): string {
  if (isImageId(reference)) return reference;
  const { tag, digest } = splitReference(reference);
  const { registry, repository } = originOf(reference);
  const suffix = digest !== '' ? `@${digest}` : `:${tag || 'latest'}`;
  return `${registry}/${repository}${suffix}`;
}

/** The way back, as docker shows it: docker.io/library/busybox:latest is `busybox:latest`. */
export function familiarReference(reference: string): string {
  return reference.replace(/^docker\.io\/(?:library\/(?=[^/]*$))?/, '');
}

/** `sha256:…`, or the same without its prefix. */
function isImageId(reference: string): boolean {
  return /^(?:sha256:)?[0-9a-f]{64}$/.test(reference);
}

function splitReference(reference: string): { name: string; tag: string; digest: string } {
  const at = reference.indexOf('@');
  const tagged = at < 0 ? reference : reference.slice(0, at);
  const tag = /:([^/:]*)$/.exec(tagged)?.[1];
  return {
    name: tag === undefined ? tagged : tagged.slice(0, -tag.length - 1),
    tag: tag ?? '',
    digest: at < 0 ? '' : reference.slice(at + 1),
  };
}
