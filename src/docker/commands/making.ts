import type { Context } from '../../cli/define.ts';
import { tidyUp } from '../../commands/changing/make-flags.ts';
import { CrixError } from '../../errors.ts';
import { type AloneInput, defaultPlaces } from '../../ops/containers/alone.ts';
import { claimIdFile } from '../../ops/containers/cid-file.ts';
import { type Alone, createAlone } from '../../ops/containers/create-alone.ts';
import type { ImageDetails } from '../../ops/images/config.ts';
import { ensureImage } from '../../ops/images/ensure.ts';
import { isolatePod } from '../../ops/pods/isolate.ts';
import { referenceOf } from '../translate/reference.ts';
import { pullAsDocker } from './pulling.ts';

export interface Making {
  input: AloneInput;
  /** File for the container's ID. */
  idFile: string | undefined;
  isQuiet: boolean;
}

/** Makes the container of run and create, pulling its image as they do. @throws CrixError */
export async function make(context: Context, { input, idFile, isQuiet }: Making): Promise<Alone> {
  const claim = idFile === undefined ? undefined : claimIdFile(idFile);
  try {
    const { runtime } = await context.cri();
    const made = await createAlone({ runtime }, input, {
      timeoutMs: context.settings.timeoutMs,
      signal: context.signal,
      places: defaultPlaces,
      image: () => imageFor(context, input, isQuiet),
      isolate: (podId) => isolatePod(runtime, podId),
      tidy: tidyUp(context),
    });
    claim?.write(made.id);
    return made;
  } catch (error) {
    claim?.giveUp();
    throw error;
  }
}

async function imageFor(context: Context, input: AloneInput, isQuiet: boolean): Promise<ImageDetails> {
  const { images } = await context.cri();
  const reference = referenceOf(input.image);
  const wish = { reference: reference.full, typed: reference.shown, policy: input.pull };
  if (reference.mayBeId) {
    const { getImageDetails } = await import('../../ops/images/config.ts');
    const byId = await getImageDetails(images, input.image.replace(/^sha256:/, ''));
    if (byId !== undefined) return byId;
  }
  return ensureImage(images, wish, async (full, isMissing) => {
    const { stderr } = context.io;
    if (isMissing) await stderr.write(`Unable to find image '${reference.shown}' locally\n`);
    const { outcome } = await pullAsDocker(context, full, reference.shown);
    if (!isQuiet) await stderr.write(outcome);
  });
}

/** What run answers with where docker itself, not the program, failed. */
const refusedStatus = 125;

/** An error of run that has no status of its own. */
export function asRunRefusal(error: unknown): unknown {
  if (!(error instanceof CrixError) || error.status !== undefined) return error;
  const { kind, message, hint, code } = error;
  return new CrixError(kind, message, {
    status: refusedStatus,
    ...(hint === undefined ? {} : { hint }),
    ...(code === undefined ? {} : { code }),
    cause: error.cause,
  });
}
