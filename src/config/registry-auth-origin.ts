/** Where an image comes from: the registry with its port, and the path in it without tag and digest. */
export interface ImageOrigin {
  registry: string;
  repository: string;
}

/** The registry and repository that an image reference means, by docker's rules: `busybox` is docker.io's library/busybox. */
export function originOf(image: string): ImageOrigin {
  const named = image.replace(/@.*$/s, '');
  const slash = named.indexOf('/');
  const first = slash < 0 ? '' : named.slice(0, slash);
  const isHost = first.includes('.') || first.includes(':') || first === 'localhost';
  const path = (isHost ? named.slice(slash + 1) : named).replace(/:[^/:]*$/, '');
  const registry = isHost ? hubName(first) : 'docker.io';
  return { registry, repository: registry === 'docker.io' && !path.includes('/') ? `library/${path}` : path };
}

/** Docker Hub answers to several names; its credentials are stored under any of them. */
export function hubName(host: string): string {
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? 'docker.io' : host;
}
