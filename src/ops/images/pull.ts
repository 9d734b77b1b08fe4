import type { ImageService, Init } from '../../cri/api.ts';
import type { AuthConfig, ContainerConfig, ImageSpec, PodSandboxConfig } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { failedTo } from '../failures.ts';

export interface PullInput {
  image: Init<ImageSpec>;
  auth?: Init<AuthConfig>;
  sandboxConfig?: Init<PodSandboxConfig>;
  /** 0: as long as it takes. */
  timeoutMs: number;
  /** The name of a proxy variable that is set where crix runs, where it has no effect on a pull. */
  proxyVariable?: string;
  signal: AbortSignal;
}

/** Has the runtime fetch an image. @returns the reference by which the runtime knows it @throws CrixError naming the image */
export async function pullImage(images: ImageService, input: PullInput): Promise<string> {
  const { image, auth, sandboxConfig, timeoutMs, signal } = input;
  const request = {
    image,
    ...(auth === undefined ? {} : { auth }),
    ...(sandboxConfig === undefined ? {} : { sandboxConfig }),
  };
  try {
    const { imageRef } = await images.pullImage(request, { timeoutMs, signal });
    return imageRef;
  } catch (error) {
    throw failedTo(`pull image ${image.image}`, withProxyHint(error, input.proxyVariable), {
      deadline: 'raise --pull-timeout',
    });
  }
}

/** The image of a container and those that it mounts. */
export function imagesOf({ image, mounts }: Init<ContainerConfig>): Init<ImageSpec>[] {
  const mounted = (mounts ?? []).map((mount) => mount.image);
  return [image, ...mounted]
    .filter((spec) => spec?.image)
    .map((spec) => ({ image: spec?.image, ...(spec?.annotations ? { annotations: spec.annotations } : {}) }));
}

const networkTrouble =
  /no such host|i\/o timeout|connection (?:refused|reset|timed out)|network is unreachable|TLS handshake timeout/;

function withProxyHint(error: unknown, proxyVariable: string | undefined): unknown {
  if (proxyVariable === undefined || !(error instanceof CrixError) || !networkTrouble.test(error.message)) return error;
  return new CrixError(error.kind, error.message, {
    ...(error.code === undefined ? {} : { code: error.code }),
    hint: `${proxyVariable} is set here, but the runtime does the pulling: set it in the runtime's service unit and restart that`,
    cause: error,
  });
}
