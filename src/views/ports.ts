import { joinHostPort, type Port, portKey } from '../model/ports.ts';

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
