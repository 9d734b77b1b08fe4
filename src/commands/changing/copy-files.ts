import { resolve } from 'node:path';
import type { Context } from '../../cli/define.ts';
import { CrixError } from '../../errors.ts';
import type { Inside } from '../../inside/walk.ts';
import { withContainerTree } from '../../ops/files/container-tree.ts';
import { copyIn, copyOut, tarIn, tarOut } from '../../ops/files/copy.ts';
import type { CopyEnds } from '../../ops/files/ends.ts';
import { withContainer } from '../../ops/resolve.ts';
import { connectionOf } from '../../ops/sessions/streams.ts';
import { noTrustFiles } from '../../ops/sessions/trust.ts';

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
    if (done === undefined) await copyFromAfar(context, id, copy);
  });
}

/** What is typed at the end says whether a folder is meant; resolving would take it away. */
function absolute(outside: string): string {
  if (outside === '-') return outside;
  const end = /\/\.?$|^\.$/.exec(outside)?.[0] ?? '';
  return resolve(outside) + (end === '.' ? '/.' : end);
}

function inputOf(copy: Copy) {
  return { ...copy, describeInside: (path: string) => `the file ${path} in container ${copy.container}` };
}

function refuseTerminal({ io }: Context): void {
  if (!io.stdout.isTerminal) return;
  throw new CrixError('failure', 'refusing to write an archive to a terminal: send it to a file');
}

async function copyWith(context: Context, tree: Inside, copy: Copy): Promise<void> {
  const { io, signal, warn } = context;
  const input = inputOf(copy);
  const deps = { signal, note: warn };
  if (copy.outside !== '-') return copy.direction === 'in' ? copyIn(tree, input, deps) : copyOut(tree, input, deps);
  if (copy.direction === 'in') return tarIn(tree, input, io.stdin(), deps);
  refuseTerminal(context);
  for await (const piece of tarOut(tree, input)) await io.stdout.write(piece);
}

/** The same by programs of the container. */
async function copyFromAfar(context: Context, id: string, copy: Copy): Promise<void> {
  const [{ copyInByTar, copyOutByTar, tarInByTar, tarOutByTar }, { programsOf }] = await Promise.all([
    import('../../ops/files/by-tar.ts'),
    import('../../ops/files/programs.ts'),
  ]);
  const { io, signal, warn } = context;
  const { runtime } = await context.cri();
  const programs = programsOf(runtime, id, await connectionOf(context, noTrustFiles));
  const input = inputOf(copy);
  if (copy.direction === 'in') {
    await (copy.outside === '-' ? tarInByTar(programs, input, io.stdin()) : copyInByTar(programs, input));
    return;
  }
  if (copy.outside !== '-') return copyOutByTar(programs, input, { signal, note: warn });
  refuseTerminal(context);
  for await (const piece of tarOutByTar(programs, input)) await io.stdout.write(piece);
}
