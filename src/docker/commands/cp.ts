import { copyFiles } from '../../commands/changing/copy-files.ts';
import { CrixError } from '../../errors.ts';
import { copyEnds } from '../../ops/files/ends.ts';
import { defineDockerCommand } from '../define.ts';
import { inDockersWords } from './each-named.ts';

export const command = defineDockerCommand({
  summary: 'Copy files between a container and this machine',
  usage: '[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n       docker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH',
  flags: {
    archive: { type: 'boolean', short: 'a', help: 'Accepted: owners are kept as docker keeps them' },
    'follow-link': { type: 'boolean', short: 'L', help: 'Copy what a link at SRC_PATH leads to' },
    quiet: { type: 'boolean', short: 'q', help: 'Accepted: nothing is shown anyway' },
  },
  arity: { min: 2, max: 2 },
  translate({ flags, positionals: [source = '', target = ''] }) {
    const ends = copyEnds(source, target);
    const copy = { ...ends, follows: flags['follow-link'] };
    return {
      lines: [{ words: ['cp', ...(flags['follow-link'] ? ['-L'] : []), source, target] }],
      async perform(context) {
        try {
          await copyFiles(context, copy);
        } catch (error) {
          // Of files that are missing the message says so itself.
          const isFile = error instanceof CrixError && error.code === undefined && error.cause === undefined;
          throw isFile ? error : inDockersWords(ends.container, error);
        }
        return 0;
      },
    };
  },
});
