import type { Flags } from '../../cli/define.ts';

/** Which containers or pods: what the flags of ps, pods, inspect and inspectp have in common. */
export const selectionFlags = {
  label: { type: 'list', metavar: 'KEY=VALUE', help: 'Only those with this label; repeat it for several' },
  last: { type: 'int', short: 'n', default: 0, metavar: 'N', help: 'Only the N newest, in any state' },
  latest: { type: 'boolean', short: 'l', help: 'Only the newest, in any state' },
  name: { type: 'string', metavar: 'REGEX', help: 'Only those whose name matches' },
  namespace: { type: 'string', metavar: 'REGEX', help: 'Only those whose Kubernetes namespace matches' },
} as const satisfies Flags;

export const containerSelectionFlags = {
  ...selectionFlags,
  all: { type: 'boolean', short: 'a', help: 'In any state, not only running ones' },
  image: { type: 'string', metavar: 'IMAGE', help: 'Only those made of this image: its ID, tag or digest' },
  pod: { type: 'string', short: 'p', metavar: 'ID', help: 'Only those of this pod' },
  state: {
    type: 'string',
    short: 's',
    metavar: 'STATE',
    help: 'Only those in this state: created, running, exited or unknown',
  },
} as const satisfies Flags;

export const podStateFlag = {
  type: 'string',
  short: 's',
  metavar: 'STATE',
  help: 'Only those in this state: ready or notready',
} as const;
