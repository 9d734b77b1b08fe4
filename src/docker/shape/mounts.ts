import type { ContainerStatus, Mount } from '../../cri/gen/types.ts';
import { tmpfsRoot } from '../../model/managed.ts';
import { memoryOf } from '../../ops/containers/memory.ts';
import type { Surveyed } from '../../ops/containers/survey.ts';
import { mapOf } from './go-names.ts';

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

/** What is mounted from the host; folders that stand for --tmpfs are not. */
export function mountsOf({ status }: Mounted): DockerMount[] {
  const mounts = (status?.mounts ?? []).filter((mount) => !isTmpfs(mount));
  return mounts.map((mount) => ({
    Type: 'bind',
    Source: mount.hostPath,
    Destination: mount.containerPath,
    Mode: mount.readonly ? 'ro' : '',
    RW: !mount.readonly,
    Propagation: propagations[mount.propagation] ?? '',
  }));
}

interface Mounted {
  status: Pick<ContainerStatus, 'mounts'> | undefined;
}

/** Where --tmpfs put memory in place of a folder; its options are not kept. */
export function tmpfsOf({ status }: Mounted): Record<string, string> {
  const mounts = (status?.mounts ?? []).filter(isTmpfs);
  return mapOf(mounts.map(({ containerPath }) => [containerPath, '']));
}

function isTmpfs({ hostPath }: Pick<Mount, 'hostPath'>): boolean {
  return hostPath.startsWith(`${tmpfsRoot}/`);
}

/** docker's name for the network of a pod: CRI does not tell the names of CNI's networks. */
export function networkNameOf({ pod }: Pick<Surveyed, 'pod'>): string {
  const mode = memoryOf(pod).networkMode;
  return mode === 'host' || mode === 'none' ? mode : 'bridge';
}
