import type { Expectation } from './case.ts';

/** A case where crix does something else than the reference, on purpose. */
export interface Difference {
  /** One sentence, the one that docs/differences.md gives. */
  reason: string;
  /** What crix does instead; what is not named is as in the case. */
  instead: Partial<Expectation>;
}

/** By name of the case. */
export const differences: Readonly<Record<string, Difference>> = {
  'run/bad-container-config': {
    reason: 'both files are read before anything is started, so a mistake in the container file leaves no pod behind',
    instead: { requests: [] },
  },
};
