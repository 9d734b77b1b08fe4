import { CrixError } from '../../errors.ts';
import { defineDockerCommand } from '../define.ts';
import { checkPlatform } from '../translate/platform.ts';
import { referenceOf } from '../translate/reference.ts';
import { pullAsDocker } from './pulling.ts';

export const command = defineDockerCommand({
  summary: 'Fetch an image from a registry',
  usage: '[OPTIONS] NAME[:TAG|@DIGEST]',
  flags: {
    'all-tags': { type: 'boolean', short: 'a', help: 'Not with CRI: it pulls one image at a time' },
    'disable-content-trust': { type: 'boolean', default: true, help: 'Accepted: the runtime verifies images' },
    platform: { type: 'string', help: "Accepted when it is the node's own" },
    quiet: { type: 'boolean', short: 'q', help: 'Print the reference alone' },
  },
  arity: { min: 1, max: 1 },
  translate({ flags, positionals: [word = ''] }, facts) {
    const { full, shown, isDefaultTag } = referenceOf(word);
    if (flags['all-tags']) {
      throw new CrixError('unsupported', '--all-tags: CRI pulls one image at a time', {
        hint: '`skopeo list-tags` lists them',
      });
    }
    checkPlatform(flags.platform, facts.architecture);
    return {
      lines: [{ words: ['pull', full] }],
      async perform(context) {
        const { stdout } = context.io;
        if (isDefaultTag && !flags.quiet) await stdout.write('Using default tag: latest\n');
        const { outcome } = await pullAsDocker(context, full, shown);
        await stdout.write(`${flags.quiet ? '' : outcome}${full}\n`);
        return 0;
      },
    };
  },
});
