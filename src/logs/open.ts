import { existsSync, fstatSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type FollowDeps, followSource } from './follow.ts';
import { newLine, parseLine } from './line.ts';
import type { LineSelection } from './render.ts';
import { listRotations, type Rotation } from './rotation.ts';
import { type ByteSource, fileSource, gzipSource, joinedSource, lineChunks, openLogFile, sizeOf } from './source.ts';
import { isBefore, StampReader } from './stamp.ts';
import { type Counts, tailStart } from './tail.ts';

export interface LogRange extends Pick<LineSelection, 'since' | 'until' | 'stream'> {
  /** The last so many records; absent: all of the current file. */
  tail?: number;
  /** Go on when the end of the file is reached. */
  follow?: FollowDeps;
}

const missingPollMs = 100;

/**
 * The bytes of a container's log at and behind the first line that is asked for. Rotated files are read when `tail` or
 * `since` reach back to them. @throws CrixError when the file is not there
 */
export async function openLog(path: string, range: LogRange): Promise<ByteSource> {
  const file = await openCurrent(path, range.follow);
  const { tail, since } = range;
  const counts = countsFor(range);
  const start = tail === undefined ? { offset: 0, found: 0 } : tailStart(file, sizeOf(file), tail, counts);
  // If the file was rotated after it was opened, it is among the older ones now.
  const older = listRotations(path).filter((rotation) => !isSameFile(rotation.path, file));
  const current = range.follow
    ? followSource({ path, file, offset: start.offset, newestRotation: older.at(-1)?.stamp ?? '' }, range.follow)
    : fileSource(file, start.offset);
  if (tail !== undefined) return joinedSource([...(await lastLinesOf(older, tail - start.found, counts)), current]);
  if (since === undefined) return current;
  const recent = older.filter(({ path }) => modifiedSeconds(path) >= since.seconds);
  return joinedSource([...recent.map((rotation) => wholeSource(rotation)), current]);
}

/**
 * In the middle of a rotation, and before a container starts, there is no file for a while: a follow waits for it. Not so
 * where its folder is missing too: the container is on another host then, or its log is gone for good.
 */
async function openCurrent(path: string, follow: FollowDeps | undefined): Promise<number> {
  while (follow !== undefined && !existsSync(path) && existsSync(dirname(path))) {
    if (await follow.isOver()) break;
    await setTimeout(missingPollMs, undefined, { signal: follow.signal }).catch(() => {});
  }
  return openLogFile(path);
}

function wholeSource({ path, isGzip }: Rotation): ByteSource {
  return isGzip ? gzipSource(path) : fileSource(openLogFile(path), 0);
}

/** Sources for the last `wanted` lines of the rotated files together. */
async function lastLinesOf(
  older: readonly Rotation[],
  wanted: number,
  counts: Counts | undefined,
): Promise<ByteSource[]> {
  const sources: ByteSource[] = [];
  let missing = wanted;
  for (const { path, isGzip } of older.toReversed()) {
    if (missing <= 0) break;
    if (isGzip) {
      const start = await packedTailStart(path, missing, counts);
      sources.unshift(gzipSource(path, start.offset));
      missing -= start.found;
    } else {
      const file = openLogFile(path);
      const start = tailStart(file, sizeOf(file), missing, counts);
      sources.unshift(fileSource(file, start.offset));
      missing -= start.found;
    }
  }
  return sources;
}

/** As tailStart, for a file that can only be read from its beginning. */
async function packedTailStart(path: string, wanted: number, counts: Counts = () => true) {
  const starts: number[] = [];
  let base = 0;
  for await (const { bytes, end } of lineChunks(gzipSource(path))) {
    for (let start = 0; start < end; ) {
      const next = bytes.indexOf(10, start) + 1 || end;
      const stop = Math.min(next, end);
      if (counts(bytes, start, stop)) starts.push(base + start);
      start = stop;
    }
    base += end;
    if (starts.length > 2 * wanted) starts.splice(0, starts.length - wanted);
  }
  const last = starts.slice(-wanted);
  return { offset: last[0] ?? base, found: last.length };
}

/** With --until or --stream, only lines that will be shown are counted. */
function countsFor({ until, stream }: LogRange): Counts | undefined {
  if (until === undefined && stream === undefined) return undefined;
  const line = newLine();
  const stamp = new StampReader();
  return (bytes, start, end) => {
    if (!parseLine(bytes, start, end, line)) return false;
    if (stream !== undefined && line.stream !== stream) return false;
    return until === undefined || (stamp.read(bytes, line) && !isBefore(until, stamp));
  };
}

function isSameFile(path: string, file: number): boolean {
  const one = statSync(path, { throwIfNoEntry: false });
  return one !== undefined && one.ino === fstatSync(file).ino;
}

function modifiedSeconds(path: string): number {
  return (statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0) / 1000;
}
