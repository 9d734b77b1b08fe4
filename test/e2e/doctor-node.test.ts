// Each way to break a node outside its configuration: the doctor sees it, and its own words cure it.
import assert from 'node:assert/strict';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  copyFileSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterEach, before, it } from 'node:test';
import { startProgram, stopProcess } from '../lab/processes.ts';
import { makeScriptedNode } from '../support/scripted-node.ts';
import { startScriptedServer } from '../support/scripted-server.ts';
import { BreakableNode, type FoundProblem } from './support/breakable.ts';
import type { TestNode } from './support/node.ts';
import { onEachNode, until } from './support/suite.ts';

function isOld(node: TestNode): boolean {
  return node.lab.version.startsWith('1.');
}

/** Files of another machine, below a folder. */
function makeRoot(node: TestNode, files: Readonly<Record<string, string>>): string {
  const root = join(node.lab.dir, 'machine');
  rmSync(root, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, path, '..'), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

/** A folder with links to some of the lab's programs and no others. */
function binFolder(node: TestNode, ...programs: string[]): string {
  const folder = join(node.lab.dir, `bin-${programs.join('-')}`);
  mkdirSync(folder, { recursive: true });
  for (const program of programs) {
    const place = node.lab.path
      .split(':')
      .map((each) => join(each, program))
      .find(existsSync);
    assert.ok(place, `${program} is not there`);
    if (!existsSync(join(folder, program))) symlinkSync(place, join(folder, program));
  }
  return folder;
}

function whereIs(node: TestNode, program: string): string {
  const place = node.lab.path
    .split(':')
    .map((folder) => join(folder, program))
    .find(existsSync);
  assert.ok(place, `${program} is not there`);
  return place;
}

/** Another runc in the options of the runtime. */
function withBinary(good: string, path: string): string {
  return good.replace(/( +)(Root = .*\n)/, `$1$2$1BinaryName = "${path}"\n`);
}

onEachNode('crix doctor on a node', (node) => {
  const broken = new BreakableNode(node);
  const servers: (Server | { close(): unknown })[] = [];
  before(async () => {
    broken.remember();
    await node.ok('pull', node.image('pause'));
    await node.ok('pull', node.image('busybox'));
    await node.pod('healthy', { healthy: ['sleep', '100000'] });
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) server.close();
    await broken.mend();
  });

  const conflist = (): string => join(node.lab.dir, 'cni/10-lab.conflist');
  const rewriteNetwork = (change: (text: string) => string): (() => void) => {
    const good = readFileSync(conflist(), 'utf8');
    writeFileSync(conflist(), change(good));
    return () => writeFileSync(conflist(), good);
  };

  /** What the doctor finds where /run/containerd/containerd.sock is this socket, before and after what it says. */
  async function atKnownSocket(target: string, step: string): Promise<[FoundProblem[], FoundProblem[]]> {
    const words = [
      'mount -t tmpfs none /run',
      'mkdir /run/containerd',
      `ln -s ${target} /run/containerd/containerd.sock`,
    ];
    const doctor = 'crix doctor -o json endpoint || true';
    const script = [...words, doctor, 'echo =====', step, doctor].join('\n');
    const { stdout, stderr } = await broken.shell(`unshare -m -n sh -ec '${script}'`);
    const [one = '', other = ''] = stdout.split('=====\n').map((part) => part.slice(part.indexOf('{\n  "findings"')));
    assert.notEqual(other, '', stderr);
    return [JSON.parse(one).findings, JSON.parse(other).findings];
  }

  function idsOf(findings: readonly FoundProblem[]): string[] {
    return findings.filter(({ level }) => level === 'warn' || level === 'fail').map(({ id }) => id);
  }

  it('finds nothing wrong with a healthy node', async () => {
    assert.deepEqual(await broken.problems(), []);
    const { status, stdout } = await node.crix(['doctor']);
    assert.equal(status, 0);
    assert.match(stdout, /^endpoint\n {2}ok {6}endpoint\.config: /);
    assert.match(stdout, /\n\d+ ok, 0 warn, 0 fail, \d+ skipped\n$/);
  });

  it('runs the checks that are named, and refuses others', async () => {
    assert.deepEqual(
      [
        ...new Set(
          (await broken.doctor('network', 'disk.images')).map(({ id }) => id.split('.').slice(0, 2).join('.')),
        ),
      ],
      ['network.cni', 'network.plugins', 'network.cidr', 'network.ipam', 'disk.images'],
    );
    const { status, stderr } = await node.crix(['doctor', 'netwrok']);
    assert.equal(status, 2);
    assert.match(stderr, /did you mean network\?/);
  });

  it('endpoint: none is set', async () => {
    broken.env = { CONTAINER_RUNTIME_ENDPOINT: undefined };
    const [first, then] = await atKnownSocket(node.lab.socket, 'crix config init -y');
    assert.deepEqual(idsOf(first), ['endpoint.config.missing']);
    assert.deepEqual(first[0]?.next, ['crix config init -y']);
    assert.deepEqual(idsOf(then), []);
    writeFileSync(node.env['CRI_CONFIG_FILE'] ?? '', '');
  });

  it('endpoint: a wrong one is set', async () => {
    broken.env = { CONTAINER_RUNTIME_ENDPOINT: undefined };
    await node.ok('config', 'runtime-endpoint', 'unix:///nowhere.sock');
    const step = 'crix config runtime-endpoint unix:///run/containerd/containerd.sock';
    const [first, then] = await atKnownSocket(node.lab.socket, step);
    assert.deepEqual(idsOf(first), ['endpoint.config.wrong', 'endpoint.socket.absent']);
    assert.deepEqual(first[0]?.next, [step]);
    assert.deepEqual(idsOf(then), []);
    writeFileSync(node.env['CRI_CONFIG_FILE'] ?? '', '');
  });

  it('endpoint: there are two, or another runtime is alive', async () => {
    const other = createServer().listen(join(node.lab.dir, 'other.sock'));
    servers.push(other);
    broken.env = { IMAGE_SERVICE_ENDPOINT: 'unix:///elsewhere.sock' };
    assert.match((await broken.finds('endpoint.config.two')).seen, /elsewhere/);
    broken.env = {};
    const [first, then] = await atKnownSocket(join(node.lab.dir, 'other.sock'), 'rm /run/containerd/containerd.sock');
    assert.deepEqual([idsOf(first), idsOf(then)], [['endpoint.others.alive'], []]);
  });

  it('endpoint: it cannot be read', async () => {
    broken.env = { CONTAINER_RUNTIME_ENDPOINT: 'http://localhost' };
    await broken.finds('endpoint.config.invalid');
  });

  it('socket: absent, after a stop', async () => {
    await broken.stopDaemon();
    await broken.cures('endpoint.socket.absent');
  });

  it('socket: stale, after a kill', async () => {
    await broken.stopDaemon('SIGKILL');
    await broken.cures('endpoint.socket.stale');
  });

  it('socket: a folder', async () => {
    await broken.stopDaemon();
    rmSync(node.lab.socket, { force: true });
    mkdirSync(node.lab.socket);
    await broken.cures('endpoint.socket.folder');
  });

  it('socket: not for everybody', async () => {
    chownSync(node.lab.socket, 65_534, 65_534);
    chmodSync(node.lab.socket, 0o600);
    const { stdout } = await broken.shell(
      'setpriv --bounding-set=-dac_override,-dac_read_search crix doctor -o json endpoint',
    );
    assert.deepEqual(idsOf(JSON.parse(stdout).findings), ['endpoint.socket.denied']);
  });

  it('socket: taken by a second daemon, which leaves the first one deaf', async () => {
    const config = join(node.lab.dir, 'second.toml');
    const { programs, dir, socket } = node.lab;
    writeFileSync(
      config,
      readFileSync(broken.configPath, 'utf8')
        .replaceAll(`"${dir}/root"`, `"${dir}/root2"`)
        .replaceAll(`"${dir}/state"`, `"${dir}/state2"`),
    );
    const second = startProgram(programs.containerd, ['-c', config], {
      log: join(dir, 'second.log'),
      env: programs.env,
    });
    try {
      await until('the second one has the path', async () =>
        (await broken.problems('endpoint')).some(({ id }) => id === 'endpoint.socket.taken'),
      );
    } finally {
      await stopProcess(second);
    }
    assert.equal(existsSync(socket), false);
    await broken.cures('endpoint.socket.deaf');
  });

  it('CRI: mute, foreign, no CRI, too old', async () => {
    const listen = (name: string, server: Server): string => {
      const path = join(node.lab.dir, name);
      servers.push(server.listen(path));
      return `unix://${path}`;
    };
    const scripted = async (name: string, variations: Parameters<typeof makeScriptedNode>[0]): Promise<string> => {
      const socket = join(node.lab.dir, name);
      servers.push(await startScriptedServer({ socket, node: makeScriptedNode(variations) }));
      return `unix://${socket}`;
    };
    const old = { version: '0.1.0', runtime_name: 'old', runtime_version: '1', runtime_api_version: 'v1alpha2' };
    const endpoints: Record<string, string> = {
      'endpoint.cri.mute': listen(
        'mute.sock',
        createServer((socket) => socket.resume()),
      ),
      'endpoint.cri.foreign': listen(
        'http.sock',
        createHttpServer((_, reply) => reply.end()),
      ),
      'endpoint.cri.not-cri': await scripted('grpc.sock', { unimplemented: ['Version'] }),
      'endpoint.cri.old': await scripted('old.sock', { replies: { Version: old } }),
    };
    for (const [id, endpoint] of Object.entries(endpoints)) {
      broken.env = { CONTAINER_RUNTIME_ENDPOINT: endpoint };
      assert.deepEqual(idsOf(await broken.doctor('endpoint')), [id]);
    }
  });

  it('runtime: it calls itself not ready', async () => {
    const socket = join(node.lab.dir, 'unready.sock');
    const conditions = [
      { type: 'RuntimeReady', status: false, reason: 'Broken', message: 'out of luck' },
      { type: 'NetworkReady', status: true },
    ];
    servers.push(
      await startScriptedServer({
        socket,
        node: makeScriptedNode({ replies: { Status: { status: { conditions } } } }),
      }),
    );
    broken.env = { CONTAINER_RUNTIME_ENDPOINT: `unix://${socket}` };
    assert.match((await broken.finds('runtime.conditions.runtime')).seen, /out of luck/);
  });

  it('runtime: what it warns of itself', async () => {
    if (isOld(node)) return;
    const mirrors = `[plugins.'io.containerd.cri.v1.images'.registry.mirrors."docker.io"]\n  endpoint = ["http://127.0.0.1:1"]\n`;
    await broken.startDaemon({ config: (good) => good.replace(/config_path = .*\n/, '') + mirrors });
    await until('it answers', async () => !(await broken.problems()).some(({ id }) => id === 'endpoint.cri.starting'));
    await broken.cures('runtime.conditions.deprecated', () => broken.restoreConfig());
  });

  it('runtime: the configuration that it is told to read is missing', async () => {
    broken.words = ['--containerd-config', broken.configPath];
    await broken.startDaemon({ config: () => 'x = \n', fails: true });
    unlinkSync(broken.configPath);
    const { next } = await broken.finds('runtime.config.missing');
    assert.match(next[0] ?? '', /^containerd config default > /);
  });

  it('sandbox image: absent, or another than kubelet expects', async () => {
    await node.ok('rmi', node.image('pause'));
    await broken.cures('runtime.sandbox-image.absent');
    const flags = 'KUBELET_KUBEADM_ARGS="--pod-infra-container-image=example.com/pause:9"\n';
    broken.words = ['--root', makeRoot(node, { 'var/lib/kubelet/kubeadm-flags.env': flags })];
    assert.match((await broken.finds('runtime.sandbox-image.differs')).seen, /example\.com\/pause:9/);
  });

  it('cgroups: kubelet and runtime differ', async () => {
    broken.words = ['--root', makeRoot(node, { 'var/lib/kubelet/config.yaml': 'cgroupDriver: systemd\n' })];
    await broken.cures('runtime.cgroup.mismatch', () =>
      broken.startDaemon({ config: (good) => good.replace(/( +)(Root = .*\n)/, '$1$2$1SystemdCgroup = true\n') }),
    );
    makeRoot(node, { 'var/lib/kubelet/config.yaml': 'cgroupDriver: cgroupfs\n' });
    broken.words.push('--containerd-config', broken.configPath);
    assert.match((await broken.finds('runtime.cgroup.mismatch')).seen, /systemd cgroup driver, kubelet cgroupfs/);
  });

  it('unit: every unsafe setting', async () => {
    const unit = '[Service]\nExecStart=/usr/bin/containerd\nKillMode=control-group\nLimitNOFILE=1024\n';
    const root = makeRoot(node, { 'usr/lib/systemd/system/containerd.service': unit });
    broken.words = ['--root', root];
    for (const code of ['kill-mode', 'delegate', 'tasks-max', 'oom-score', 'restart', 'files'])
      await broken.cures(`runtime.unit.${code}`);
    await broken.cures('runtime.unit.disabled', () => {
      const wants = join(root, 'etc/systemd/system/multi-user.target.wants');
      mkdirSync(wants);
      symlinkSync('/usr/lib/systemd/system/containerd.service', join(wants, 'containerd.service'));
    });
  });

  it('network: no configuration', async () => {
    renameSync(conflist(), `${conflist()}.bak`);
    await until('the runtime sees it', async () =>
      (await broken.problems('runtime')).some(({ id }) => id === 'runtime.conditions.network'),
    );
    await broken.cures('network.cni.empty', () => renameSync(`${conflist()}.bak`, conflist()));
    await until('the network is back', async () => (await broken.problems()).length === 0);
  });

  it('network: a bad file comes first', async () => {
    writeFileSync(join(node.lab.dir, 'cni/05-bad.conflist'), '{');
    await broken.cures('network.cni.bad', () => undefined);
    await until('the network is back', async () => (await broken.problems()).length === 0);
  });

  it('network: several files, with overlapping addresses', async () => {
    const text = readFileSync(conflist(), 'utf8').replace(/"name":"[^"]*"/, '"name":"second"');
    writeFileSync(join(node.lab.dir, 'cni/20-second.conflist'), text);
    await broken.finds('network.cidr.networks');
    await broken.cures('network.cni.several');
    assert.deepEqual(await broken.problems(), []);
  });

  it('network: its folder was moved away under the runtime', async () => {
    const [folder, away] = [join(node.lab.dir, 'cni'), join(node.lab.dir, 'cni-away')];
    renameSync(folder, away);
    if (isOld(node))
      await until('it sees that', async () => (await broken.problems()).some(({ id }) => id === 'network.cni.empty'));
    else await until('it ends', async () => (await broken.problems()).some(({ id }) => id === 'endpoint.socket.stale'));
    cpSync(away, folder, { recursive: true });
    await broken.cures(isOld(node) ? 'network.cni.not-loaded' : 'endpoint.socket.stale');
  });

  it('network: a plugin is missing', async () => {
    const undo = rewriteNetwork((text) => text.replace('"type":"portmap"', '"type":"nosuch"'));
    assert.match((await broken.cures('network.plugins.missing', undo)).seen, /^nosuch, named in /);
  });

  it('network: the addresses of pods are those of an interface', async () => {
    const undo = rewriteNetwork((text) => text.replace(/"subnet":"[^"]*"/, '"subnet":"127.0.0.0/16"'));
    await broken.cures('network.cidr.interface', undo);
  });

  it('network: an address is reserved for a pod that is gone', async () => {
    const [network = ''] = readdirSync(join(node.lab.dir, 'ipam'));
    const file = join(node.lab.dir, 'ipam', network, '10.9.9.9');
    writeFileSync(file, `${'d'.repeat(64)}\r\neth0`);
    assert.deepEqual((await broken.cures('network.ipam.leaked')).next, [`rm ${file}`]);
  });

  it('disk: too little room and too few inodes', async () => {
    const eviction = 'evictionHard:\n  imagefs.available: 99.9%\n  nodefs.inodesFree: 99.9%\n';
    broken.words = ['--root', makeRoot(node, { 'var/lib/kubelet/config.yaml': eviction })];
    const ids = idsOf(await broken.doctor('disk.image-fs'));
    assert.deepEqual(ids, ['disk.image-fs.space', 'disk.image-fs.inodes']);
    makeRoot(node, { 'var/lib/kubelet/config.yaml': 'evictionHard:\n  memory.available: 100Mi\n' });
    assert.deepEqual(idsOf(await broken.doctor('disk.image-fs')), []);
  });

  it('disk: read-only', async () => {
    const [folder = ''] = readdirSync(join(node.lab.dir, 'root')).filter((name) => name.endsWith('overlayfs'));
    const path = join(node.lab.dir, 'root', folder);
    const doctor = 'crix doctor -o json disk.image-fs || true';
    const script = [
      `mount --bind ${path} ${path}`,
      `mount -o remount,ro,bind ${path}`,
      doctor,
      'echo =====',
      `mount -o remount,rw,bind ${path}`,
      doctor,
    ];
    const { stdout, stderr } = await broken.shell(`unshare -m sh -ec '${script.join('\n')}'`);
    const [first = '', then = ''] = stdout.split('=====\n');
    assert.notEqual(then, '', stderr);
    assert.deepEqual(
      [idsOf(JSON.parse(first).findings), idsOf(JSON.parse(then).findings)],
      [['disk.image-fs.read-only'], []],
    );
  });

  it('disk: a log out of proportion', async () => {
    const log = join(node.lab.logs, 'healthy/healthy.log');
    const line = `2026-01-01T00:00:00.000000001Z stdout F ${'x'.repeat(80)}\n`;
    for (let megabytes = 0; megabytes < 110; megabytes++)
      appendFileSync(log, line.repeat(1 + Math.floor(1_000_000 / line.length)));
    await broken.cures('disk.containers.log');
  });

  it('workloads: a pod that is not ready', async () => {
    const pod = await node.ok('runp', await node.podFile('stopped'));
    await node.ok('stopp', pod);
    await broken.cures('workloads.pods.not-ready');
  });

  it('workloads: a job that is done is no problem', async () => {
    const { pod, ids } = await node.pod('job', { job: ['true'] });
    await until(
      'it is done',
      async () => (await node.json('inspect', ids[0] ?? '')).status.state === 'CONTAINER_EXITED',
    );
    await node.ok('stopp', pod);
    assert.deepEqual(idsOf(await broken.doctor('workloads')), []);
    await node.ok('rmp', pod);
  });

  it('workloads: a container that failed, with its last words', async () => {
    const { ids } = await node.pod('failed', { failed: ['sh', '-c', 'echo no luck; exit 3'] });
    await until('it fails', async () => (await node.json('inspect', ids[0] ?? '')).status.state === 'CONTAINER_EXITED');
    assert.match((await broken.cures('workloads.exits.failed')).seen, /failed .*exited 3, last words: no luck$/);
  });

  it('workloads: a container that needed too much memory', async () => {
    const podFile = await node.podFile('hungry');
    const pod = await node.ok('runp', podFile);
    const linux = { resources: { memory_limit_in_bytes: 20 * 1024 * 1024 } };
    const id = await node.ok(
      'create',
      pod,
      await node.containerFile({ pod: 'hungry', name: 'hungry', command: ['tail', '/dev/zero'] }, { linux }),
      podFile,
    );
    await node.ok('start', id);
    await until('it dies', async () => (await node.json('inspect', id)).status.state === 'CONTAINER_EXITED');
    await broken.cures('workloads.exits.oom');
  });

  it('workloads: a container whose shim was killed with the daemon', async () => {
    const { pod } = await node.pod('lost', { lost: ['sleep', '1000'] });
    await broken.stopDaemon('SIGKILL');
    const { stdout } = await broken.shell(`grep -lz '^${pod}$' /proc/[0-9]*/cmdline | grep -o '[0-9]*'`);
    for (const pid of stdout.trim().split('\n'))
      if (readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('containerd-shim')) process.kill(Number(pid), 'SIGKILL');
    await broken.startDaemon();
    await broken.cures('workloads.exits.lost');
    await node.ok('rmp', '-f', pod);
  });

  it('workloads: a container that restarts again and again', async () => {
    const podFile = await node.podFile('again');
    const pod = await node.ok('runp', podFile);
    const id = await node.ok(
      'create',
      pod,
      await node.containerFile(
        { pod: 'again', name: 'again', command: ['sleep', '1000'] },
        { metadata: { name: 'again', attempt: 7 } },
      ),
      podFile,
    );
    assert.match((await broken.finds('workloads.restarts.restarting')).seen, /restart number 7$/);
    await node.ok('rm', id);
    assert.deepEqual(idsOf(await broken.doctor('workloads.restarts')), []);
  });

  it('workloads: a task that no list has', async () => {
    const id = 'e'.repeat(64);
    const ctr = `ctr -a ${node.lab.socket} -n k8s.io`;
    const runc = join(node.lab.dir, 'runc');
    const { status, stderr } = await broken.shell(
      `${ctr} run -d --runc-root ${runc} ${node.image('busybox')} ${id} sleep 1000`,
    );
    assert.equal(status, 0, stderr);
    await broken.cures('workloads.orphans.tasks');
    await broken.shell(`${ctr} containers rm ${id}`);
  });

  it('kubelet: it uses another runtime', async () => {
    broken.env = { CONTAINER_RUNTIME_ENDPOINT: undefined };
    const root = makeRoot(node, {
      'var/lib/kubelet/config.yaml': 'containerRuntimeEndpoint: unix:///run/other.sock\n',
      'etc/crictl.yaml': 'runtime-endpoint: unix:///run/containerd/containerd.sock\n',
    });
    broken.words = ['--root', root];
    await broken.cures('kubelet.endpoint.differs');
    assert.match(
      readFileSync(join(root, 'etc/crictl.yaml'), 'utf8'),
      /^runtime-endpoint: unix:\/\/\/run\/other\.sock$/m,
    );
  });

  it('kubelet: links to logs that are gone, and logs of pods that are gone', async () => {
    const root = makeRoot(node, { 'var/log/pods/default_gone_nobody/app/0.log': '', 'var/log/containers/.keep': '' });
    rmSync(join(root, 'var/log/containers/.keep'));
    symlinkSync('/var/log/pods/nowhere/0.log', join(root, 'var/log/containers/x_default_y-0.log'));
    broken.words = ['--root', root];
    await broken.cures('kubelet.logs.broken');
    await broken.cures('kubelet.logs.left');
  });

  // Last: containerd 2 gives up on running containers when it starts without runc or shim.

  it('programs: no runc', async () => {
    await broken.startDaemon({ env: { PATH: binFolder(node, 'containerd-shim-runc-v2') } });
    await broken.cures('runtime.binaries.runc-missing', () => broken.startDaemon());
  });

  it('programs: no shim', async () => {
    const folder = join(node.lab.dir, 'alone');
    mkdirSync(folder, { recursive: true });
    const program = join(folder, 'containerd');
    if (!existsSync(program)) copyFileSync(node.lab.programs.containerd, program);
    await broken.startDaemon({ program, env: { PATH: binFolder(node, 'runc') } });
    await broken.cures('runtime.binaries.shim-missing', () => linkOf(node, folder));
  });

  it('programs: a runc for another processor', async () => {
    const foreign = join(node.lab.dir, 'foreign-runc');
    const bytes = readFileSync(whereIs(node, 'runc'));
    bytes.writeUInt16LE(bytes.readUInt16LE(18) === 62 ? 183 : 62, 18);
    writeFileSync(foreign, bytes, { mode: 0o755 });
    await broken.startDaemon({ config: (good) => withBinary(good, foreign) });
    await broken.cures('runtime.binaries.architecture', () => copyFileSync(whereIs(node, 'runc'), foreign));
  });

  it('programs: a runc that may not run, and an old one', async () => {
    const wrapper = join(node.lab.dir, 'old-runc');
    writeFileSync(wrapper, '#!/bin/sh\necho runc version 1.0.0-rc93\n', { mode: 0o644 });
    await broken.startDaemon({ config: (good) => withBinary(good, wrapper) });
    assert.deepEqual((await broken.cures('runtime.binaries.runc-missing')).next, [`chmod +x ${wrapper}`]);
    await broken.cures('runtime.binaries.runc-old', () => copyFileSync(whereIs(node, 'runc'), wrapper));
  });
});

/** Puts the shim beside a containerd. */
function linkOf(node: TestNode, folder: string): void {
  const shim = 'containerd-shim-runc-v2';
  if (!existsSync(join(folder, shim))) linkSync(whereIs(node, shim), join(folder, shim));
}
