import type { Context } from '../../cli/define.ts';
import { pullShowingProgress } from '../../commands/changing/pull-image.ts';
import { readLogin } from '../../commands/changing/registry-login.ts';
import { lookUpImages } from '../../ops/images/look-up.ts';
import { digestIn } from '../shape/digests.ts';
import { pullFailure } from '../translate/reference.ts';

export interface Pulled {
  /** `Digest: …` and `Status: …`, as docker ends a pull. */
  outcome: string;
}

/** Pulls with the credentials that docker's files hold. @throws CrixError in docker's words */
export async function pullAsDocker(context: Context, full: string, shown: string): Promise<Pulled> {
  const flags = { creds: undefined, auth: undefined, username: undefined, authfile: undefined, 'no-auth-file': false };
  const login = await readLogin(context, { flags });
  const { images } = await context.cri();
  const before = (await lookUpImages(images, [full])).get(full)?.id;
  try {
    await pullShowingProgress(context, { image: { image: full }, sandboxConfig: undefined, login, timeoutMs: 0 });
  } catch (error) {
    throw pullFailure(shown, error);
  }
  const { image } = await images.imageStatus({ image: { image: full } });
  const digest = image === undefined ? undefined : digestIn(image, full);
  const status = image?.id === before ? 'Image is up to date' : 'Downloaded newer image';
  return { outcome: `${digest === undefined ? '' : `Digest: ${digest}\n`}Status: ${status} for ${shown}\n` };
}
