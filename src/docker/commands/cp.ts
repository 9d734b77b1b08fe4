import type { Context } from '../../cli/define.ts';
import { CrixError } from '../../errors.ts';
import type { Inside } from '../../inside/walk.ts';
import { withContainerTree } from '../../ops/files/container-tree.ts';
import { copyIn, copyOut, tarIn, tarOut } from '../../ops/files/copy.ts';
import { withContainer } from '../../ops/resolve.ts';
import { defineDockerCommand, type Facts } from '../define.ts';
import { type CopyEnds, copyEnds } from '../translate/copy.ts';
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
  translate({ flags, positionals: [source = '', target = ''] }, facts) {
    const ends = copyEnds(source, target);
    const copy = { ...ends, outside: outsideOf(ends, facts), follows: flags['follow-link'] };
    return {
      lines: explainCopy(copy),
      async perform(context) {
        const [{ runtime }, containerd] = [await context.cri(), await context.containerd()];
        try {
          await withContainer(runtime, ends.container, { names: true }, async (id) => {
            const done = await withContainerTree(runtime, containerd, id, (tree) => copyWith(context, tree, copy));
            if (done === undefined) throw elsewhere(ends.container);
          });
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

type Copy = CopyEnds & { follows: boolean };

/** What is typed at the end says whether a folder is meant; resolving would take it away. */
function outsideOf({ outside }: CopyEnds, facts: Facts): string {
  if (outside === '-') return outside;
  const end = /\/\.?$|^\.$/.exec(outside)?.[0] ?? '';
  return facts.absolute(outside) + (end === '.' ? '/.' : end);
}

async function copyWith(context: Context, tree: Inside, copy: Copy): Promise<void> {
  const { io, signal, warn } = context;
  const input = { ...copy, describeInside: (path: string) => `the file ${path} in container ${copy.container}` };
  const deps = { signal, note: warn };
  if (copy.outside !== '-') return copy.direction === 'in' ? copyIn(tree, input, deps) : copyOut(tree, input, deps);
  if (copy.direction === 'in') return tarIn(tree, input, io.stdin(), deps);
  if (io.stdout.isTerminal)
    throw new CrixError('failure', 'refusing to write an archive to a terminal: send it to a file');
  for await (const piece of tarOut(tree, input)) await io.stdout.write(piece);
}

function elsewhere(container: string): CrixError {
  return new CrixError('unsupported', `the files of container ${container} are not on this machine`, {
    hint: `where it has a tar program: crix exec ${container} tar -c -C FOLDER NAME, or crix exec -i ${container} tar -x -C FOLDER`,
  });
}

function explainCopy({ container, inside, outside, direction }: Copy) {
  const note = 'this needs a tar program in the container; crix walks its files from outside';
  const words =
    direction === 'in'
      ? ['exec', '-i', container, 'tar', '-x', '-C', inside]
      : [
          'exec',
          container,
          'tar',
          '-c',
          '-C',
          inside.replace(/\/[^/]*$/, '') || '/',
          inside.replace(/^.*\//, '') || '.',
        ];
  return [{ words, note: `${note}; archive ${direction === 'in' ? 'from' : 'to'} ${outside}` }];
}
