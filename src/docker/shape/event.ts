import { dockerNameOf } from '../../model/docker-names.ts';
import { withoutMark } from '../../model/managed.ts';
import type { ContainerChange } from '../../ops/containers/changes.ts';
import { mapOf, withAliases } from './go-names.ts';
import { imageNameOf } from './image-names.ts';

/** A change as docker's events show it. */
export interface DockerEvent {
  status: string;
  id: string;
  from: string;
  Type: 'container';
  Action: string;
  Actor: { ID: string; Attributes: Readonly<Record<string, string>> };
  scope: 'local';
  time: bigint;
  timeNano: bigint;
}

export function eventOf({ kind, at, one, exitCode }: ContainerChange): DockerEvent {
  const { container, pod } = one;
  const image = imageNameOf(one, { noTrunc: true });
  const attributes = mapOf([
    ...Object.entries(withoutMark(container.labels)),
    ...(exitCode === undefined ? [] : ([['exitCode', String(exitCode)]] as const)),
    ['image', image],
    ['name', dockerNameOf(container, pod)],
  ]);
  return aliased({
    status: kind,
    id: container.id,
    from: image,
    Type: 'container',
    Action: kind,
    Actor: { ID: container.id, Attributes: attributes },
    scope: 'local',
    time: at / 1_000_000_000n,
    timeNano: at,
  });
}

/** One without content, to try a template on. */
export function emptyEvent(): DockerEvent {
  return aliased({
    status: '',
    id: '',
    from: '',
    Type: 'container',
    Action: '',
    Actor: { ID: '', Attributes: mapOf([]) },
    scope: 'local',
    time: 0n,
    timeNano: 0n,
  });
}

function aliased(event: DockerEvent): DockerEvent {
  const aliases = { Status: 'status', ID: 'id', From: 'from', Scope: 'scope', Time: 'time', TimeNano: 'timeNano' };
  return withAliases(event, aliases as Record<string, keyof DockerEvent>);
}
