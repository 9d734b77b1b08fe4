import type { ImageHistory } from '../../ops/images/history.ts';
import { formatAge } from '../../output/ages.ts';
import type { RowFields } from '../../output/row-format.ts';
import { formatBytes } from '../../output/units.ts';
import { ellipsis } from '../shape/command-text.ts';
import { shortDockerId } from '../shape/names.ts';
import { documentTime } from '../shape/times.ts';

export const historyTable = 'table {{.ID}}\t{{.CreatedSince}}\t{{.CreatedBy}}\t{{.Size}}\t{{.Comment}}';

export const historyHeads: RowFields = {
  Comment: 'COMMENT',
  CreatedAt: 'CREATED AT',
  CreatedBy: 'CREATED BY',
  CreatedSince: 'CREATED',
  ID: 'IMAGE',
  Size: 'SIZE',
};

export interface HistoryLook {
  now: bigint;
  noTrunc: boolean;
  /** Sizes and ages in words instead of bytes and times. */
  human: boolean;
}

const shownCommand = 45;
const SECOND = 1_000_000_000n;
const UNKNOWN = 'N/A';

/** A row for each step, the last one first: it is the image, the others have no names of their own. */
export function historyRows({ image, steps }: ImageHistory, { now, noTrunc, human }: HistoryLook): RowFields[] {
  return steps.map(({ created, createdBy, comment, size }, at) => {
    const command = createdBy.replaceAll('\t', ' ');
    const createdAt = created === undefined ? UNKNOWN : documentTime(created - (created % SECOND));
    return {
      Comment: comment,
      CreatedAt: createdAt,
      CreatedBy: noTrunc ? command : ellipsis(command, shownCommand),
      CreatedSince: created !== undefined && human ? formatAge(created, now) : createdAt,
      ID: at > 0 ? '<missing>' : noTrunc ? image.id : shortDockerId(image.id),
      Size: sizeText(size, human),
    };
  });
}

function sizeText(size: bigint | undefined, human: boolean): string {
  if (size === undefined) return UNKNOWN;
  return human ? formatBytes(size, 3) : String(size);
}
