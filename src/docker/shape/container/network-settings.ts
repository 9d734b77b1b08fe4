import { nilList, nilMap } from '../../../json.ts';
import { type Port, portKey } from '../../../model/ports.ts';
import type { Examined } from '../../../ops/containers/examine.ts';
import { mapOf } from '../go-names.ts';
import { networkNameOf } from '../mounts.ts';

/** `NetworkSettings` of docker's inspect. A container that does not run has no address. */
export function networkSettingsOf(one: Examined): object {
  const isRunning = one.status.state === 'CONTAINER_RUNNING';
  const name = networkNameOf(one);
  const address = isRunning && name !== 'host' ? addressOf(one) : noAddress;
  return {
    Bridge: '',
    SandboxID: one.pod?.id ?? '',
    HairpinMode: false,
    LinkLocalIPv6Address: '',
    LinkLocalIPv6PrefixLen: 0,
    Ports: isRunning ? listenersOf(one.ports) : mapOf([]),
    SandboxKey: networkNamespaceOf(one),
    SecondaryIPAddresses: nilList,
    SecondaryIPv6Addresses: nilList,
    EndpointID: '',
    ...address,
    Networks: mapOf([
      [
        name,
        {
          IPAMConfig: null,
          Links: nilList,
          Aliases: nilList,
          NetworkID: '',
          EndpointID: '',
          ...address,
          DriverOpts: nilMap,
        },
      ],
    ]),
  };
}

const noAddress = {
  Gateway: '',
  GlobalIPv6Address: '',
  GlobalIPv6PrefixLen: 0,
  IPAddress: '',
  IPPrefixLen: 0,
  IPv6Gateway: '',
  MacAddress: '',
};

/** CRI tells the addresses; gateway and hardware address are in containerd's own account. Nobody tells the prefix. */
function addressOf({ pod, podDetails }: Examined): typeof noAddress {
  const addresses = [pod?.network?.ip ?? '', ...(pod?.network?.additionalIps ?? []).map(({ ip }) => ip)];
  const v4 = addresses.find((address) => address !== '' && !address.includes(':')) ?? '';
  const v6 = addresses.find((address) => address.includes(':')) ?? '';
  const interfaces = Object.values(podDetails.cniResult?.Interfaces ?? {});
  const own = interfaces.find((candidate) => candidate?.IPConfigs?.some(({ IP }) => IP === (v4 || v6)));
  const gatewayOf = (address: string): string => own?.IPConfigs?.find(({ IP }) => IP === address)?.Gateway ?? '';
  return {
    ...noAddress,
    Gateway: gatewayOf(v4),
    GlobalIPv6Address: v6,
    IPAddress: v4,
    IPv6Gateway: gatewayOf(v6),
    MacAddress: own?.Mac ?? '',
  };
}

/** Ports of the container to the addresses that lead there; null for one that is not published. */
function listenersOf(ports: readonly Port[]): Record<string, readonly object[]> {
  const listeners = new Map<string, object[]>();
  for (const port of ports) {
    const known = listeners.get(portKey(port)) ?? [];
    const own = port.hostPort === 0 ? [] : [{ HostIp: port.hostIp, HostPort: String(port.hostPort) }];
    listeners.set(portKey(port), [...known, ...own]);
  }
  return mapOf([...listeners].map(([key, list]) => [key, list.length === 0 ? nilList : list] as const));
}

function networkNamespaceOf({ details }: Examined): string {
  return details.runtimeSpec?.linux?.namespaces?.find(({ type }) => type === 'network')?.path ?? '';
}
