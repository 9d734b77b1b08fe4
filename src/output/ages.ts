const SECOND = 1_000_000_000n;
const HOUR = 3600n * SECOND;

/** A span of nanoseconds in rough words, as docker and crictl say it. */
export function formatSpan(nanoseconds: bigint): string {
  const seconds = nanoseconds / SECOND;
  const minutes = seconds / 60n;
  // Hours alone are rounded: 90 minutes are two hours.
  const hours = (nanoseconds + HOUR / 2n) / HOUR;
  if (seconds < 1n) return 'Less than a second';
  if (seconds === 1n) return '1 second';
  if (seconds < 60n) return `${seconds} seconds`;
  if (minutes === 1n) return 'About a minute';
  if (minutes < 60n) return `${minutes} minutes`;
  if (hours === 1n) return 'About an hour';
  if (hours < 48n) return `${hours} hours`;
  if (hours < 24n * 7n * 2n) return `${hours / 24n} days`;
  if (hours < 24n * 30n * 2n) return `${hours / 24n / 7n} weeks`;
  if (hours < 24n * 365n * 2n) return `${hours / 24n / 30n} months`;
  // Years alone count whole hours again.
  return `${nanoseconds / HOUR / 24n / 365n} years`;
}

/** How long ago a moment was; both in nanoseconds since 1970. */
export function formatAge(moment: bigint, now: bigint): string {
  return `${formatSpan(now - moment)} ago`;
}
