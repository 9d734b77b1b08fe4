import type { ImageService } from '../../cri/api.ts';
import type { Image } from '../../cri/gen/types.ts';
import { failedTo } from '../failures.ts';

/** The OCI image configuration, as far as containers are made from it. https://github.com/opencontainers/image-spec */
export interface ImageConfig {
  Entrypoint?: string[] | null;
  Cmd?: string[] | null;
  Env?: string[] | null;
  Labels?: Record<string, string> | null;
  User?: string;
  WorkingDir?: string;
  StopSignal?: string;
  ExposedPorts?: Record<string, unknown> | null;
  Volumes?: Record<string, unknown> | null;
}

export interface ImageHistory {
  created?: string;
  created_by?: string;
  comment?: string;
  empty_layer?: boolean;
}

/** What containerd and CRI-O say of an image when asked in detail. */
export interface ImageSpecDocument {
  created?: string;
  author?: string;
  architecture?: string;
  os?: string;
  config?: ImageConfig;
  rootfs?: { type?: string; diff_ids?: string[] };
  history?: ImageHistory[];
}

export interface ImageDetails {
  image: Image;
  /** Undefined where the runtime does not show it. */
  spec: ImageSpecDocument | undefined;
}

/** An image with its OCI configuration; undefined when the runtime has no such image. @throws CrixError naming the image */
export async function getImageDetails(images: ImageService, reference: string): Promise<ImageDetails | undefined> {
  try {
    const { image, info } = await images.imageStatus({ image: { image: reference }, verbose: true });
    return image === undefined ? undefined : { image, spec: specOf(info) };
  } catch (error) {
    throw failedTo(`inspect image ${reference}`, error);
  }
}

function specOf(info: Readonly<Record<string, string>>): ImageSpecDocument | undefined {
  try {
    const document = JSON.parse(info['info'] ?? '{}') as { imageSpec?: ImageSpecDocument };
    return document.imageSpec;
  } catch {
    // A runtime may put anything there.
    return undefined;
  }
}
