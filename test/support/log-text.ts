// Random container logs, and what a reader must make of them, said as plainly as possible.

/** Numbers from 0 up to but not including `below`; the same for the same seed. */
export type Dice = (below: number) => number;

export function dice(seed: number): Dice {
  let state = seed * 2_654_435_761 + 1;
  return (below) => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 0x9e3779b9) | 0;
    state ^= state >>> 13;
    return (state >>> 0) % below;
  };
}

export interface Entry {
  seconds: number;
  stream: 'stdout' | 'stderr';
  partial: boolean;
  /** Latin-1: any bytes but newlines. */
  text: string;
  json: boolean;
}

export function randomEntries(roll: Dice, count: number): Entry[] {
  const hasPartials = roll(3) > 0;
  const hasJson = roll(3) === 0;
  return Array.from({ length: count }, (_, index) => ({
    seconds: index,
    stream: roll(4) === 0 ? ('stderr' as const) : ('stdout' as const),
    partial: hasPartials && roll(4) === 0,
    text: randomText(roll, roll(20) === 0 ? 400 : 40),
    json: hasJson && roll(5) === 0,
  }));
}

function randomText(roll: Dice, below: number): string {
  return Array.from({ length: roll(below) }, () =>
    String.fromCharCode([13, 0, 32, 65, 255, 97 + roll(26)][roll(6)] as number),
  ).join('');
}

export function stampOf({ seconds }: Entry): string {
  return new Date(1_420_070_400_000 + seconds * 1000).toISOString().slice(0, 19);
}

/** The file as the runtime writes it. */
export function toLogFile(entries: readonly Entry[]): Buffer {
  return Buffer.concat(
    entries.map((entry) => {
      if (entry.json) {
        const log = entry.text + (entry.partial ? '' : '\n');
        return Buffer.from(`${JSON.stringify({ log, stream: entry.stream, time: `${stampOf(entry)}.5Z` })}\n`);
      }
      return Buffer.from(`${stampOf(entry)}.5Z ${entry.stream} ${entry.partial ? 'P' : 'F'} ${entry.text}\n`, 'latin1');
    }),
  );
}

/** What each stream shows, in Latin-1. */
export function expectedText(entries: readonly Entry[], timestamps = false): { stdout: string; stderr: string } {
  const shown = { stdout: '', stderr: '' };
  const starts = { stdout: true, stderr: true };
  for (const entry of entries) {
    if (timestamps && starts[entry.stream]) shown[entry.stream] += `${stampOf(entry)}.500000000Z `;
    const text = entry.json ? Buffer.from(entry.text).toString('latin1') : entry.text;
    shown[entry.stream] += text + (entry.partial ? '' : '\n');
    starts[entry.stream] = !entry.partial;
  }
  return shown;
}
