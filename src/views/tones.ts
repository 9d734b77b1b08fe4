import type { Tone } from '../output/paint.ts';

const STATE_TONES: Readonly<Record<string, Tone>> = {
  Running: 'good',
  Ready: 'good',
  Created: 'new',
  Exited: 'over',
  NotReady: 'bad',
  Unknown: 'bad',
};

/** What a cell of a list means, by the column's head; most cells mean nothing in particular. */
export function toneOf(head: string, cell: string): Tone | undefined {
  switch (head) {
    case 'STATE':
      return STATE_TONES[/^\w*/.exec(cell)?.[0] ?? ''];
    case 'EXIT':
      return /^[1-9]/.test(cell) ? 'bad' : undefined;
    case 'REASON':
      return cell === '-' || cell === 'Completed' ? undefined : 'bad';
    default:
      return undefined;
  }
}
