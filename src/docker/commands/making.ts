import type { Context } from '../../cli/define.ts';
import { pullShowingProgress } from '../../commands/changing/pull-image.ts';
import { readLogin } from '../../commands/changing/registry-login.ts';
import { CrixError } from '../../errors.ts';
import { type Alone, type AloneInput, createAlone, defaultPlaces } from '../../ops/containers/alone.ts';
import type { ImageDetails } from '../../ops/images/config.ts';
import { ensureImage } from '../../ops/images/ensure.ts';
import { pullFailure, referenceOf } from '../translate/reference.ts';

/** Makes the container of run and create, pulling its image as they do. @throws CrixError */
export async function make(context: Context, input: AloneInput): Promise<Alone> {
  const cri = await context.cri();
  return createAlone(cri, input, {
    timeoutMs: context.settings.timeoutMs * 5,
    signal: context.signal,
    places: defaultPlaces,
    image: () => imageFor(context, input),
    isolate: async () => {
      throw new CrixError('unsupported', '--network none is not there yet', { status: 125 });
    },
    note: context.warn,
  });
}

async function imageFor(context: Context, input: AloneInput): Promise<ImageDetails> {
  const { images } = await context.cri();
  const reference = referenceOf(input.image);
  const wish = { reference: reference.full, typed: reference.shown, policy: input.pull };
  if (reference.mayBeId) {
    const { getImageDetails } = await import('../../ops/images/config.ts');
    const byId = await getImageDetails(images, input.image.replace(/^sha256:/, ''));
    if (byId !== undefined) return byId;
  }
  return ensureImage(images, wish, async (full, isMissing) => {
    if (isMissing) await context.io.stderr.write(`Unable to find image '${reference.shown}' locally\n`);
    await pullAsDocker(context, full, reference.shown);
  });
}

/** Pulls with the credentials that docker's files hold. @throws CrixError in docker's words */
export async function pullAsDocker(context: Context, full: string, shown: string): Promise<string> {
  const flags = { creds: undefined, auth: undefined, username: undefined, authfile: undefined, 'no-auth-file': false };
  const login = await readLogin(context, { flags });
  try {
    return await pullShowingProgress(context, {
      image: { image: full },
      sandboxConfig: undefined,
      login,
      timeoutMs: 0,
    });
  } catch (error) {
    throw pullFailure(shown, error);
  }
}
