import type { VersionResponse } from '../../cri/gen/types.ts';
import type { HostFacts } from '../../ops/node/facts.ts';
import { withAliases } from './go-names.ts';

/** What Go calls an architecture that `uname -m` calls otherwise. */
const goNames: Readonly<Record<string, string>> = { x86_64: 'amd64', aarch64: 'arm64', armv7l: 'arm', i686: '386' };

export function goArchitecture(machine: string): string {
  return goNames[machine] ?? machine;
}

/** What speaks here. */
export function clientVersion(version: string, { architecture }: HostFacts) {
  return withAliases(
    {
      Version: version,
      ApiVersion: 'v1',
      DefaultAPIVersion: 'v1',
      GitCommit: '',
      GoVersion: '',
      Os: 'linux',
      Arch: goArchitecture(architecture),
      BuildTime: '',
      Context: 'default',
    },
    { APIVersion: 'ApiVersion' },
  );
}

/** What answers: the runtime in the engine's place. */
export function serverVersion(runtime: VersionResponse, host: HostFacts) {
  const { runtimeName, runtimeVersion, runtimeApiVersion } = runtime;
  const arch = goArchitecture(host.architecture);
  const document = {
    Platform: { Name: runtimeName },
    Components: [
      {
        Name: runtimeName,
        Version: runtimeVersion,
        Details: { ApiVersion: runtimeApiVersion, Arch: arch, KernelVersion: host.kernel, Os: 'linux' },
      },
    ],
    Version: runtimeVersion,
    ApiVersion: runtimeApiVersion,
    MinAPIVersion: runtimeApiVersion,
    GitCommit: '',
    GoVersion: '',
    Os: 'linux',
    Arch: arch,
    KernelVersion: host.kernel,
    BuildTime: '',
  };
  return withAliases(document, { APIVersion: 'ApiVersion' });
}
