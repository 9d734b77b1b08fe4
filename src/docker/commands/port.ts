import { CrixError } from '../../errors.ts';
import { joinHostPort, portKey } from '../../model/ports.ts';
import { examineContainer } from '../../ops/containers/examine.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { defineDockerCommand } from '../define.ts';
import { inDockersWords } from './each-named.ts';

export const command = defineDockerCommand({
  summary: 'Show the ports of the host that lead into a container',
  usage: 'CONTAINER [PRIVATE_PORT[/PROTO]]',
  flags: {},
  arity: { min: 1, max: 2 },
  reads: true,
  translate({ positionals: [word = '', wanted] }) {
    const key = wanted === undefined ? undefined : wantedKey(wanted);
    return {
      lines: [{ words: ['port', word, ...(wanted === undefined ? [] : [wanted])] }],
      async perform(context) {
        const cri = await context.cri();
        const find = (id: string) => examineContainer(cri, id, { sizes: false });
        const { ports, status } = await withContainer(cri.runtime, word, dockerNames, find).catch((error: unknown) => {
          throw inDockersWords(word, error);
        });
        const published = status.state === 'CONTAINER_RUNNING' ? ports.filter(({ hostPort }) => hostPort > 0) : [];
        const shown = key === undefined ? published : published.filter((port) => portKey(port) === key);
        if (key !== undefined && shown.length === 0) {
          throw new CrixError('failure', `no public port '${key}' published for ${word}`);
        }
        const lines = shown.map((port) => {
          const address = joinHostPort(port.hostIp, port.hostPort);
          return key === undefined ? `${portKey(port)} -> ${address}\n` : `${address}\n`;
        });
        await context.io.stdout.write(lines.join(''));
        return 0;
      },
    };
  },
});

/** `80` is 80/tcp. @throws CrixError for what is no port */
function wantedKey(word: string): string {
  const [, port, protocol = 'tcp'] = /^(\d+)(?:\/(\w+))?$/.exec(word) ?? [];
  if (port === undefined) throw new CrixError('failure', `invalid port ${JSON.stringify(word)}: want PORT[/PROTOCOL]`);
  return `${port}/${protocol.toLowerCase()}`;
}
