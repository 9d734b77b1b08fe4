import type { Args, Flags } from '../../cli/define.ts';
import { usageError } from '../../errors.ts';
import type { ContainerWords } from '../../ops/containers/list.ts';
import { connectionFlags, detachKeysFlag } from './streaming.ts';

/** Flags that choose containers; with one of them no container is named in front of the command. */
const choiceFlags = {
  image: { type: 'string', metavar: 'IMAGE', help: 'In containers made of this image' },
  label: { type: 'list', metavar: 'KEY=VALUE', help: 'In containers with this label' },
  last: { type: 'int', short: 'n', default: 0, metavar: 'N', help: 'In the N newest containers, of any state' },
  latest: { type: 'boolean', short: 'l', help: 'In the newest container, of any state' },
  name: { type: 'string', metavar: 'REGEX', help: 'In containers whose name matches' },
  pod: { type: 'string', short: 'p', metavar: 'POD-ID', help: "In this pod's containers" },
  state: { type: 'string', metavar: 'STATE', help: 'In containers of this state (default running)' },
} as const satisfies Flags;

export const execFlags = {
  ...connectionFlags,
  ...choiceFlags,
  interactive: { type: 'boolean', short: 'i', help: 'Send what is typed or piped to the command' },
  tty: { type: 'boolean', short: 't', help: 'Give the command a terminal; needs -i' },
  sync: { type: 'boolean', short: 's', help: 'Let the runtime collect the output; no input, no terminal' },
  timeout: { type: 'int64', default: 0n, metavar: 'SECONDS', help: 'Time limit of the command; 0: none' },
  'detach-keys': detachKeysFlag,
  user: { type: 'string', short: 'u', metavar: 'USER[:GROUP]', beyond: true, help: 'As this user, by name or number' },
  workdir: { type: 'string', short: 'w', metavar: 'PATH', beyond: true, help: 'In this folder' },
  env: { type: 'strings', metavar: 'KEY=VALUE', beyond: true, help: 'With this environment variable' },
  'ignore-errors': { type: 'boolean', short: 'e', help: 'Exit with 0 whatever happens' },
  parallel: { type: 'boolean', short: 'x', help: 'Run in all chosen containers at once, without printing their IDs' },
  quiet: { type: 'boolean', short: 'q', help: 'Print no IDs' },
} as const satisfies Flags;

export type ExecFlags = Args<typeof execFlags>['flags'];

export function choosesContainers(given: ReadonlySet<string>): boolean {
  return Object.keys(choiceFlags).some((name) => given.has(name));
}

/** A command must not run everywhere because a script's variable is unset. @throws CrixError of kind usage */
export function checkChoice({ flags, given }: Args<typeof execFlags>): void {
  for (const name of ['image', 'name', 'pod', 'state'] as const) {
    if (flags[name] === '') throw usageError(`--${name} is empty, which would choose all containers`);
  }
  if (given.has('last') && flags.last < 1) {
    throw usageError(`--last ${flags.last} would choose all running containers: want 1 or more`);
  }
}

export function choiceOf(flags: ExecFlags): ContainerWords {
  const { image, label, last, latest, name, pod, state } = flags;
  return { image, label, last, latest, name, pod, state, all: false };
}
