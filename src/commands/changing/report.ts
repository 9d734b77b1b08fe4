import type { Context } from '../../cli/define.ts';
import { usageError } from '../../errors.ts';
import type { Report } from '../../ops/each-target.ts';

/** Prints the outcomes of an operation over several targets: what is done on stdout, the rest on stderr. */
export function reportTo<Done>(context: Context, lineOf: (what: Done) => string): Report<Done> {
  return {
    done: (what) => context.io.stdout.write(`${lineOf(what)}\n`),
    failed: context.report,
    note: context.warn,
  };
}

/** crictl stops at the first failure of start, stop, stopp and update; crix goes on, as with removals. */
export function stopsAtFailure({ persona }: Context): boolean {
  return persona === 'crictl';
}

/** Under the name crictl words are IDs, else names are understood too. */
export function nameRules({ persona }: Context): { names: boolean } {
  return { names: persona !== 'crictl' };
}

/** @throws CrixError of kind usage when one of them is empty, as from an unset variable in a script */
export function checkIds(ids: readonly string[], what: 'container' | 'pod'): readonly string[] {
  if (ids.includes('')) {
    throw usageError(`an empty ${what} ID was given`, 'is a variable of the script unset?');
  }
  return ids;
}
