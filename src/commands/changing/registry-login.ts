import type { Args, Context, Flags } from '../../cli/define.ts';
import type { RegistryAuth } from '../../config/registry-auth-file.ts';
import { CrixError, usageError } from '../../errors.ts';

/** What pull, create and run offer to say who is pulling. */
export const loginFlags = {
  creds: {
    type: 'string',
    env: 'CRICTL_CREDS',
    metavar: 'USER[:PASSWORD]',
    help: 'Credentials for the registry; they show in the process list, the environment variable does not',
  },
  auth: {
    type: 'string',
    env: 'CRICTL_AUTH',
    metavar: 'BASE64',
    help: 'Credentials for the registry as base64 of USER:PASSWORD',
  },
  username: { type: 'string', short: 'u', metavar: 'USER', help: 'User of the registry; asks for the password' },
  authfile: {
    type: 'string',
    beyond: true,
    metavar: 'FILE',
    help: "Take stored credentials from this file only, in docker's or podman's format",
  },
  'no-auth-file': {
    type: 'boolean',
    beyond: true,
    help: 'Do not look for credentials that docker or podman stored',
  },
} as const satisfies Flags;

/** Credentials for each image of a command, or the wish to pull without any. */
export type Login = (image: string) => Promise<({ auth?: string } & RegistryAuth) | undefined>;

/** Reads what was given, asks for a password if need be; files and helpers are only asked when an image is pulled. */
export async function readLogin(context: Context, { flags }: Pick<Args<typeof loginFlags>, 'flags'>): Promise<Login> {
  const given = chooseKind(context, flags);
  if (given?.kind === 'creds') {
    const { parseCreds } = await import('../../config/registry-auth.ts');
    const parsed = parseCreds(given.value);
    return async () => parsed;
  }
  if (given?.kind === 'auth') return async () => ({ auth: given.value });
  if (given?.kind === 'username') {
    const password = await askPassword(context, given.value);
    return async () => ({ username: given.value, password });
  }
  if (flags['no-auth-file']) return async () => undefined;
  return (image) => storedLogin(context, image, flags.authfile);
}

type Kind = 'creds' | 'auth' | 'username';

/** What was typed goes before what the environment says. @throws CrixError of kind usage when two kinds are left */
function chooseKind(
  { env }: Context,
  flags: Partial<Record<Kind, string | undefined>>,
): { kind: Kind; value: string } | undefined {
  const kinds = (['creds', 'auth', 'username'] as const).map((kind) => ({ kind, value: flags[kind] ?? '' }));
  const given = kinds.filter(({ value }) => value !== '');
  const typed = given.filter(({ kind, value }) => kind === 'username' || env[loginFlags[kind].env] !== value);
  const [first, second] = typed.length > 0 ? typed : given;
  if (first !== undefined && second !== undefined) {
    throw usageError(`--${first.kind} and --${second.kind} exclude each other, environment included`);
  }
  return first;
}

async function askPassword({ io, signal }: Context, username: string): Promise<string> {
  const { askSecret } = await import('./ask-secret.ts');
  const password = await askSecret(io, `Password of ${JSON.stringify(username)}: `, signal);
  if (password !== undefined) return password;
  throw new CrixError('failure', 'cannot ask for the password of --username: standard input is not a terminal', {
    hint: 'give it by CRICTL_CREDS=USER:PASSWORD in the environment',
  });
}

async function storedLogin(
  context: Context,
  image: string,
  authFile: string | undefined,
): Promise<RegistryAuth | undefined> {
  const [{ findStoredAuth }, { systemAuthSources }] = await Promise.all([
    import('../../config/registry-auth.ts'),
    import('../../config/registry-auth-system.ts'),
  ]);
  const { found, problems } = await findStoredAuth(image, systemAuthSources(context.env, authFile));
  for (const problem of problems) await context.warn(problem);
  context.debug(found === undefined ? `no stored credentials for ${image}` : `credentials for ${image}: ${found.from}`);
  return found?.auth;
}
