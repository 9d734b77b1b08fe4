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
  'global/probe-unimplemented-ps': {
    reason:
      'crix does not ask for the version first, so a runtime that lists containers but hides its version is listed',
    instead: {
      exit: 0,
      stdout: null,
      stderr_must_mention: [],
      requests: [{ rpc: 'ListContainers', request: { filter: { state: { state: 'CONTAINER_RUNNING' } } } }],
    },
  },
  'global/i-mixed-ps': {
    reason: 'no container can be of an image that is not there, so the images of the containers are not asked for',
    instead: {
      requests: [
        { rpc: 'ListContainers', request: { filter: { state: { state: 'CONTAINER_RUNNING' } } }, on: 'runtime' },
        { rpc: 'ImageStatus', request: { image: { image: 'busybox:1.36' } }, on: 'image' },
      ],
    },
  },
  'imagefsinfo/bad-format': checkedFirst,
  'info/bad-format': checkedFirst,
  'info/table': checkedFirst,
  'info/template-bad': checkedFirst,
  'ps/output-bad': checkedFirst,
  'ps/regex-bad': checkedFirst,
  'ps/regex-bad-namespace': checkedFirst,
  'ps/regex-lookahead': checkedFirst,
  'pods/output-bad': checkedFirst,
  'pods/regex-bad': checkedFirst,
  'images/f-bad-regex': checkedFirst,
  'images/f-no-equals': checkedFirst,
  'inspect/bad-format': checkedFirst,
  'inspect/regex-bad': checkedFirst,
  'inspect/tmpl-bad': checkedFirst,
  'inspect/tmpl-unclosed': checkedFirst,
  'inspectp/bad-format': checkedFirst,
  'inspectp/regex-bad': checkedFirst,
  'inspecti/bad-format': checkedFirst,
  'inspecti/f-unknown': checkedFirst,
  'images/f-unknown-on-empty': {
    reason: 'an unknown filter is refused also where there are no images',
    instead: { requests: [], exit: 1, stdout: '', stderr_must_mention: ['colour=red'] },
  },
  'ps/bulk-over-16MiB': {
    reason: 'replies up to 64 MiB are received',
    instead: { exit: 0, stdout: `${'9'.padStart(64, '0')}\n`, stderr_must_mention: [] },
  },
};
