import type { Command } from './define.ts';

/** A command as the front door knows it before any of its code is loaded. */
export interface Entry {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly summary: string;
  readonly group: Group;
  /** crictl has no such command. */
  readonly beyond?: true;
  /** Not in help or completion. */
  readonly hidden?: true;
  /** Asks and changes nothing: a signal may simply end it, which saves preparing for one. */
  readonly reads?: true;
  readonly load: () => Promise<{ command: Command }>;
}

export type Group = 'containers' | 'pods' | 'images' | 'node' | 'crix';

/** Every command of the crictl grammar. Sorted by group and name. A new command adds its entry here and touches no other shared file. */
export const registry: readonly Entry[] = [
  {
    name: 'attach',
    summary: "Join the terminal or pipes to a running container's main process",
    group: 'containers',
    load: () => import('../commands/attach.ts'),
  },
  {
    name: 'checkpoint',
    summary: 'Write the state of a running container to an archive',
    group: 'containers',
    load: () => import('../commands/checkpoint.ts'),
  },
  {
    name: 'container',
    summary: 'List containers, in the words of docker: `container ls`',
    group: 'containers',
    beyond: true,
    hidden: true,
    load: () => import('../commands/container.ts'),
  },
  {
    name: 'cp',
    summary: 'Copy files and folders between a container and this node',
    group: 'containers',
    beyond: true,
    load: () => import('../commands/cp.ts'),
  },
  {
    name: 'create',
    summary: 'Create a container in a pod, without starting it',
    group: 'containers',
    load: () => import('../commands/create.ts'),
  },
  {
    name: 'exec',
    summary: 'Run a command in a running container',
    group: 'containers',
    load: () => import('../commands/exec.ts'),
  },
  {
    name: 'inspect',
    summary: 'Show all that the runtime knows of containers',
    group: 'containers',
    reads: true,
    load: () => import('../commands/inspect.ts'),
  },
  {
    name: 'kill',
    summary: 'Send a signal to one or more running containers',
    group: 'containers',
    beyond: true,
    load: () => import('../commands/kill.ts'),
  },
  {
    name: 'logs',
    summary: 'Show the logs of containers',
    group: 'containers',
    load: () => import('../commands/logs.ts'),
  },
  {
    name: 'ps',
    summary: 'List containers',
    group: 'containers',
    reads: true,
    load: () => import('../commands/ps.ts'),
  },
  {
    name: 'restart',
    summary: 'Stop containers that `docker run` made, and start them again',
    group: 'containers',
    beyond: true,
    load: () => import('../commands/restart.ts'),
  },
  {
    name: 'rm',
    summary: 'Remove one or more containers',
    group: 'containers',
    load: () => import('../commands/rm.ts'),
  },
  {
    name: 'run',
    summary: 'Start a container in a new pod',
    group: 'containers',
    load: () => import('../commands/run.ts'),
  },
  {
    name: 'start',
    summary: 'Start one or more created containers',
    group: 'containers',
    load: () => import('../commands/start.ts'),
  },
  {
    name: 'stats',
    summary: 'Show what containers use of CPU, memory and disk',
    group: 'containers',
    load: () => import('../commands/stats.ts'),
  },
  {
    name: 'stop',
    summary: 'Stop one or more running containers',
    group: 'containers',
    load: () => import('../commands/stop.ts'),
  },
  {
    name: 'top',
    summary: "List a container's processes",
    group: 'containers',
    beyond: true,
    load: () => import('../commands/top.ts'),
  },
  {
    name: 'update',
    summary: 'Change the resources of one or more containers',
    group: 'containers',
    load: () => import('../commands/update.ts'),
  },
  {
    name: 'wait',
    summary: 'Wait until containers have ended, and print their exit codes',
    group: 'containers',
    beyond: true,
    load: () => import('../commands/wait.ts'),
  },
  {
    name: 'inspectp',
    summary: 'Show all that the runtime knows of pods',
    group: 'pods',
    reads: true,
    load: () => import('../commands/inspectp.ts'),
  },
  {
    name: 'metricsp',
    summary: 'List metrics of pods',
    group: 'pods',
    load: () => import('../commands/metricsp.ts'),
  },
  {
    name: 'pod',
    summary: 'List pods, as `container ls` lists containers',
    group: 'pods',
    beyond: true,
    hidden: true,
    load: () => import('../commands/pod.ts'),
  },
  {
    name: 'pods',
    summary: 'List pods',
    group: 'pods',
    reads: true,
    load: () => import('../commands/pods.ts'),
  },
  {
    name: 'port',
    summary: 'List the ports of the node that lead to a pod or container',
    group: 'pods',
    beyond: true,
    load: () => import('../commands/port.ts'),
  },
  {
    name: 'port-forward',
    summary: 'Forward local ports to a pod',
    group: 'pods',
    load: () => import('../commands/port-forward.ts'),
  },
  {
    name: 'rmp',
    summary: 'Remove one or more pods',
    group: 'pods',
    load: () => import('../commands/rmp.ts'),
  },
  {
    name: 'runp',
    summary: 'Start a pod',
    group: 'pods',
    load: () => import('../commands/runp.ts'),
  },
  {
    name: 'statsp',
    summary: 'Show what pods use of CPU and memory',
    group: 'pods',
    load: () => import('../commands/statsp.ts'),
  },
  {
    name: 'stopp',
    summary: 'Stop one or more running pods',
    group: 'pods',
    load: () => import('../commands/stopp.ts'),
  },
  {
    name: 'history',
    summary: 'Show how an image was made',
    group: 'images',
    beyond: true,
    load: () => import('../commands/history.ts'),
  },
  {
    name: 'imagefsinfo',
    summary: 'Show the file systems of images and containers',
    group: 'images',
    reads: true,
    load: () => import('../commands/imagefsinfo.ts'),
  },
  {
    name: 'images',
    aliases: ['image', 'img'],
    summary: 'List images',
    group: 'images',
    reads: true,
    load: () => import('../commands/images.ts'),
  },
  {
    name: 'inspecti',
    summary: 'Show all that the runtime knows of images',
    group: 'images',
    reads: true,
    load: () => import('../commands/inspecti.ts'),
  },
  {
    name: 'pull',
    summary: 'Pull an image from a registry',
    group: 'images',
    load: () => import('../commands/pull.ts'),
  },
  {
    name: 'rmi',
    summary: 'Remove one or more images',
    group: 'images',
    load: () => import('../commands/rmi.ts'),
  },
  {
    name: 'debug',
    summary: 'Show all that matters about a pod or container on one page, for a ticket',
    group: 'node',
    beyond: true,
    load: () => import('../commands/debug.ts'),
  },
  {
    name: 'df',
    summary: 'Show what images, containers and logs take of the disk, and what could be freed',
    group: 'node',
    beyond: true,
    load: () => import('../commands/df.ts'),
  },
  {
    name: 'doctor',
    summary: 'Find out what is wrong with this node and what to do about it',
    group: 'node',
    beyond: true,
    load: () => import('../commands/doctor.ts'),
  },
  {
    name: 'events',
    aliases: ['event'],
    summary: 'Show events of containers as they happen',
    group: 'node',
    load: () => import('../commands/events.ts'),
  },
  {
    name: 'info',
    summary: "Show the runtime's status and configuration",
    group: 'node',
    reads: true,
    load: () => import('../commands/info.ts'),
  },
  {
    name: 'metricdescs',
    summary: 'List the metrics that the runtime collects of pods',
    group: 'node',
    reads: true,
    load: () => import('../commands/metricdescs.ts'),
  },
  {
    name: 'prune',
    summary: 'Remove containers that docker run left behind, and images that nothing uses',
    group: 'node',
    beyond: true,
    load: () => import('../commands/prune.ts'),
  },
  {
    name: 'runtime-config',
    summary: 'Show the cgroup driver that the runtime uses',
    group: 'node',
    reads: true,
    load: () => import('../commands/runtime-config.ts'),
  },
  {
    name: 'update-runtime-config',
    summary: "Change the runtime's pod network",
    group: 'node',
    load: () => import('../commands/update-runtime-config.ts'),
  },
  {
    name: 'version',
    summary: "Show the runtime's version",
    group: 'node',
    reads: true,
    load: () => import('../commands/version.ts'),
  },
  {
    name: 'alias',
    summary: "Show docker's commands with their equivalents, or make links named docker and crictl",
    group: 'crix',
    beyond: true,
    load: () => import('../commands/alias.ts'),
  },
  {
    name: 'completion',
    summary: 'Print a script that completes commands, flags, IDs and names in your shell',
    group: 'crix',
    load: () => import('../commands/completion.ts'),
  },
  {
    name: 'config',
    summary: 'Get, set and list settings in crictl.yaml',
    group: 'crix',
    load: () => import('../commands/config.ts'),
  },
];
