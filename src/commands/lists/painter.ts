import type { Context } from '../../cli/define.ts';
import type { Paint } from '../../output/table.ts';

/** True when colours may be used: for people, at a terminal that knows them, who did not ask for none (https://no-color.org). */
export function isColored({ persona, io, env }: Context): boolean {
  return persona === 'crix' && io.stdout.isTerminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb';
}

/** Colours cells by what they say; undefined where colours may not be used. Loaded for terminals alone. */
export async function cellPainter(context: Context): Promise<Paint | undefined> {
  if (!isColored(context)) return undefined;
  const [{ painted }, { toneOf }] = await Promise.all([
    import('../../output/paint.ts'),
    import('../../views/tones.ts'),
  ]);
  return (cell, head) => {
    const tone = toneOf(head, cell.trimEnd());
    return tone === undefined ? cell : painted(cell, tone);
  };
}
