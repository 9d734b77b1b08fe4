import { formatGoTime, UNSET_TIME } from '../../output/times.ts';

const second = 1_000_000_000n;

/** A time as docker's lists show it: `2006-01-02 15:04:05 +0000 UTC`. */
export function dockerTime(nanoseconds: bigint): string {
  return formatGoTime(nanoseconds - (nanoseconds % second));
}

/** A time as docker's documents show it: in UTC, with nanoseconds; 0 is a time that was never set. */
export function documentTime(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return UNSET_TIME;
  const seconds = new Date(Number(nanoseconds / 1_000_000n)).toISOString().slice(0, 19);
  const fraction = String(nanoseconds % second)
    .padStart(9, '0')
    .replace(/0+$/, '');
  return `${seconds}${fraction === '' ? '' : `.${fraction}`}Z`;
}

/** The same with all nine digits of the fraction, as docker's streams show it. */
export function longTime(nanoseconds: bigint): string {
  const seconds = new Date(Number(nanoseconds / 1_000_000n)).toISOString().slice(0, 19);
  return `${seconds}.${String(nanoseconds % second).padStart(9, '0')}Z`;
}
