const SECOND = 1_000_000_000n;

/** What Go prints for a time that was never set. */
export const UNSET_TIME = '0001-01-01T00:00:00Z';

/** RFC 3339 in the local zone with as many digits of nanoseconds as it takes. */
export function formatRfc3339(nanoseconds: bigint): string {
  const { date, time, offset } = localTime(nanoseconds);
  return `${date}T${time}${offset === 0 ? 'Z' : formatOffset(offset, ':')}`;
}

/** Go's default form of a time: `2015-01-01 00:00:05.12 +0000 UTC`. */
export function formatGoTime(nanoseconds: bigint): string {
  const { date, time, offset, zone } = localTime(nanoseconds);
  return `${date} ${time} ${formatOffset(offset, '')} ${zone}`;
}

interface LocalTime {
  date: string;
  time: string;
  /** Minutes east of Greenwich. */
  offset: number;
  zone: string;
}

function localTime(nanoseconds: bigint): LocalTime {
  const fraction = ((nanoseconds % SECOND) + SECOND) % SECOND;
  const milliseconds = Number((nanoseconds - fraction) / 1_000_000n);
  const offset = -new Date(milliseconds).getTimezoneOffset();
  const shifted = new Date(milliseconds + offset * 60_000).toISOString();
  const digits = fraction === 0n ? '' : `.${String(fraction).padStart(9, '0').replace(/0+$/, '')}`;
  const [date = '', clock = ''] = shifted.split('T');
  return { date, time: clock.slice(0, 8) + digits, offset, zone: zoneName(milliseconds, offset) };
}

function formatOffset(offset: number, separator: string): string {
  const minutes = Math.abs(offset);
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60].map((part) => String(part).padStart(2, '0'));
  return `${offset < 0 ? '-' : '+'}${hours}${separator}${rest}`;
}

/** The zone's letters where the platform knows some; Go prints the offset otherwise. */
function zoneName(milliseconds: number, offset: number): string {
  if (offset === 0) return 'UTC';
  const format = new Intl.DateTimeFormat('en-US', { timeZoneName: 'short' });
  const name = format.formatToParts(milliseconds).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  return /^[A-Z]{2,5}$/.test(name) ? name : formatOffset(offset, '').replace(/00$/, '');
}
