import { CrixError } from '../errors.ts';
import { parseDuration } from './go-values.ts';

const second = 1_000_000_000n;
const dateTime = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d)(?::(\d\d)(?::(\d\d)(?:\.(\d{1,9})\d*)?)?)?)?(Z|[+-]\d\d:\d\d)?$/;

/**
 * A point in time as --since and --until take it: a duration before `now`, an RFC 3339 time or the beginning of one
 * (without a zone: local time, as docker reads it), or seconds since 1970.
 */
export function parseMoment(text: string, now: bigint, flag = '--since'): bigint {
  const moment = agoOf(text, now) ?? dateOf(text) ?? secondsOf(text);
  if (moment !== undefined) return moment;
  throw new CrixError('usage', `invalid value ${JSON.stringify(text)} for flag ${flag}`, { hint: hintFor(text) });
}

function hintFor(text: string): string {
  const days = /^(\d+)d$/.exec(text)?.[1];
  if (days !== undefined) return `durations have no days: write ${Number(days) * 24}h`;
  return 'write a duration such as 90s or 2h30m, a time such as 2026-01-31T08:00:00Z, a date, or seconds since 1970';
}

function agoOf(text: string, now: bigint): bigint | undefined {
  // A bare 0 is a duration to Go; as a point in time it can only mean 1970.
  if (/^[+-]?\d*$/.test(text)) return undefined;
  const ago = parseDuration(text);
  return ago === undefined ? undefined : now - ago;
}

function secondsOf(text: string): bigint | undefined {
  const [, whole, fraction = ''] = /^(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return BigInt(whole) * second + BigInt(fraction.slice(0, 9).padEnd(9, '0'));
}

function dateOf(text: string): bigint | undefined {
  const match = dateTime.exec(text);
  if (match === null) return undefined;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1, 7)
    .map((part) => Number(part ?? 0));
  const zone = match[8];
  if (!isReal(year, month, day) || hours > 23 || minutes > 59 || seconds > 59) return undefined;
  const whole =
    zone === undefined
      ? new Date(year, month - 1, day, hours, minutes, seconds).getTime()
      : Date.UTC(year, month - 1, day, hours, minutes, seconds) - offsetMs(zone);
  return BigInt(whole) * 1_000_000n + BigInt((match[7] ?? '').padEnd(9, '0'));
}

/** False for dates such as 2015-02-30, which Date would move into March. */
function isReal(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function offsetMs(zone: string): number {
  if (zone === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4, 6));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}
