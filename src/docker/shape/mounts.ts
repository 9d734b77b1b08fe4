import type { ContainerStatus, Mount } from '../../cri/gen/types.ts';
import { memoryOf } from '../../ops/containers/memory.ts';
import type { Surveyed } from '../../ops/containers/survey.ts';

/** A mount as docker's inspect shows it. */
export interface DockerMount {
  Type: 'bind';
  Source: string;
  Destination: string;
  Mode: string;
  RW: boolean;
  Propagation: string;
}

const propagations: Readonly<Record<string, string>> = {
  PROPAGATION_PRIVATE: 'rprivate',
  PROPAGATION_HOST_TO_CONTAINER: 'rslave',
  PROPAGATION_BIDIRECTIONAL: 'rshared',
};

export function mountsOf(status: Pick<ContainerStatus, 'mounts'> | undefined): DockerMount[] {
  return (status?.mounts ?? []).map((mount: Mount) => ({
    Type: 'bind',
    Source: mount.hostPath,
    Destination: mount.containerPath,
    Mode: mount.readonly ? 'ro' : '',
    RW: !mount.readonly,
    Propagation: propagations[mount.propagation] ?? '',
  }));
}

/** docker's name for the network of a pod: CRI does not tell the names of CNI's networks. */
export function networkNameOf({ pod }: Pick<Surveyed, 'pod'>): string {
  const mode = memoryOf(pod).networkMode;
  return mode === 'host' || mode === 'none' ? mode : 'bridge';
}
