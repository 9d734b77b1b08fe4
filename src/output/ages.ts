const SECOND = 1e9;
const HOUR = 3600 * SECOND;

/** A span of nanoseconds in rough words, as docker and crictl say it. */
export function formatSpan(nanoseconds: bigint): string {
  // Doubles are exact for a hundred days and miss microseconds beyond, where hours are counted.
  const span = Number(nanoseconds);
  const seconds = Math.trunc(span / SECOND);
  const minutes = Math.trunc(seconds / 60);
  // Hours alone are rounded: 90 minutes are two hours.
  const hours = Math.trunc((span + HOUR / 2) / HOUR);
  if (seconds < 1) return 'Less than a second';
  if (seconds === 1) return '1 second';
  if (seconds < 60) return `${seconds} seconds`;
  if (minutes === 1) return 'About a minute';
  if (minutes < 60) return `${minutes} minutes`;
  if (hours === 1) return 'About an hour';
  if (hours < 48) return `${hours} hours`;
  if (hours < 24 * 7 * 2) return `${Math.trunc(hours / 24)} days`;
  if (hours < 24 * 30 * 2) return `${Math.trunc(hours / 24 / 7)} weeks`;
  if (hours < 24 * 365 * 2) return `${Math.trunc(hours / 24 / 30)} months`;
  // Years alone count whole hours again.
  return `${Math.trunc(Math.trunc(span / HOUR) / 24 / 365)} years`;
}

/** How long ago a moment was; both in nanoseconds since 1970. */
export function formatAge(moment: bigint, now: bigint): string {
  return `${formatSpan(now - moment)} ago`;
}
