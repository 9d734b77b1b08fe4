import { nilList, nilMap } from '../../json.ts';
import { familiarReference } from '../../model/image-reference.ts';
import type { ImageConfig, ImageDetails } from '../../ops/images/config.ts';
import { UNSET_TIME } from '../../output/times.ts';
import { asConfig, mapOf, withAliases } from './go-names.ts';

/** An image as docker's inspect shows it, keys in docker's order. */
export function imageDocument({ image, spec }: ImageDetails): object {
  const document = {
    Id: image.id,
    RepoTags: image.repoTags.map(familiarReference),
    RepoDigests: image.repoDigests.map(familiarReference),
    Parent: '',
    Comment: spec?.history?.at(-1)?.comment ?? '',
    Created: spec?.created ?? UNSET_TIME,
    DockerVersion: '',
    Author: spec?.author ?? '',
    Config: imageConfigOf(spec?.config ?? {}),
    Architecture: spec?.architecture ?? '',
    Os: spec?.os ?? 'linux',
    Size: image.size,
    VirtualSize: image.size,
    GraphDriver: { Data: nilMap, Name: '' },
    RootFS: { Type: spec?.rootfs?.type ?? 'layers', Layers: spec?.rootfs?.diff_ids ?? [] },
    Metadata: { LastTagTime: UNSET_TIME },
  };
  return withAliases(document, { ID: 'Id' });
}

function imageConfigOf(config: ImageConfig): object {
  const document = {
    Hostname: '',
    Domainname: '',
    User: config.User ?? '',
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    ...(config.ExposedPorts == null ? {} : { ExposedPorts: mapOf(Object.entries(config.ExposedPorts)) }),
    Tty: false,
    OpenStdin: false,
    StdinOnce: false,
    Env: config.Env ?? nilList,
    Cmd: config.Cmd ?? nilList,
    Image: '',
    Volumes: config.Volumes == null ? nilMap : mapOf(Object.entries(config.Volumes)),
    WorkingDir: config.WorkingDir ?? '',
    Entrypoint: config.Entrypoint ?? nilList,
    OnBuild: nilList,
    Labels: config.Labels == null ? nilMap : mapOf(Object.entries(config.Labels)),
    ...(config.StopSignal ? { StopSignal: config.StopSignal } : {}),
  };
  return asConfig(document);
}
