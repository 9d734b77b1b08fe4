import type { Args, Context } from '../../cli/define.ts';
import { askSecret } from '../../commands/changing/ask-secret.ts';
import { keepLogin, keptLogin } from '../../commands/changing/docker-login.ts';
import { CrixError } from '../../errors.ts';
import { checkLogin, hubServer } from '../../ops/images/check-login.ts';
import { defineDockerCommand } from '../define.ts';
import { readLine } from './read-line.ts';

const flags = {
  password: { type: 'string', short: 'p', metavar: 'PASSWORD', help: 'Password; it shows in the process list' },
  'password-stdin': { type: 'boolean', help: 'Read the password from standard input' },
  username: { type: 'string', short: 'u', metavar: 'USER', help: 'User name' },
} as const;

type LoginFlags = Args<typeof flags>['flags'];

interface Credentials {
  username: string;
  password: string;
}

export const command = defineDockerCommand({
  summary: 'Check credentials for a registry and keep them',
  usage: '[OPTIONS] [SERVER]',
  flags,
  arity: { min: 0, max: 1 },
  translate({ flags: typed, positionals: [server] }, facts) {
    checkWords(typed);
    return {
      lines: [
        {
          words: ['pull', '--creds', 'USER:PASSWORD', 'IMAGE'],
          note: 'crix keeps no credentials: it uses those that docker login kept',
        },
      ],
      async perform(context) {
        const key = server === undefined || server === 'docker.io' || server === 'index.docker.io' ? hubServer : server;
        const credentials = await credentialsFor(context, typed, key, facts.stdinIsTerminal);
        const { env, signal } = context;
        const identityToken = await checkLogin({ server: key, ...credentials, env, signal });
        const { username } = credentials;
        const path = await keepLogin(
          context,
          key,
          identityToken === undefined ? credentials : { username, identityToken },
        );
        if (path !== undefined) await warnOfFile(context, path);
        await context.io.stdout.write('Login Succeeded\n');
        return 0;
      },
    };
  },
});

/** @throws CrixError with status 1 for what does not fit together */
function checkWords({ password, username, 'password-stdin': fromStdin }: LoginFlags): void {
  if (fromStdin && password !== undefined) {
    throw new CrixError('failure', '--password and --password-stdin are mutually exclusive');
  }
  if (fromStdin && !username) throw new CrixError('failure', 'Must provide --username with --password-stdin');
}

async function credentialsFor(
  context: Context,
  typed: LoginFlags,
  server: string,
  hasTerminal: boolean,
): Promise<Credentials> {
  const { io, signal } = context;
  if (typed['password-stdin']) {
    const text = Buffer.from(await io.readStdin()).toString('utf8');
    return { username: typed.username ?? '', password: text.replace(/\r?\n$/, '') };
  }
  if (typed.password !== undefined) {
    await io.stderr.write('WARNING! Using --password via the CLI is insecure. Use --password-stdin.\n');
    if (typed.username) return { username: typed.username, password: typed.password };
  }
  const kept = typed.username ? undefined : await keptLogin(context, server);
  if (kept?.username && kept.password !== undefined && typed.password === undefined) {
    await io.stderr.write('Authenticating with existing credentials...\n');
    return { username: kept.username, password: kept.password };
  }
  if (!hasTerminal) throw new CrixError('failure', 'Cannot perform an interactive login from a non TTY device');
  const username = typed.username || (await askName(context, kept?.username));
  const password = typed.password ?? (await askSecret(io, 'Password: ', signal));
  if (!password) throw new CrixError('failure', 'password is required');
  return { username, password };
}

async function askName({ io, signal }: Context, known: string | undefined): Promise<string> {
  await io.stderr.write(known ? `Username (${known}): ` : 'Username: ');
  const name = (await readLine(io.stdin(), signal)).trim() || known;
  if (!name) throw new CrixError('failure', 'username is required');
  return name;
}

async function warnOfFile({ io }: Context, path: string): Promise<void> {
  await io.stderr.write(
    `\nWARNING! Your credentials are stored unencrypted in '${path}'.\nConfigure a credential helper to remove this warning.\n\n`,
  );
}
