import { version } from '../../cli/version.ts';
import { hostFacts } from '../../ops/node/facts.ts';
import { defineDockerCommand } from '../define.ts';
import { clientVersion, serverVersion } from '../shape/versions.ts';
import { clientText, serverText } from '../views/node.ts';
import { oneDocument, printOne } from './one-document.ts';

export const command = defineDockerCommand({
  summary: 'Show the versions of crix and of the runtime',
  usage: '[OPTIONS]',
  flags: {
    format: { type: 'string', short: 'f', metavar: 'FORMAT', help: 'json, or a Go template' },
  },
  arity: { min: 0, max: 0 },
  reads: true,
  translate({ flags }) {
    const print = oneDocument(flags.format);
    return {
      lines: [{ words: ['version'] }],
      async perform(context) {
        const host = hostFacts();
        const client = clientVersion(version, host);
        // docker shows the client's part also when no engine answers.
        if (print === undefined) await context.io.stdout.write(clientText(client));
        const { runtime } = await context.cri();
        const server = serverVersion(await runtime.version({}), host);
        if (print === undefined) await context.io.stdout.write(serverText(server));
        else await printOne(context, print, { Client: client, Server: server });
        return 0;
      },
    };
  },
});
