import type { Context } from '../../cli/define.ts';
import { CrixError } from '../../errors.ts';
import { getImageDetails } from '../../ops/images/config.ts';
import { type RemoveTaggedInput, removeTagged } from '../../ops/images/untag.ts';
import { defineDockerCommand } from '../define.ts';
import { referenceOf } from '../translate/reference.ts';

export const command = defineDockerCommand({
  summary: 'Remove images',
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  flags: {
    force: { type: 'boolean', short: 'f', help: 'Also when containers use it, and with all its names' },
    'no-prune': { type: 'boolean', help: 'Accepted: CRI has no untagged parents' },
  },
  arity: { min: 1 },
  translate({ flags, positionals }) {
    return {
      lines: [{ words: ['rmi', ...positionals], note: 'CRI removes an image with all its names' }],
      async perform(context) {
        let failures = 0;
        for (const word of positionals) {
          try {
            await remove(context, word, flags.force);
          } catch (error) {
            context.signal.throwIfAborted();
            const isMissing = error instanceof CrixError && error.kind === 'not-found';
            if (!(isMissing && flags.force)) failures++;
            await context.report(error);
          }
        }
        return failures === 0 ? 0 : 1;
      },
    };
  },
});

async function remove(context: Context, word: string, force: boolean): Promise<void> {
  const cri = await context.cri();
  const input: RemoveTaggedInput = { ...(await meant(context, word)), force };
  const { untagged, deleted } = await removeTagged(cri, await context.containerd(), input);
  const lines = [
    ...untagged.map((name) => `Untagged: ${name}`),
    ...(deleted === undefined ? [] : [`Deleted: ${deleted}`]),
  ];
  await context.io.stdout.write(lines.map((line) => `${line}\n`).join(''));
}

/** A short word of hexadecimal digits may be the beginning of an ID. */
async function meant(context: Context, word: string): Promise<Omit<RemoveTaggedInput, 'force'>> {
  const { full, shown, mayBeId } = referenceOf(word);
  if (mayBeId) {
    const { images } = await context.cri();
    const byId = await getImageDetails(images, word.replace(/^sha256:/, ''));
    if (byId !== undefined) return { reference: byId.image.id, typed: word, isId: true };
  }
  return { reference: full, typed: shown, isId: false };
}
