import type { Context, Flags } from '../../cli/define.ts';
import { usageError } from '../../errors.ts';
import type { TidyUp } from '../../ops/interrupted.ts';
import { pullTimeoutFlag } from './pull-image.ts';
import { loginFlags } from './registry-login.ts';

export const cancelTimeoutFlag = {
  'cancel-timeout': {
    type: 'duration',
    short: 'T',
    default: 0n,
    help: 'How long the runtime may take before the call is cancelled; 0 for the global --timeout',
  },
} as const satisfies Flags;

export const runtimeFlag = {
  runtime: { type: 'string', short: 'r', metavar: 'HANDLER', help: 'Runtime handler of the pod, such as kata' },
} as const satisfies Flags;

/** What create and run have in common: making a container, and pulling its images first. */
export const makeFlags = {
  ...loginFlags,
  ...pullTimeoutFlag,
  ...cancelTimeoutFlag,
  'no-pull': { type: 'boolean', help: 'Do not pull the images first' },
  'with-pull': { type: 'boolean', help: 'Pull the images first' },
} as const satisfies Flags;

/** Flag over configuration file over what the command does by itself. @throws CrixError of kind usage */
export function decidePull(flags: { 'no-pull': boolean; 'with-pull': boolean }, otherwise: boolean): boolean {
  if (flags['no-pull'] && flags['with-pull']) throw usageError('--no-pull and --with-pull exclude each other');
  return flags['with-pull'] || (otherwise && !flags['no-pull']);
}

export function cancelTimeoutMs({ settings }: Context, nanos: bigint): number {
  return nanos > 0n ? Number(nanos) / 1e6 : settings.timeoutMs;
}

const tidyPauseMs = 500;

/** What happens to things that a cancelled call may have made: crictl's callers expect no calls that they did not ask for. */
export function tidyUp(context: Context): TidyUp {
  return {
    remove: context.persona !== 'crictl',
    startedAt: context.now(),
    note: context.warn,
    pauseMs: tidyPauseMs,
  };
}
