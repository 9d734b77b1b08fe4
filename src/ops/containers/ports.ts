import type { Container } from '../../cri/gen/types.ts';
import { byPort, type NotedPort, type Port, portKey } from '../../model/ports.ts';
import type { AloneMemory } from './alone.ts';

/** The kubelet notes a container's ports here, as JSON. */
const kubeletPorts = 'io.kubernetes.container.ports';

/** What is known of a container's ports without asking the runtime for more, in the order of the ports. */
export function portsOf(
  { annotations }: Pick<Container, 'annotations'>,
  memory: Partial<AloneMemory>,
  ofPod: readonly NotedPort[] = [],
): Port[] {
  const own = memory.published ?? kubeletPortsOf(annotations);
  const noted = own.length > 0 ? own : ofPod;
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

/** The ports that a pod was made with, where the runtime tells: containers of a pod share them. */
export function podPortsOf(info: Readonly<Record<string, string>>): NotedPort[] {
  try {
    const { config } = JSON.parse(info['info'] ?? '{}') as { config?: { port_mappings?: Partial<PodPort>[] } };
    return (config?.port_mappings ?? [])
      .filter(({ host_port = 0 }) => host_port > 0)
      .map(({ protocol = 0, container_port = 0, host_port = 0, host_ip = '' }) => {
        return {
          protocol: protocols[protocol] ?? 'tcp',
          containerPort: container_port,
          hostPort: host_port,
          hostIp: host_ip,
        };
      });
  } catch {
    // A runtime may put anything there.
    return [];
  }
}

interface PodPort {
  protocol: number;
  container_port: number;
  host_port: number;
  host_ip: string;
}

/** By CRI's numbers. */
const protocols: readonly string[] = ['tcp', 'udp', 'sctp'];

function exposedPort(key: string): Port {
  const [port = '', protocol = 'tcp'] = key.split('/');
  return { protocol, containerPort: Number(port), hostPort: 0, hostIp: '' };
}
