import type { Expectation } from './case.ts';

/** A case where crix does something else than the reference, on purpose. */
export interface Difference {
  /** One sentence, the one that docs/differences.md gives. */
  reason: string;
  /** What crix does instead; what is not named is as in the case. */
  instead: Partial<Expectation>;
}

/** What is typed wrong is found before anything is asked: the runtime sees no request. */
const checkedFirst: Difference = {
  reason: 'a format, template, pattern or filter that cannot be right is refused before the runtime is asked',
  instead: { requests: [] },
};

/** By name of the case. */
export const differences: Readonly<Record<string, Difference>> = {
  'run/bad-container-config': {
    reason: 'both files are read before anything is started, so a mistake in the container file leaves no pod behind',
    instead: { requests: [] },
  },
  'global/config-timeout': {
    reason: 'crix does not probe the runtime first, so it is the request itself that runs into the time limit',
    instead: { requests: [{ rpc: 'Version', request: { version: 'v1' } }] },
  },
  'imagefsinfo/bad-format': checkedFirst,
  'info/bad-format': checkedFirst,
  'info/table': checkedFirst,
  'info/template-bad': checkedFirst,
};
