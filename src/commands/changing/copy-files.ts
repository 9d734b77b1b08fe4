import { resolve } from 'node:path';
import type { Context } from '../../cli/define.ts';
import { CrixError } from '../../errors.ts';
import type { Inside } from '../../inside/walk.ts';
import { withContainerTree } from '../../ops/files/container-tree.ts';
import { copyIn, copyOut, tarIn, tarOut } from '../../ops/files/copy.ts';
import type { CopyEnds } from '../../ops/files/ends.ts';
import { withContainer } from '../../ops/resolve.ts';

export type Copy = CopyEnds & {
  /** Copy what a link at the source leads to. */
  follows: boolean;
};

/** Copies between a container and this machine, or an archive on our own input or output. @throws CrixError */
export async function copyFiles(context: Context, ends: Copy): Promise<void> {
  const { container } = ends;
  const copy = { ...ends, outside: absolute(ends.outside) };
  const { runtime } = await context.cri();
  const containerd = await context.containerd();
  await withContainer(runtime, container, { names: true, preferRunning: true }, async (id) => {
    const done = await withContainerTree(runtime, containerd, id, (tree) => copyWith(context, tree, copy));
    if (done === undefined) throw elsewhere(container);
  });
}

/** What is typed at the end says whether a folder is meant; resolving would take it away. */
function absolute(outside: string): string {
  if (outside === '-') return outside;
  const end = /\/\.?$|^\.$/.exec(outside)?.[0] ?? '';
  return resolve(outside) + (end === '.' ? '/.' : end);
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
