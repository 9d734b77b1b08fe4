import { shortId } from '../model/ids.ts';
import type { ImageHistory } from '../ops/images/history.ts';
import { formatAge } from '../output/ages.ts';
import { formatRfc3339 } from '../output/times.ts';
import { formatBytes } from '../output/units.ts';
import { NOTHING } from './columns.ts';
import type { Look } from './look.ts';

const LONGEST_COMMAND = 60;
const SIZE_DIGITS = 3;

/** The head and a row for each step, the last one first. */
export function historyRows({ image, steps }: ImageHistory, { now, noTrunc }: Look): string[][] {
  const rows = steps.map(({ created, createdBy, comment, size }, at) => [
    at === 0 ? (noTrunc ? image.id : shortId(image.id)) : '',
    created === undefined ? NOTHING : formatAge(created, now),
    size === undefined ? NOTHING : formatBytes(size, SIZE_DIGITS),
    noTrunc ? createdBy : ellipsis(createdBy.replace(/\s+/g, ' ')),
    comment,
  ]);
  return [['IMAGE ID', 'CREATED', 'SIZE', 'CREATED BY', 'COMMENT'], ...rows];
}

function ellipsis(text: string): string {
  const characters = [...text];
  return characters.length <= LONGEST_COMMAND ? text : `${characters.slice(0, LONGEST_COMMAND - 1).join('')}…`;
}

export function historyDocument({ image, steps }: ImageHistory): object {
  return {
    id: image.id,
    history: steps.map(({ created, createdBy, comment, size }) => ({
      created: created === undefined ? null : formatRfc3339(created),
      createdBy,
      comment,
      size: size === undefined ? null : String(size),
    })),
  };
}
