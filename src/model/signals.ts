import { constants } from 'node:os';

const realTimeMin = 34;
const realTimeMax = 64;

/** `TERM`, `SIGTERM`, `15` and `RTMIN+3` as numbers; undefined for what is no signal. */
export function signalNumber(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text) >= 1 && Number(text) <= realTimeMax ? Number(text) : undefined;
  const name = text.toUpperCase().replace(/^SIG/, '');
  const [, end, sign, offset = '0'] = /^(RTMIN|RTMAX)(?:([+-])(\d+))?$/.exec(name) ?? [];
  if (end === undefined) return constants.signals[`SIG${name}` as NodeJS.Signals];
  const base = end === 'RTMIN' ? realTimeMin : realTimeMax;
  const number = sign === '-' ? base - Number(offset) : base + Number(offset);
  return number >= realTimeMin && number <= realTimeMax ? number : undefined;
}
