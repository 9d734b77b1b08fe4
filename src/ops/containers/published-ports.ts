import { byPort, type Port } from '../../model/ports.ts';
import type { Found } from '../find-pod-or-container.ts';
import { memoryOf } from './memory.ts';
import { podPortsOf, portsOf } from './ports.ts';

/** The ports that the node listens on for a pod or some of its containers, each once, in the order of the ports. */
export function publishedPorts({ pod: { status, info }, containers }: Found): Port[] {
  const ofPod = podPortsOf(info);
  const memory = memoryOf(status);
  const owners = containers.length > 0 ? containers : [{ annotations: {} }];
  const ports = owners.flatMap((container) => portsOf(container, memory, ofPod)).filter(({ hostPort }) => hostPort > 0);
  const unique = new Map(ports.map((port) => [`${port.hostIp} ${port.hostPort} ${port.protocol}`, port]));
  return [...unique.values()].sort(byPort);
}
