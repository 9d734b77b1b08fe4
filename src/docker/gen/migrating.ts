import type { MapRow } from '../map.ts';

/** The page for people who come from docker. */
export function migratingPage(rows: readonly MapRow[]): string {
  const same = rows.filter(({ status }) => status === 'same');
  const mapped = rows.filter(({ status }) => status === 'mapped');
  const none = rows.filter(({ status }) => status === 'none');
  return `${introduction}
## Commands that do what docker does

${table(['docker', 'crictl', 'what it does', 'worth knowing'], same.map(fullLine))}
## Commands with a difference

The same purpose, not quite the same way. The last column says what differs.

${table(['docker', 'crictl', 'what it does', 'what differs'], mapped.map(fullLine))}
## Commands that CRI cannot do

Each ends with status 1 and this sentence.

${table(
  ['docker', 'why not, and what to use'],
  none.map((row) => [spellings(row), row.note]),
)}
${rest}`;
}

function fullLine(row: MapRow): string[] {
  return [spellings(row), row.crictl === '' ? '' : `\`${row.crictl}\``, row.summary, row.note];
}

function spellings({ words }: MapRow): string {
  return words.map((word) => `\`${word}\``).join(', ');
}

function table(heads: readonly string[], lines: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return line(heads) + line(heads.map(() => '---')) + lines.map(line).join('');
}

const introduction = `<!-- Generated from src/docker/map.ts by \`npm run gen\`. Do not edit. -->
# From docker to CRI

A node without the docker engine still has containers: a container runtime (containerd, CRI-O) keeps them for the kubelet and
speaks CRI. crix answers to docker's words on such a node, and teaches the new ones.

    crix alias install docker     # a link named docker; or type: crix docker ps
    docker ps
    crix docker --explain ps -a --filter name=web     # the crix line that does the same; runs nothing
    crix alias run                                    # one command explained
    crix alias                                        # all of them

The work is done by the same code as that of the crictl commands; only words, columns, formats and exit statuses are docker's.

`;

const rest = `## Names

\`docker ps\` shows a container that \`docker run\` made under its name, and one that the kubelet made as
\`k8s_<container>_<pod>_<namespace>_<uid>_<attempt>\`, as it was called in docker. Wherever a container is asked for, all of these
will do: the whole ID, its beginning, the name that \`docker ps\` shows, the container's own name, \`pod/container\` and
\`namespace/pod/container\`. A word that fits several containers is refused, and they are listed.

## Containers that \`docker run\` makes

CRI has no containers without a pod. \`docker run\` makes a pod for each container: it has the container's name, is in the namespace
\`crix\`, and carries the label \`crix.dev/managed=docker\`. \`docker rm\` removes both. What docker remembers and CRI has no field for
(published ports, \`--rm\`, the name of the image as it was typed) is kept in an annotation of the pod. A port of the
host that is already taken is refused; where none was named, a free one is picked.

**Where a kubelet runs, it stops and removes such containers**, soon and for good: it clears away every pod that it was not
told of, and CRI has no mark that would keep it from doing so. \`docker run\` warns when it sees pods of a kubelet. What is to stay there
belongs into a Pod of Kubernetes, for one node into a file in /etc/kubernetes/manifests; \`crix debug\` and \`docker exec\` work in
pods that are there.

- A container that is started again (\`start\`, \`restart\`) is made anew in its pod, since CRI starts each container once: it has
  another ID, goes on with the same log, and what it wrote into its own file system is gone. That is said each time. Containers that
  others made are not touched: \`docker stop\` is enough where the kubelet starts them again.
- What \`docker run\` shows without a terminal is read from the container's log, which has all of it, from the first byte on. A line shows
  when it is complete. With a terminal it shows at once. containerd before 2.0 can lose the end of much output that a program writes
  just before it ends, for the log as well; \`run\` and \`start -a\` save what is still in the pipe, up to 64 KiB, but not what
  containerd had taken out of it.
- There is no engine that could remove a container later: after \`run -d --rm\`, and after leaving \`run --rm\` by ctrl-p ctrl-q, a crix
  of its own waits in the background and removes it. It does not survive a restart of the node.
- \`--tmpfs\` is a folder in /run, which is a tmpfs: it has no size of its own.
- \`--network none\` takes the interfaces out of the pod before the container is made, with the node's \`ip\` and \`nsenter\`.
- \`docker system prune\` and \`container prune\` take containers that \`docker run\` made. Those of the kubelet tell it what has been
  done already; without them it would run an init container again.
- \`docker cp\` of a running container goes through its process, of another one through its layers, where containerd is on the same
  machine; elsewhere it takes the container's own \`tar\` and \`test\`.

## What is shown otherwise

- Sizes of images are those that the runtime reports; containerd counts the compressed layers.
- \`docker inspect\` shows what CRI and the runtime tell. What they do not, such as the length of a network's prefix, is empty or
  zero, and stays there so that templates work.
- \`docker events\` derives \`create\`, \`start\`, \`die\` and \`destroy\` from what the runtime lists. \`--since\` tells of containers
  that are still there. containerd wakes it at once; elsewhere lists are compared five times a second.
- \`docker stats\` takes memory and CPU from CRI; network, block devices and process counts from the node's kernel, and where the
  runtime is on another host from the statistics of the pod.
- \`docker logs\` reads the log that the kubelet's tools read, the rotated files included.

Where the recorded behaviour of docker is not reached, [differences.md](differences.md) lists it case by case.

## Exit statuses

0, the status of the program that was run, or: 125 for words that docker does not know and for a \`run\` that could not begin, 126 and
127 for a program that cannot be executed or is not there, 1 for everything else. With several names the rest is done after a failure,
and the status is 1.
`;
