import { nilList, nilMap } from '../../../json.ts';
import { dockerNameOf } from '../../../model/docker-names.ts';
import { isManaged } from '../../../model/managed.ts';
import { argvOf } from '../../../ops/containers/details.ts';
import type { Examined } from '../../../ops/containers/examine.ts';
import { withAliases, withHidden } from '../go-names.ts';
import { mountsOf } from '../mounts.ts';
import { dockerState } from '../states.ts';
import { documentTime } from '../times.ts';
import { configOf } from './config.ts';
import { hostConfigOf } from './host-config.ts';
import { networkSettingsOf } from './network-settings.ts';

/** A container as docker's inspect shows it, keys in docker's order. */
export function containerDocument(one: Examined): object {
  const { status, details, pod, size } = one;
  const [path = '', ...args] = argvOf(details);
  const sourceOf = (target: string): string =>
    details.runtimeSpec?.mounts?.find(({ destination }) => destination === target)?.source ?? '';
  const document = {
    Id: status.id,
    Created: documentTime(status.createdAt),
    Path: path,
    Args: args,
    State: stateOf(one),
    Image: one.image?.image.id ?? status.imageRef,
    ResolvConfPath: sourceOf('/etc/resolv.conf'),
    HostnamePath: sourceOf('/etc/hostname'),
    HostsPath: sourceOf('/etc/hosts'),
    LogPath: status.logPath,
    Name: `/${dockerNameOf(status, pod)}`,
    RestartCount: isManaged(status.labels) ? 0 : (status.metadata?.attempt ?? 0),
    Driver: details.snapshotter ?? '',
    Platform: 'linux',
    MountLabel: '',
    ProcessLabel: '',
    AppArmorProfile: details.runtimeSpec?.process?.apparmorProfile ?? '',
    ExecIDs: nilList,
    HostConfig: hostConfigOf(one),
    GraphDriver: { Data: nilMap, Name: details.snapshotter ?? '' },
    ...(size === undefined ? {} : { SizeRw: size.writable, SizeRootFs: size.image + size.writable }),
    Mounts: mountsOf(one),
    Config: configOf(one),
    NetworkSettings: networkSettingsOf(one),
  };
  return withHidden(withAliases(document, { ID: 'Id' }), { SizeRw: null, SizeRootFs: null });
}

function stateOf({ status, details }: Examined): object {
  const word = dockerState(status.state);
  const isRunning = word === 'running';
  const state = {
    Status: word,
    Running: isRunning,
    Paused: false,
    Restarting: false,
    OOMKilled: status.reason === 'OOMKilled',
    Dead: word === 'dead',
    Pid: isRunning ? (details.pid ?? 0) : 0,
    ExitCode: status.exitCode,
    Error: status.message,
    StartedAt: documentTime(status.startedAt),
    FinishedAt: documentTime(status.finishedAt),
  };
  // CRI has no health checks.
  return withHidden(state, { Health: null });
}
