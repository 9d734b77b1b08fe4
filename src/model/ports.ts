/** A port of a container, and where the host listens for it. */
export interface Port {
  protocol: string;
  containerPort: number;
  /** 0: it is not published. */
  hostPort: number;
  /** Empty when it is not published. */
  hostIp: string;
}

/** A port that is published, as whoever made the container noted it. */
export interface NotedPort {
  protocol: string;
  containerPort: number;
  hostPort: number;
  hostIp: string;
}

export function portKey({ containerPort, protocol }: Pick<Port, 'containerPort' | 'protocol'>): string {
  return `${containerPort}/${protocol}`;
}

/** An address with its port: IPv6 in brackets. */
export function joinHostPort(address: string, port: number | string): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

export function byPort(a: Port, b: Port): number {
  return a.containerPort - b.containerPort || compare(a.hostIp, b.hostIp) || compare(a.protocol, b.protocol);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
