import type { Context, Flags } from '../../cli/define.ts';
import type { Init } from '../../cri/api.ts';
import type { ImageSpec, PodSandboxConfig } from '../../cri/gen/types.ts';
import { CrixError, usageError } from '../../errors.ts';
import { pullImage } from '../../ops/images/pull.ts';
import type { Login } from './registry-login.ts';
import { showingPull } from './show-pull.ts';

export const pullTimeoutFlag = {
  'pull-timeout': {
    type: 'duration',
    aliases: ['pt'],
    env: 'CRICTL_PULL_TIMEOUT',
    default: 0n,
    help: 'How long a pull may take; 0 for as long as it takes',
  },
} as const satisfies Flags;

/** @throws CrixError of kind usage */
export function pullTimeoutMs(nanos: bigint): number {
  if (nanos < 0n) throw usageError('--pull-timeout must not be negative: the timeout would be over before it begins');
  return Number(nanos) / 1e6;
}

export interface Pull {
  image: Init<ImageSpec>;
  sandboxConfig: Init<PodSandboxConfig> | undefined;
  login: Login;
  timeoutMs: number;
}

/** Pulls an image with the credentials that belong to it, showing how far it is. @returns the runtime's reference to it */
export async function pullShowingProgress(context: Context, pull: Pull): Promise<string> {
  const { image, sandboxConfig, login, timeoutMs } = pull;
  const { signal } = context;
  const { images } = await context.cri();
  const auth = await login(image.image ?? '');
  const proxyVariable = proxyVariables.find((name) => context.env[name]);
  const input = {
    image,
    timeoutMs,
    signal,
    ...(auth === undefined ? {} : { auth }),
    ...(sandboxConfig === undefined ? {} : { sandboxConfig }),
    ...(proxyVariable === undefined ? {} : { proxyVariable }),
  };
  try {
    return await showingPull(context, image.image ?? '', () => pullImage(images, input));
  } catch (error) {
    throw context.persona === 'crictl' && signal.aborted ? cancelledAsCrictl(image.image ?? '', error) : error;
  }
}

/** crictl turns a signal during a pull into an ordinary failure. */
function cancelledAsCrictl(image: string, error: unknown): CrixError {
  return new CrixError('cancelled', `pull of ${image} was cancelled`, { status: 1, cause: error });
}

const proxyVariables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];
