import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';

/** What `docker inspect` calls Config, in the spelling of the image format. */
export interface ImageConfig {
  User?: string;
  ExposedPorts?: Record<string, object>;
  Env?: string[];
  Entrypoint?: string[];
  Cmd?: string[];
  WorkingDir?: string;
  Labels?: Record<string, string>;
  StopSignal?: string;
}

export interface ImageSource {
  layers: readonly Layer[];
  config: ImageConfig;
  created: Date;
}

/** A compressed archive with the two digests that an image needs of it. */
export interface Layer {
  blob: Blob;
  /** Digest of the uncompressed archive. */
  diffId: string;
  createdBy: string;
}

export interface Blob {
  digest: string;
  bytes: Buffer;
}

export interface Image {
  manifest: Blob;
  blobs: readonly Blob[];
}

export const manifestType = 'application/vnd.oci.image.manifest.v1+json';

export function layer(archive: Buffer, createdBy: string): Layer {
  return { blob: blob(gzipSync(archive, { level: 1 })), diffId: digest(archive), createdBy };
}

/** Puts layers and configuration together as an OCI image for the machine that runs this. */
export function buildImage(source: ImageSource): Image {
  const created = source.created.toISOString();
  const config = jsonBlob({
    created,
    architecture: process.arch === 'x64' ? 'amd64' : process.arch,
    os: 'linux',
    config: source.config,
    rootfs: { type: 'layers', diff_ids: source.layers.map((each) => each.diffId) },
    history: source.layers.map((each) => ({ created, created_by: each.createdBy })),
  });
  const layers = source.layers.map((each) => each.blob);
  const manifest = jsonBlob({
    schemaVersion: 2,
    mediaType: manifestType,
    config: descriptor('application/vnd.oci.image.config.v1+json', config),
    layers: layers.map((each) => descriptor('application/vnd.oci.image.layer.v1.tar+gzip', each)),
  });
  return { manifest, blobs: [config, ...layers] };
}

function descriptor(mediaType: string, of: Blob): object {
  return { mediaType, size: of.bytes.length, digest: of.digest };
}

function jsonBlob(value: object): Blob {
  return blob(Buffer.from(JSON.stringify(value)));
}

function blob(bytes: Buffer): Blob {
  return { digest: digest(bytes), bytes };
}

function digest(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}
