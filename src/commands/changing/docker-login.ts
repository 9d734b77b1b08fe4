import type { Context } from '../../cli/define.ts';
import type { RegistryAuth } from '../../config/registry-auth-file.ts';

/** Keeps credentials where docker does. @returns the file they can be read in; undefined when a helper keeps them */
export async function keepLogin(context: Context, server: string, auth: RegistryAuth): Promise<string | undefined> {
  const [{ storeLogin }, { runCredentialHelper }] = await modules();
  return storeLogin({ env: context.env, runHelper: runCredentialHelper }, server, auth);
}

export async function forgetLogin(context: Context, server: string): Promise<void> {
  const [{ eraseLogin }, { runCredentialHelper }] = await modules();
  await eraseLogin({ env: context.env, runHelper: runCredentialHelper }, server);
}

/** What docker's own file or helper has for a registry. */
export async function keptLogin(context: Context, server: string): Promise<RegistryAuth | undefined> {
  const [{ dockerConfigPath }, , { findStoredAuth }, { systemAuthSources }] = await modules();
  const sources = systemAuthSources(context.env, dockerConfigPath(context.env));
  const host = server.replace(/^https?:\/\//, '').replace(/\/.*$/, '');
  try {
    const { found } = await findStoredAuth(`${host}/any`, sources);
    return found?.auth;
  } catch {
    // There is no file yet, or none that can be read: what is typed decides.
    return undefined;
  }
}

function modules() {
  return Promise.all([
    import('../../config/registry-store.ts'),
    import('../../config/registry-auth-helper.ts'),
    import('../../config/registry-auth.ts'),
    import('../../config/registry-auth-system.ts'),
  ]);
}
