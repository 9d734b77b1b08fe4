import { defineCommand } from '../cli/define.ts';
import { CrixError, usageError } from '../errors.ts';
import { joinHostPort, type Port, portKey } from '../model/ports.ts';
import { publishedPorts } from '../ops/containers/published-ports.ts';
import { findPodOrContainer } from '../ops/find-pod-or-container.ts';
import { checkIds } from './changing/report.ts';

export const command = defineCommand({
  name: 'port',
  summary: 'List the ports of the node that lead to a pod or container',
  description:
    "Port mappings belong to pods: they are read from what the pod was made with, from the kubelet's annotations and from what `docker run -p` noted. Ports that a program merely listens on are not among them, nor those of a Service.",
  usage: 'POD|CONTAINER [PORT[/PROTOCOL]]',
  flags: {},
  arity: { min: 1, max: 2, wrong: 'error' },
  examples: [
    { line: 'crix port web-0', does: 'List the ports of a pod: `80/tcp -> 0.0.0.0:8080`' },
    { line: 'crix port web-0 80', does: 'Print where one port is published' },
  ],
  async run(context, { positionals }) {
    const [word = '', wanted] = positionals;
    checkIds([word], 'container');
    const key = wanted === undefined ? undefined : keyOf(wanted);
    const { runtime } = await context.cri();
    const ports = publishedPorts(await findPodOrContainer(runtime, word));
    const shown = ports.filter((port) => key === undefined || portKey(port) === key);
    if (key !== undefined && shown.length === 0) {
      throw new CrixError('not-found', `port ${key} of ${word} is not published`);
    }
    for (const port of shown) await context.io.stdout.write(`${lineOf(port, key !== undefined)}\n`);
    return undefined;
  },
});

/** @throws CrixError of kind usage */
function keyOf(text: string): string {
  const [, port, protocol = 'tcp'] = /^(\d{1,5})(?:\/(tcp|udp|sctp))?$/i.exec(text) ?? [];
  if (port !== undefined && Number(port) > 0 && Number(port) < 65536)
    return `${Number(port)}/${protocol.toLowerCase()}`;
  throw usageError(`cannot read the port ${JSON.stringify(text)}`, 'write a number such as 80, or 53/udp');
}

function lineOf(port: Port, isAlone: boolean): string {
  const address = joinHostPort(port.hostIp, port.hostPort);
  return isAlone ? address : `${portKey(port)} -> ${address}`;
}
