import { Inside } from '../../inside/walk.ts';
import type { Entry } from './entry.ts';
import { FolderSink } from './folder-sink.ts';
import { entriesOf } from './folder-source.ts';
import { type Describe, findFolder, findSource, findTarget } from './places.ts';
import { entriesInTar } from './tar-read.ts';
import { tarOf } from './tar-write.ts';

export interface CopyInput {
  /** In the container. */
  inside: string;
  /** On this machine, absolute, with a slash at the end if one was typed. */
  outside: string;
  /** Copy what a link leads to instead of the link. */
  follows: boolean;
  describeInside: Describe;
}

export interface CopyDeps {
  signal: AbortSignal;
  note(line: string): Promise<void>;
}

export const describeOutside: Describe = (path) => path;

/** The caller owns what comes out, as with docker. */
export function copyOut(tree: Inside, input: CopyInput, deps: CopyDeps): Promise<void> {
  return withHost(async (host) => {
    const source = findSource(tree, input.inside, input.follows, input.describeInside);
    const { folder, called } = findTarget(host, input.outside, source, describeOutside);
    const sink = new FolderSink(host, folder, { keepsOwners: false, note: deps.note });
    await pour(entriesOf(tree, source.walked, called), sink, deps.signal);
  });
}

/** Owners keep their numbers. */
export function copyIn(tree: Inside, input: CopyInput, deps: CopyDeps): Promise<void> {
  return withHost(async (host) => {
    const source = findSource(host, input.outside, input.follows, describeOutside);
    const { folder, called } = findTarget(tree, input.inside, source, input.describeInside);
    const sink = new FolderSink(tree, folder, { keepsOwners: true, note: deps.note });
    await pour(entriesOf(host, source.walked, called), sink, deps.signal);
  });
}

export function tarOut(tree: Inside, input: Omit<CopyInput, 'outside'>): AsyncIterable<Uint8Array> {
  const { walked, base } = findSource(tree, input.inside, input.follows, input.describeInside);
  return tarOf(entriesOf(tree, walked, base === undefined ? [] : [base]));
}

export async function tarIn(
  tree: Inside,
  input: Pick<CopyInput, 'inside' | 'describeInside'>,
  archive: AsyncIterable<Uint8Array>,
  deps: CopyDeps,
): Promise<void> {
  const folder = findFolder(tree, input.inside, input.describeInside);
  await pour(entriesInTar(archive), new FolderSink(tree, folder, { keepsOwners: true, note: deps.note }), deps.signal);
}

async function withHost(body: (host: Inside) => Promise<void>): Promise<void> {
  const host = new Inside('/');
  try {
    await body(host);
  } finally {
    host.close();
  }
}

/** Writes all that comes. */
export async function pour(entries: AsyncIterable<Entry>, sink: FolderSink, signal: AbortSignal): Promise<void> {
  for await (const entry of entries) {
    signal.throwIfAborted();
    await sink.put(entry);
  }
  sink.finish();
}
