import { copyFileSync, existsSync } from 'node:fs';
import { writeAtomically } from '../config/edit.ts';
import { CrixError } from '../errors.ts';
import type { Fix } from './finding.ts';
import { Host } from './host.ts';

/** Writes a fix, with a copy of the old file beside it; returns the copy's path. @throws CrixError */
export function applyFix(fix: Fix, now: bigint): string | undefined {
  // Between the look and the answer somebody else may have edited the file.
  if (new Host('').read(fix.file) !== fix.before) {
    throw new CrixError('failure', `${fix.file} has changed meanwhile: nothing was written`, {
      hint: 'run crix doctor again',
    });
  }
  const backup = fix.before === undefined ? undefined : freeName(`${fix.file}.before-crix-${stamp(now)}`);
  if (backup !== undefined) copyFileSync(fix.file, backup);
  writeAtomically(fix.file, fix.after);
  return backup;
}

function stamp(now: bigint): string {
  return new Date(Number(now / 1_000_000n)).toISOString().replace(/[-:]|\..*/g, '');
}

function freeName(path: string): string {
  for (let count = 0; ; count++) {
    const name = count === 0 ? path : `${path}.${count}`;
    if (!existsSync(name)) return name;
  }
}

/** The lines that a fix takes away and adds, as a diff shows them. */
export function diffLines({ before = '', after }: Fix): string[] {
  const [old, fresh] = [before, after].map((text) => text.split('\n')) as [string[], string[]];
  let start = 0;
  while (start < old.length && start < fresh.length && old[start] === fresh[start]) start++;
  let end = 0;
  while (end < old.length - start && end < fresh.length - start && old.at(-1 - end) === fresh.at(-1 - end)) end++;
  return [
    ...old.slice(start, old.length - end).map((line) => `- ${line}`),
    ...fresh.slice(start, fresh.length - end).map((line) => `+ ${line}`),
  ];
}
