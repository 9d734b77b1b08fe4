import type { DockerCommand } from './define.ts';

/** same: docker's user sees what docker shows. mapped: same purpose, a stated difference. none: CRI cannot. */
export type MapStatus = 'same' | 'mapped' | 'none';

export interface MapRow {
  /** Every spelling, the usual one first: `ps`, `container ls`. */
  readonly words: readonly string[];
  readonly status: MapStatus;
  /** The crictl command that does it; empty where there is none. */
  readonly crictl: string;
  readonly summary: string;
  /** What differs, or for `none` why CRI cannot and what can. */
  readonly note: string;
  readonly load?: () => Promise<{ command: DockerCommand }>;
}

const none = (word: string, summary: string, note: string): MapRow => ({
  words: word.split('|'),
  status: 'none',
  crictl: '',
  summary,
  note,
});

/** Every docker command. Adding one adds a row here. The first two groups are where the project began. */
export const imageRows: readonly MapRow[] = [
  {
    words: ['images', 'image ls', 'image list'],
    status: 'same',
    crictl: 'images',
    summary: 'List images',
    note: 'SIZE is what the runtime reports, with containerd the compressed size',
    load: () => import('./commands/images.ts'),
  },
  {
    words: ['pull', 'image pull'],
    status: 'same',
    crictl: 'pull',
    summary: 'Fetch an image from a registry',
    note: '',
    load: () => import('./commands/pull.ts'),
  },
  {
    words: ['history', 'image history'],
    status: 'mapped',
    crictl: 'inspecti',
    summary: 'Show how an image was made',
    note: "as far as the image tells; sizes are containerd's",
    load: () => import('./commands/history.ts'),
  },
  {
    words: ['image inspect'],
    status: 'same',
    crictl: 'inspecti',
    summary: 'Show all that is known of images',
    note: '',
    load: () => import('./commands/image-inspect.ts'),
  },
  {
    words: ['rmi', 'image rm', 'image remove'],
    status: 'mapped',
    crictl: 'rmi',
    summary: 'Remove images',
    note: 'CRI removes an image with all its names; where containerd runs, one name goes alone',
    load: () => import('./commands/rmi.ts'),
  },
  {
    words: ['image prune'],
    status: 'mapped',
    crictl: 'rmi --prune',
    summary: 'Remove images that nothing uses',
    note: 'images that pods are made from stay',
    load: () => import('./commands/image-prune.ts'),
  },
];

export const containerRows: readonly MapRow[] = [
  {
    words: ['ps', 'container ls', 'container list', 'container ps'],
    status: 'same',
    crictl: 'ps',
    summary: 'List containers',
    note: '',
    load: () => import('./commands/ps.ts'),
  },
  {
    words: ['inspect'],
    status: 'same',
    crictl: 'inspect, inspecti',
    summary: 'Show all that is known of containers and images',
    note: '',
    load: () => import('./commands/inspect.ts'),
  },
  {
    words: ['logs', 'container logs'],
    status: 'same',
    crictl: 'logs',
    summary: 'Show the output of a container',
    note: '',
    load: () => import('./commands/logs.ts'),
  },
  {
    words: ['stats', 'container stats'],
    status: 'same',
    crictl: 'stats',
    summary: 'Show what containers use, again and again',
    note: '',
    load: () => import('./commands/stats.ts'),
  },
  {
    words: ['top', 'container top'],
    status: 'mapped',
    crictl: '',
    summary: 'Show the processes of a container',
    note: "read from the node's /proc; for a runtime on another host from a ps in the container",
    load: () => import('./commands/top.ts'),
  },
  {
    words: ['port', 'container port'],
    status: 'same',
    crictl: 'inspectp',
    summary: 'Show the ports of the host that lead into a container',
    note: '',
    load: () => import('./commands/port.ts'),
  },
  {
    words: ['container inspect'],
    status: 'same',
    crictl: 'inspect',
    summary: 'Show all that is known of containers',
    note: '',
    load: () => import('./commands/container-inspect.ts'),
  },
  {
    words: ['create', 'container create'],
    status: 'mapped',
    crictl: 'runp + create',
    summary: 'Make a container, not started',
    note: 'in a pod of its own, in namespace crix; a kubelet on the same node removes it',
    load: () => import('./commands/create.ts'),
  },
  {
    words: ['run', 'container run'],
    status: 'mapped',
    crictl: 'runp + create + start',
    summary: 'Make a container and start it',
    note: 'in a pod of its own, in namespace crix; a kubelet on the same node removes it',
    load: () => import('./commands/run.ts'),
  },
  {
    words: ['rm', 'container rm', 'container remove'],
    status: 'same',
    crictl: 'rm',
    summary: 'Remove containers',
    note: 'also removes the pod that run made',
    load: () => import('./commands/rm.ts'),
  },
  {
    words: ['start', 'container start'],
    status: 'mapped',
    crictl: 'start',
    summary: 'Start containers',
    note: 'CRI starts a container once: one that has ended is made anew from its image, with another ID',
    load: () => import('./commands/start.ts'),
  },
  {
    words: ['stop', 'container stop'],
    status: 'same',
    crictl: 'stop',
    summary: 'Stop running containers',
    note: '',
    load: () => import('./commands/stop.ts'),
  },
  {
    words: ['restart', 'container restart'],
    status: 'mapped',
    crictl: 'stop + create + start',
    summary: 'Restart containers',
    note: 'made anew from its image, with another ID; containers of the kubelet are restarted by it',
    load: () => import('./commands/restart.ts'),
  },
  {
    words: ['kill', 'container kill'],
    status: 'same',
    crictl: 'stop --timeout 0',
    summary: 'Send a signal to running containers',
    note: "CRI sends no signals; containerd's own service does",
    load: () => import('./commands/kill.ts'),
  },
  {
    words: ['wait', 'container wait'],
    status: 'same',
    crictl: 'inspect',
    summary: 'Wait until containers have ended, and print their exit codes',
    note: '',
    load: () => import('./commands/wait.ts'),
  },
  {
    words: ['exec', 'container exec'],
    status: 'same',
    crictl: 'exec',
    summary: 'Run a command in a running container',
    note: "-u and --privileged by containerd's own service only",
    load: () => import('./commands/exec.ts'),
  },
  {
    words: ['attach', 'container attach'],
    status: 'same',
    crictl: 'attach',
    summary: "Join our terminal or pipes to a running container's",
    note: '',
    load: () => import('./commands/attach.ts'),
  },
  {
    words: ['update', 'container update'],
    status: 'mapped',
    crictl: 'update',
    summary: 'Change the limits of containers',
    note: 'limits that CRI does not know are refused',
    load: () => import('./commands/update.ts'),
  },
  {
    words: ['container prune'],
    status: 'mapped',
    crictl: 'rm',
    summary: 'Remove containers that do not run',
    note: 'those that run made; the kubelet looks after its own',
    load: () => import('./commands/container-prune.ts'),
  },
  {
    words: ['cp', 'container cp'],
    status: 'same',
    crictl: 'exec + tar',
    summary: 'Copy files between a container and this machine',
    note: 'no program of the container is needed',
    load: () => import('./commands/cp.ts'),
  },
];

export const otherRows: readonly MapRow[] = [
  {
    words: ['system df'],
    status: 'same',
    crictl: 'imagefsinfo, images, stats',
    summary: 'Show what images and containers take on disk',
    note: 'image sizes are those that the runtime reports',
    load: () => import('./commands/system-df.ts'),
  },
  {
    words: ['events', 'system events'],
    status: 'mapped',
    crictl: 'events',
    summary: 'Show events of containers as they happen',
    note: 'create, start, die and destroy of containers; nothing that happened before',
    load: () => import('./commands/events.ts'),
  },
  {
    words: ['version'],
    status: 'same',
    crictl: 'version',
    summary: 'Show the versions of crix and of the runtime',
    note: 'the runtime stands in the place of the engine',
    load: () => import('./commands/version.ts'),
  },
  {
    words: ['info', 'system info'],
    status: 'same',
    crictl: 'info',
    summary: 'Show the node and its runtime',
    note: 'the runtime stands in the place of the engine',
    load: () => import('./commands/info.ts'),
  },
  {
    words: ['system prune'],
    status: 'mapped',
    crictl: 'rm + rmi --prune',
    summary: 'Remove what nothing uses',
    note: 'containers that run made, and images',
    load: () => import('./commands/system-prune.ts'),
  },
  {
    words: ['login'],
    status: 'mapped',
    crictl: 'pull --creds',
    summary: 'Check credentials for a registry and keep them',
    note: "kept in docker's own file or helper, which pull reads",
    load: () => import('./commands/login.ts'),
  },
  {
    words: ['logout'],
    status: 'mapped',
    crictl: '',
    summary: 'Forget the credentials for a registry',
    note: "removed from docker's own file or helper",
    load: () => import('./commands/logout.ts'),
  },
  none(
    'push|image push',
    'Send an image to a registry',
    'CRI cannot send images; use `nerdctl -n k8s.io push` or `skopeo copy`',
  ),
  none(
    'rename|container rename',
    'Rename a container',
    'a CRI container keeps its name for life; remove it and create it under the new name',
  ),
  none(
    'pause|container pause',
    'Freeze the processes of a container',
    'CRI has no freezer call; use `ctr -n k8s.io task pause ID`',
  ),
  none(
    'unpause|container unpause',
    'Unfreeze the processes of a container',
    'CRI has no freezer call; use `ctr -n k8s.io task resume ID`',
  ),
  none(
    'diff|container diff',
    'Show what changed in a filesystem',
    'CRI does not show layers; use `ctr -n k8s.io snapshot diff`, or look into /proc/PID/root',
  ),
  none(
    'commit|container commit',
    'Make an image of a container',
    'CRI cannot make images; use `nerdctl -n k8s.io commit`, or build it with buildkit',
  ),
  none(
    'export|container export',
    "Write a container's filesystem as a tar",
    'CRI has no export; `crix docker cp NAME:/ -` gives a tar of a running container',
  ),
  none(
    'import|image import',
    'Make an image of a tar',
    'CRI cannot make images; use `ctr -n k8s.io images import` for OCI archives',
  ),
  none(
    'save|image save',
    'Write images as a tar',
    'CRI cannot read images out; use `ctr -n k8s.io images export FILE REF` or skopeo',
  ),
  none(
    'load|image load',
    'Read images from a tar',
    'CRI cannot take images from a file; use `ctr -n k8s.io images import FILE`',
  ),
  none('tag|image tag', 'Give an image another name', 'CRI cannot name images; use `ctr -n k8s.io images tag OLD NEW`'),
  none(
    'search',
    'Search a registry',
    'CRI talks to no registry but to pull; use the registry’s own page or `skopeo list-tags`',
  ),
  none(
    'build|image build',
    'Build an image',
    'CRI cannot build; use buildkit (`buildctl`, `nerdctl -n k8s.io build`) or build elsewhere and pull',
  ),
  none(
    'buildx|builder',
    'Build with BuildKit',
    'CRI cannot build; use buildkit (`buildctl`, `nerdctl -n k8s.io build`) or build elsewhere and pull',
  ),
  none(
    'compose',
    'Run several containers from a file',
    'CRI has no projects; write a Pod and let the kubelet run it (/etc/kubernetes/manifests), or `nerdctl compose`',
  ),
  none('volume', 'Manage volumes', 'CRI has no volumes; mount host folders with `run -v`, or use Kubernetes volumes'),
  none(
    'network',
    'Manage networks',
    "a pod's network comes from the CNI configuration in /etc/cni/net.d; see `crix info`",
  ),
  none('swarm', 'Manage a swarm', 'a CRI node is scheduled by Kubernetes; use `kubectl`'),
  none('node', 'Manage swarm nodes', 'a CRI node is scheduled by Kubernetes; use `kubectl get nodes`'),
  none(
    'service',
    'Manage swarm services',
    'a CRI node is scheduled by Kubernetes; use `kubectl get deployments,services`',
  ),
  none('stack', 'Manage swarm stacks', 'a CRI node is scheduled by Kubernetes; use `kubectl apply -f`'),
  none('secret', 'Manage swarm secrets', 'CRI has no secrets; use `kubectl create secret`'),
  none(
    'config',
    'Manage swarm configs',
    'CRI has no configs; use `kubectl create configmap` (crix’s own settings: `crix config`)',
  ),
  none('plugin', 'Manage plugins', "a runtime's plugins stand in its configuration file; see `crix info`"),
  none('trust', 'Manage trust on images', 'CRI checks no signatures; the runtime’s image verifier does; use cosign'),
  none('manifest', 'Manage image manifests', 'CRI shows no manifests; use `skopeo inspect --raw` or `crane manifest`'),
  none(
    'context',
    'Manage contexts',
    'crix reaches the runtime of this node: set it with `crix config runtime-endpoint`',
  ),
  none(
    'checkpoint',
    'Manage checkpoints',
    'CRI makes checkpoints as files only: `crix checkpoint --export FILE CONTAINER`',
  ),
];

export const rows: readonly MapRow[] = [...imageRows, ...containerRows, ...otherRows];

/** Words that stand before another command word. */
export const groups: readonly string[] = ['container', 'image', 'system'];
