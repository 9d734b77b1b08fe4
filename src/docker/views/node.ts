import { formatBinaryBytes } from '../../output/units.ts';
import { visible } from '../../output/visible.ts';
import type { NodeDocument } from '../shape/node-document.ts';
import type { clientVersion, serverVersion } from '../shape/versions.ts';

/** What docker's info prints without a format. */
export function nodeText(node: NodeDocument): string {
  const rows: (readonly [string, string | number | boolean])[] = [
    ['Containers', node.Containers],
    [' Running', node.ContainersRunning],
    [' Paused', node.ContainersPaused],
    [' Stopped', node.ContainersStopped],
    ['Images', node.Images],
    ['Server Version', node.ServerVersion],
    ['Storage Driver', node.Driver],
    ['Logging Driver', node.LoggingDriver],
    ['Cgroup Driver', node.CgroupDriver],
    ['Cgroup Version', node.CgroupVersion],
    ['Plugins', ''],
    [' Network', node.Plugins.Network.join(' ')],
    ['Swarm', node.Swarm.LocalNodeState],
    ['Runtimes', Object.keys(node.Runtimes).join(' ')],
    ['Default Runtime', node.DefaultRuntime],
    ['Kernel Version', node.KernelVersion],
    ['Operating System', node.OperatingSystem],
    ['OSType', node.OSType],
    ['Architecture', node.Architecture],
    ['CPUs', node.NCPU],
    ['Total Memory', formatBinaryBytes(node.MemTotal)],
    ['Name', node.Name],
    ['ID', node.ID],
    ['Docker Root Dir', node.DockerRootDir],
    ['Debug Mode', node.Debug],
    ['Experimental', node.ExperimentalBuild],
    ['Live Restore Enabled', node.LiveRestoreEnabled],
  ];
  const { ClientInfo: client } = node;
  const lines = rows.map(([name, value]) => ` ${name}: ${visible(String(value))}`.trimEnd());
  return `Client:\n Version:    ${client.Version}\n Context:    ${client.Context}\n Debug Mode: ${client.Debug}\n\nServer:\n${lines.join('\n')}\n`;
}

export function clientText(client: ReturnType<typeof clientVersion>): string {
  const rows = [
    ['Version', client.Version],
    ['API version', client.ApiVersion],
    ['OS/Arch', `${client.Os}/${client.Arch}`],
    ['Context', client.Context],
  ] as const;
  return `Client: crix\n${rows.map(([name, value]) => ` ${`${name}:`.padEnd(18)} ${value}\n`).join('')}`;
}

export function serverText(server: ReturnType<typeof serverVersion>): string {
  const rows = [
    ['Version', server.Version],
    ['API version', server.ApiVersion],
    ['OS/Arch', `${server.Os}/${server.Arch}`],
    ['Kernel version', server.KernelVersion],
  ] as const;
  const lines = rows.map(([name, value]) => `  ${`${name}:`.padEnd(17)} ${visible(value)}\n`);
  return `\nServer: ${visible(server.Platform.Name)}\n Engine:\n${lines.join('')}`;
}
