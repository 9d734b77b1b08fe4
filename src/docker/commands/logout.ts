import { forgetLogin } from '../../commands/changing/docker-login.ts';
import { hubServer } from '../../ops/images/check-login.ts';
import { defineDockerCommand } from '../define.ts';

export const command = defineDockerCommand({
  summary: 'Forget the credentials for a registry',
  usage: '[SERVER]',
  flags: {},
  arity: { min: 0, max: 1 },
  translate({ positionals: [server = hubServer] }) {
    return {
      lines: [{ words: [], note: 'crix keeps no credentials: they are in the file that docker login wrote' }],
      async perform(context) {
        const bare = server === hubServer ? server : server.replace(/^https?:\/\//, '').replace(/\/+$/, '');
        await context.io.stdout.write(`Removing login credentials for ${bare}\n`);
        await forgetLogin(context, bare);
        return 0;
      },
    };
  },
});
