import type { Container } from '../../cri/gen/types.ts';
import type { AloneMemory } from '../../ops/containers/alone.ts';

/** A port of a container, and where the host listens for it. */
export interface Port {
  protocol: string;
  containerPort: number;
  /** 0: it is not published. */
  hostPort: number;
  /** Empty when it is not published. */
  hostIp: string;
}

/** The kubelet notes a container's ports here, as JSON. */
const kubeletPorts = 'io.kubernetes.container.ports';

/** What is known of a container's ports without asking the runtime for more, in the order of the ports. */
export function portsOf({ annotations }: Pick<Container, 'annotations'>, memory: Partial<AloneMemory>): Port[] {
  const noted = memory.published ?? kubeletPortsOf(annotations);
  const published = noted.flatMap(({ protocol, containerPort, hostPort, hostIp }) =>
    // Both families, as docker lists them, where no address was chosen.
    (hostIp === '' ? ['0.0.0.0', '::'] : [hostIp]).map((address) => ({
      protocol: protocol.toLowerCase(),
      containerPort,
      hostPort,
      hostIp: address,
    })),
  );
  const taken = new Set(published.map(portKey));
  const exposed = (memory.exposed ?? []).filter((key) => !taken.has(key)).map(exposedPort);
  return [...published, ...exposed].sort(byPort);
}

interface NotedPort {
  protocol: string;
  containerPort: number;
  hostPort: number;
  hostIp: string;
}

function kubeletPortsOf(annotations: Readonly<Record<string, string>>): NotedPort[] {
  try {
    const ports = JSON.parse(annotations[kubeletPorts] ?? '[]') as Partial<NotedPort & { hostIP: string }>[];
    return ports
      .filter(({ hostPort = 0 }) => hostPort > 0)
      .map(({ protocol = 'TCP', containerPort = 0, hostPort = 0, hostIP = '' }) => {
        return { protocol, containerPort, hostPort, hostIp: hostIP };
      });
  } catch {
    // Anybody may annotate a container.
    return [];
  }
}

function exposedPort(key: string): Port {
  const [port = '', protocol = 'tcp'] = key.split('/');
  return { protocol, containerPort: Number(port), hostPort: 0, hostIp: '' };
}

export function portKey({ containerPort, protocol }: Pick<Port, 'containerPort' | 'protocol'>): string {
  return `${containerPort}/${protocol}`;
}

/** An address with its port: IPv6 in brackets. */
export function joinHostPort(address: string, port: number | string): string {
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

function byPort(a: Port, b: Port): number {
  return a.containerPort - b.containerPort || compare(a.hostIp, b.hostIp) || compare(a.protocol, b.protocol);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** As ps shows them: `70/tcp, 443-446/tcp, 0.0.0.0:8080->80/tcp`. Neighbours that keep their number are one range. */
export function portsText(ports: readonly Port[]): string {
  const mapped = ports.filter(({ hostPort, containerPort }) => hostPort > 0 && hostPort !== containerPort);
  const ranges: { address: string; protocol: string; first: number; last: number }[] = [];
  for (const { hostPort, containerPort, hostIp, protocol } of ports) {
    if (hostPort > 0 && hostPort !== containerPort) continue;
    const open = ranges.findLast((range) => range.address === hostIp && range.protocol === protocol);
    if (open?.last === containerPort - 1) open.last = containerPort;
    else ranges.push({ address: hostIp, protocol, first: containerPort, last: containerPort });
  }
  const grouped = ranges.map(({ address, protocol, first, last }) => {
    const span = first === last ? `${first}` : `${first}-${last}`;
    return address === '' ? `${span}/${protocol}` : `${joinHostPort(address, span)}->${span}/${protocol}`;
  });
  const others = mapped.map((port) => `${joinHostPort(port.hostIp, port.hostPort)}->${portKey(port)}`);
  return [...grouped, ...others].join(', ');
}
