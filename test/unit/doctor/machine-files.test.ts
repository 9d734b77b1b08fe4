import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { programsOf, readCniFiles, reservationFolder, subnetsOf } from '../../../src/doctor/cni.ts';
import {
  configForSocket,
  generationOf,
  readContainerdConfig,
  settings,
} from '../../../src/doctor/containerd-config.ts';
import { Host } from '../../../src/doctor/host.ts';
import {
  evictionThresholds,
  kubeletCgroupDriver,
  kubeletEndpoint,
  kubeletFlag,
  readKubelet,
} from '../../../src/doctor/kubelet.ts';
import { flagValue, listenersOn, runtimeSockets } from '../../../src/doctor/processes.ts';
import { readUnit } from '../../../src/doctor/unit-file.ts';

let root = '';
let host = new Host('');
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'crix-doctor-'));
  host = new Host(root);
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

describe("containerd's configuration", () => {
  it('is read with what it imports', () => {
    put('etc/c/config.toml', 'version = 2\nimports = ["conf.d/*.toml", "/etc/c/none.toml"]\n');
    put('etc/c/conf.d/a.toml', '[plugins."io.containerd.grpc.v1.cri"]\nsandbox_image = "a"\n');
    put('etc/c/conf.d/b.toml', 'broken = \n');
    put('etc/c/conf.d/c.txt', 'not read');
    const config = readContainerdConfig(host, '/etc/c/config.toml');
    assert.deepEqual([config.path, config.version], [join(root, 'etc/c/config.toml'), 2]);
    assert.deepEqual(
      config.imports.map(({ path, version, text, error }) => [
        path.slice(root.length + 1),
        version,
        text !== undefined,
        error?.line,
      ]),
      [
        ['etc/c/conf.d/a.toml', 1, true, undefined],
        ['etc/c/conf.d/b.toml', 1, true, 1],
        ['etc/c/none.toml', 1, false, undefined],
      ],
    );
    assert.equal(settings.sandboxImage(config), 'a');
  });

  it('has its settings where its version has them', () => {
    put('1', '[plugins.cri.containerd]\nsnapshotter = "one"\n');
    put('2', 'version = 2\n[plugins."io.containerd.grpc.v1.cri".containerd]\nsnapshotter = "two"\n');
    put('3', 'version = 3\n[plugins."io.containerd.cri.v1.images"]\nsnapshotter = "three"\n');
    assert.deepEqual(
      ['/1', '/2', '/3'].map((path) => settings.snapshotter(readContainerdConfig(host, path))),
      ['one', 'two', 'three'],
    );
  });

  it('is read by generations', () => {
    const versions = [
      '1.6.20~ds1',
      'containerd github.com/containerd/containerd v1.7.24 abc',
      'v2.1.9+unknown',
      '1.5.2',
      'x',
      undefined,
    ];
    assert.deepEqual(versions.map(generationOf), ['1.6', '1.7', '2', '1.6', undefined, undefined]);
  });
});

describe('the configuration of a containerd that does not run', () => {
  const pathFor = (socket: string | undefined): string => configForSocket(host, socket).path.slice(root.length + 1);

  it('is the usual file for the usual socket', () => {
    assert.equal(pathFor('/run/containerd/containerd.sock'), 'etc/containerd/config.toml');
    assert.equal(pathFor(undefined), 'etc/containerd/config.toml');
  });

  it('is the file that names its socket, even if it is no TOML', () => {
    put('etc/containerd/config.toml', 'version = 2\n');
    put('lab/b.toml', "[grpc]\naddress = '/lab/c.sock'\n[broken\n");
    put('var/lib/rancher/k3s/agent/etc/containerd/config.toml', '[grpc]\naddress = "/run/k3s/c.sock"\n');
    assert.equal(pathFor('/lab/c.sock'), 'lab/b.toml');
    assert.equal(pathFor('/run/k3s/c.sock'), 'var/lib/rancher/k3s/agent/etc/containerd/config.toml');
    assert.equal(pathFor('/elsewhere/c.sock'), '');
  });
});

describe('kubelet', () => {
  it('is not there', () => assert.equal(readKubelet(host), undefined));

  it('is told by its files, and flags win', () => {
    put('var/lib/kubelet/config.yaml', 'cgroupDriver: systemd\ncontainerRuntimeEndpoint: unix:///a.sock\n');
    put(
      'var/lib/kubelet/kubeadm-flags.env',
      'KUBELET_KUBEADM_ARGS="--container-runtime-endpoint=unix:///b.sock --v 2"\n',
    );
    put('etc/default/kubelet', '# none\nKUBELET_EXTRA_ARGS=--container-runtime-endpoint unix:///c.sock\n');
    const kubelet = readKubelet(host);
    assert.ok(kubelet);
    assert.equal(kubeletEndpoint(kubelet), 'unix:///c.sock');
    assert.equal(kubeletCgroupDriver(kubelet), 'systemd');
    assert.equal(kubeletFlag(kubelet, 'v'), '2');
    assert.equal(kubeletFlag(kubelet, 'none'), undefined);
  });

  it('uses cgroupfs, and the endpoint of this node alone', () => {
    put('var/lib/kubelet/config.yaml', 'containerRuntimeEndpoint: unix:///a.sock\n');
    put('var/lib/kubelet/instance-config.yaml', 'containerRuntimeEndpoint: unix:///b.sock\n');
    const kubelet = readKubelet(host);
    assert.ok(kubelet);
    assert.deepEqual([kubeletEndpoint(kubelet), kubeletCgroupDriver(kubelet)], ['unix:///b.sock', 'cgroupfs']);
  });

  it('evicts by its defaults, or by what is set alone', () => {
    assert.deepEqual(evictionThresholds(undefined), { imagefs: '15%', inodes: '5%' });
    put('var/lib/kubelet/config.yaml', 'evictionHard:\n  imagefs.available: 10Gi\n');
    assert.deepEqual(evictionThresholds(readKubelet(host)), { imagefs: '10Gi', inodes: '0' });
  });
});

describe('a unit', () => {
  it('is read with its drop-ins, the administrator first', () => {
    put(
      'usr/lib/systemd/system/containerd.service',
      '[Unit]\nRestart=no\n[Service]\nKillMode=process\nRestart=always\n',
    );
    put('usr/lib/systemd/system/containerd.service.d/10.conf', '[Service]\nRestart=no\n');
    put('etc/systemd/system/containerd.service.d/10.conf', '[Service]\nDelegate=yes\n');
    put('etc/systemd/system/containerd.service.d/20.conf', '[Service]\nKillMode = mixed \n');
    const unit = readUnit(host, 'containerd.service');
    assert.deepEqual(unit?.service, { KillMode: 'mixed', Restart: 'always', Delegate: 'yes' });
    assert.equal(unit?.isEnabled, false);
    mkdirSync(join(root, 'etc/systemd/system/multi-user.target.wants'));
    symlinkSync('/x', join(root, 'etc/systemd/system/multi-user.target.wants/containerd.service'));
    assert.equal(readUnit(host, 'containerd.service')?.isEnabled, true);
  });
});

describe('CNI files', () => {
  const list = (more: object): string =>
    JSON.stringify({ cniVersion: '1.0.0', name: 'net', plugins: [{ type: 'bridge', ...more }] });

  it('come in the order of bytes, and say what is wrong with them', () => {
    put('cni/10-a.conflist', list({}));
    put('cni/9-b.conf', list({}));
    put('cni/20-c.conflist', '{"name":"x","plugins":[]}');
    put('cni/20-d.conflist', '{"plugins":[{"type":"x"}]}');
    put('cni/20-e.json', '{"name":"x","type":"bridge"}');
    put('cni/20-f.conflist', 'x');
    put('cni/readme.txt', '');
    assert.deepEqual(
      readCniFiles(host, '/cni').map(({ path, problem }) => [path.slice(root.length + 5), problem]),
      [
        ['10-a.conflist', undefined],
        ['20-c.conflist', 'has no plugins'],
        ['20-d.conflist', 'has no name'],
        ['20-e.json', undefined],
        ['20-f.conflist', 'is no JSON'],
        ['9-b.conf', 'is a list of plugins, which has to end in .conflist'],
      ],
    );
  });

  it('name programs, addresses and the place of reservations', () => {
    const ipam = {
      type: 'host-local',
      dataDir: '/ipam',
      subnet: '10.1.0.0/16',
      ranges: [[{ subnet: '10.2.0.0/16' }], [{ subnet: 'fd00::/64' }]],
    };
    put('cni/10-a.conflist', list({ ipam }));
    const [file] = readCniFiles(host, '/cni');
    assert.ok(file);
    assert.deepEqual(programsOf(file), ['bridge', 'host-local']);
    assert.deepEqual(subnetsOf(file), ['10.1.0.0/16', '10.2.0.0/16', 'fd00::/64']);
    assert.equal(reservationFolder(file), '/ipam/net');
  });
});

describe('processes', () => {
  const table = `Num       RefCount Protocol Flags    Type St Inode Path
0000000000000000: 00000002 00000000 00010000 0001 01 123 /run/containerd/containerd.sock
0000000000000000: 00000003 00000000 00000000 0001 03 124 /run/containerd/containerd.sock
0000000000000000: 00000002 00000000 00010000 0001 01 125 /run/k3s/containerd/containerd.sock
0000000000000000: 00000002 00000000 00010000 0001 01 126 @/containerd-shim/x.sock
`;

  it('listen on sockets', () => {
    put('proc/net/unix', table);
    assert.deepEqual(listenersOn(host, '/run/containerd/containerd.sock'), ['123']);
    assert.deepEqual(runtimeSockets(host), ['/run/containerd/containerd.sock', '/run/k3s/containerd/containerd.sock']);
  });

  it('have flags in both spellings', () => {
    assert.equal(flagValue(['containerd', '-c', '/a'], '-c', '--config'), '/a');
    assert.equal(flagValue(['containerd', '--config=/b'], '-c', '--config'), '/b');
    assert.equal(flagValue(['containerd'], '-c'), undefined);
  });
});
