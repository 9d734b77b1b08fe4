import type { MergedRecord } from '../logs/merge.ts';
import type { LogText } from '../logs/render.ts';
import { visible } from '../output/visible.ts';

interface Named {
  container: string;
  pod: string;
}

/** Bright enough on dark and light: cyan, yellow, green, magenta, blue, and their bright forms. */
const colors = [36, 33, 32, 35, 34, 96, 93, 92, 95, 94];
const newline = Buffer.from('\n');

/** Makes lines of several logs into text, each with its pod and container in front. */
export function logLines(
  logs: readonly Named[],
  { isColored, mixed }: { isColored: boolean; mixed: boolean },
): (records: readonly MergedRecord[]) => LogText[] {
  const names = logs.map(({ pod, container }) => visible(pod === '' ? container : `${pod}/${container}`));
  const width = Math.max(...names.map((name) => name.length));
  const prefixes = names.map((name, index) => {
    const text = `${name.padEnd(width)} | `;
    return Buffer.from(isColored ? `\x1b[${colors[index % colors.length]}m${text}\x1b[0m` : text);
  });
  return (records) => {
    const pieces = { stdout: [] as Buffer[], stderr: [] as Buffer[] };
    for (const { source, stream, bytes } of records) {
      const target = pieces[mixed ? 'stdout' : stream];
      target.push(prefixes[source] as Buffer, bytes);
      if (bytes.at(-1) !== 10) target.push(newline);
    }
    return (['stdout', 'stderr'] as const).flatMap((stream) => {
      return pieces[stream].length === 0 ? [] : [{ stream, bytes: Buffer.concat(pieces[stream]) }];
    });
  };
}
