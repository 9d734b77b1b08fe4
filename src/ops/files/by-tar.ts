import { posix } from 'node:path';
import { CrixError } from '../../errors.ts';
import { Inside } from '../../inside/walk.ts';
import { type CopyDeps, type CopyInput, describeOutside, pour } from './copy.ts';
import type { Entry } from './entry.ts';
import { FolderSink } from './folder-sink.ts';
import { entriesOf } from './folder-source.ts';
import { findSource, findTarget } from './places.ts';
import { entriesInTar } from './tar-read.ts';
import { tarOf } from './tar-write.ts';

/** Programs of a container whose files are out of reach. */
export interface Programs {
  /** The exit code of one that says nothing. */
  status(command: readonly string[]): Promise<number>;
  /** What one prints. @throws CrixError with its own words when it fails */
  read(command: readonly string[]): AsyncIterable<Uint8Array>;
  /** Feeds one. @throws CrixError with its own words when it fails */
  write(command: readonly string[], input: AsyncIterable<Uint8Array>): Promise<void>;
}

/** As copyOut, by the container's tar. */
export async function copyOutByTar(programs: Programs, input: CopyInput, deps: CopyDeps): Promise<void> {
  const host = new Inside('/');
  try {
    const source = await remoteSource(programs, input);
    const { folder, called } = findTarget(host, input.outside, source, describeOutside);
    const entries = renamed(entriesInTar(programs.read(source.command)), source.base, called);
    await pour(entries, new FolderSink(host, folder, { keepsOwners: false, note: deps.note }), deps.signal);
  } finally {
    host.close();
  }
}

/** As copyIn, by the container's tar. */
export async function copyInByTar(programs: Programs, input: CopyInput): Promise<void> {
  const host = new Inside('/');
  try {
    const source = findSource(host, input.outside, input.follows, describeOutside);
    const { folder, called } = await remoteTarget(programs, input, source);
    await programs.write(unpackIn(folder), tarOf(entriesOf(host, source.walked, called)));
  } finally {
    host.close();
  }
}

/** As tarOut. */
export async function* tarOutByTar(programs: Programs, input: Omit<CopyInput, 'outside'>): AsyncGenerator<Uint8Array> {
  yield* programs.read((await remoteSource(programs, input)).command);
}

/** As tarIn. */
export async function tarInByTar(
  programs: Programs,
  { inside, describeInside }: Pick<CopyInput, 'inside' | 'describeInside'>,
  archive: AsyncIterable<Uint8Array>,
): Promise<void> {
  if (!(await is(programs, '-d', inside))) {
    throw new CrixError('failure', `${describeInside(inside)} is not a directory`);
  }
  await programs.write(unpackIn(rooted(inside)), archive);
}

interface RemoteSource {
  /** Packs it. */
  command: readonly string[];
  /** Undefined: only what is in it. */
  base: string | undefined;
  isFolder: boolean;
}

async function remoteSource(programs: Programs, input: Omit<CopyInput, 'outside'>): Promise<RemoteSource> {
  const { inside, follows, describeInside } = input;
  const asFolder = /(^|\/)\.?$/.test(inside);
  const path = rooted(inside);
  const isThere = (await is(programs, '-e', path)) || (!follows && (await is(programs, '-L', path)));
  if (!isThere) throw new CrixError('not-found', `could not find ${describeInside(inside)}`);
  const isLink = !asFolder && !follows && (await is(programs, '-L', path));
  const isFolder = !isLink && (await is(programs, '-d', path));
  if (asFolder && !isFolder) throw new CrixError('failure', `${describeInside(inside)} is not a directory`);
  const pack = ['tar', '-c', ...(follows ? ['-h'] : []), '-f', '-'];
  const name = posix.basename(path);
  if (name === '' || /(^|\/)\.$/.test(inside))
    return { command: [...pack, '-C', path, '.'], base: undefined, isFolder };
  // A link that is meant as a folder is packed as what it leads to.
  if (asFolder) return { command: [...pack, '-C', path, '.'], base: name, isFolder };
  return { command: [...pack, '-C', posix.dirname(path), '--', name], base: name, isFolder };
}

async function remoteTarget(
  programs: Programs,
  { inside, describeInside }: CopyInput,
  { base, isFolder }: Pick<RemoteSource, 'base' | 'isFolder'>,
): Promise<{ folder: string; called: readonly string[] }> {
  const path = rooted(inside);
  if (await is(programs, '-d', path)) return { folder: path, called: base === undefined ? [] : [base] };
  const isThere = await is(programs, '-e', path);
  if (isThere && isFolder) throw new CrixError('failure', `cannot copy directory to ${describeInside(inside)}`);
  if (inside.endsWith('/') && (isThere || !isFolder)) {
    throw new CrixError('failure', `${describeInside(inside)} is not a directory`);
  }
  const folder = posix.dirname(path);
  if (!(await is(programs, '-d', folder))) throw new CrixError('not-found', `could not find ${describeInside(inside)}`);
  return { folder, called: [posix.basename(path)] };
}

function rooted(path: string): string {
  return posix.normalize(`/${path}`).replace(/(?<=.)\/+$/, '');
}

function unpackIn(folder: string): readonly string[] {
  return ['tar', '-x', '-f', '-', '-C', folder];
}

async function is(programs: Programs, kind: '-d' | '-e' | '-L', path: string): Promise<boolean> {
  const status = await programs.status(['test', kind, path]);
  if (status > 1)
    throw new CrixError('failure', 'the container has no test program: its files cannot be copied from here');
  return status === 0;
}

/** What was packed under one name, or as what is in a folder, under another. */
async function* renamed(
  entries: AsyncIterable<Entry>,
  base: string | undefined,
  called: readonly string[],
): AsyncGenerator<Entry> {
  const under = (path: readonly string[]): string[] => [...called, ...(path[0] === base ? path.slice(1) : path)];
  for await (const entry of entries) {
    const target = entry.kind === 'hard-link' ? under(partsOf(entry.target)).join('/') : entry.target;
    yield { ...entry, path: under(entry.path), target };
  }
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '' && part !== '.');
}
