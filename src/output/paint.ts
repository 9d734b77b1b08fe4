/** What a colour means, so that views need not know colours. */
export type Tone = 'good' | 'bad' | 'new' | 'over';

const CODES: Readonly<Record<Tone, string>> = { good: '32', bad: '31', new: '36', over: '90' };

/** A text in the colour of its tone; for terminals alone. */
export function painted(text: string, tone: Tone): string {
  return `\x1b[${CODES[tone]}m${text}\x1b[39m`;
}
