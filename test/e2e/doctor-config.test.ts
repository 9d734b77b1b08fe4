// Each way to break containerd's configuration: the doctor sees it, and its own words cure it.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, before, it } from 'node:test';
import { BreakableNode } from './support/breakable.ts';
import type { TestNode } from './support/node.ts';
import { onEachNode } from './support/suite.ts';

interface Breakage {
  id: string;
  what: string;
  /** Only where it is one. */
  on?: '1.6' | '2';
  /** containerd exits. */
  fails?: true;
  config(good: string, node: TestNode): string;
  /** The steps are sentences: the good file is put back. */
  byHand?: true;
}

const criSection = { '1.6': `plugins."io.containerd.grpc.v1.cri"`, '2': `plugins.'io.containerd.cri.v1.runtime'` };
const imageSection = { '1.6': criSection['1.6'], '2': `plugins.'io.containerd.cri.v1.images'` };

function generation(node: TestNode): '1.6' | '2' {
  return node.lab.version.startsWith('1.6') ? '1.6' : '2';
}

/** A line at the top level. */
function withTop(good: string, line: string): string {
  return good.replace(/^version = \d\n/, (first) => `${first}${line}\n`);
}

/** A line in the section of the runtime runc, or in its options. */
function withRuntimeLine(good: string, line: string): string {
  return good.replace(/(runtime_type = .*\n)/, `$1    ${line}\n`);
}

function withSnapshotter(good: string, name: string, node: TestNode): string {
  if (generation(node) === '2') return good.replace('snapshotter = "overlayfs"', `snapshotter = "${name}"`);
  return `${good}[${criSection['1.6']}.containerd]\n  snapshotter = "${name}"\n`;
}

function imported(node: TestNode, text: string): string {
  const file = join(node.lab.dir, 'imported.toml');
  writeFileSync(file, text);
  return `imports = ["${file}"]`;
}

const mirror = (node: TestNode): string =>
  `[${imageSection[generation(node)]}.registry.mirrors."docker.io"]\n  endpoint = ["http://127.0.0.1:1"]\n`;

const breakages: readonly Breakage[] = [
  {
    id: 'runtime.config.cri-disabled',
    what: 'CRI is disabled',
    config: (good) => withTop(good, 'disabled_plugins = ["io.containerd.grpc.v1.cri"]'),
  },
  {
    id: 'runtime.config.cri-disabled',
    what: 'a plugin of no known name is disabled',
    fails: true,
    config: (good) => withTop(good, 'disabled_plugins = ["io.containerd.snapshotter.v1.zfs", "cri"]'),
  },
  {
    id: 'runtime.config.syntax',
    what: 'a bracket is missing',
    fails: true,
    byHand: true,
    config: (good) => `${good}[broken\n`,
  },
  {
    id: 'runtime.config.version-1',
    what: 'it has no version',
    on: '2',
    byHand: true,
    config: (good) =>
      `${good.slice(good.indexOf('\n') + 1, good.indexOf('[plugins'))}[plugins.cri]\n  sandbox_image = "x"\n`,
  },
  {
    id: 'runtime.config.ignored',
    what: 'its sections are those of version 2',
    on: '2',
    byHand: true,
    config: (good) => `${good}[${criSection['1.6']}]\n  sandbox_image = "x"\n`,
  },
  {
    id: 'runtime.config.ignored',
    what: 'its sections are those of version 3',
    on: '1.6',
    byHand: true,
    config: (good) => `${good}[${imageSection['2']}]\n  snapshotter = "overlayfs"\n`,
  },
  {
    id: 'runtime.config.version',
    what: 'its version is one of the future',
    on: '2',
    fails: true,
    byHand: true,
    config: (good) => good.replace('version = 3', 'version = 4'),
  },
  {
    id: 'runtime.imports.missing',
    what: 'a file that it imports is missing',
    fails: true,
    config: (good, node) => withTop(good, `imports = ["${join(node.lab.dir, 'not-there.toml')}"]`),
  },
  {
    id: 'runtime.imports.syntax',
    what: 'a file that it imports is no TOML',
    fails: true,
    byHand: true,
    config: (good, node) => withTop(good, imported(node, 'version = \n')),
  },
  {
    id: 'runtime.imports.version',
    what: 'a file that it imports has no version',
    on: '1.6',
    fails: true,
    config: (good, node) => withTop(good, imported(node, '[plugins.cri]\n  max_concurrent_downloads = 4\n')),
  },
  {
    id: 'runtime.imports.replaces',
    what: 'a file that it imports takes the place of its CRI section',
    on: '1.6',
    byHand: true,
    config: (good, node) =>
      withTop(good, imported(node, `version = 2\n[${criSection['1.6']}]\n  max_concurrent_downloads = 4\n`)),
  },
  {
    id: 'runtime.keys.runtime-v1',
    what: 'the runtime is of the first kind',
    config: (good) => good.replace('io.containerd.runc.v2', 'io.containerd.runtime.v1.linux'),
  },
  {
    id: 'runtime.keys.runtime-engine',
    what: 'the runtime has an engine',
    byHand: true,
    config: (good) => withRuntimeLine(good, 'runtime_engine = "/no/runc"'),
  },
  {
    id: 'runtime.keys.runtime-root',
    what: 'the runtime has a root of the old kind',
    byHand: true,
    config: (good) => withRuntimeLine(good, 'runtime_root = "/run/elsewhere"'),
  },
  {
    id: 'runtime.keys.default-runtime',
    what: 'the default runtime does not exist',
    byHand: true,
    config: (good, node) => `${good}[${criSection[generation(node)]}.containerd]\n  default_runtime_name = "nosuch"\n`,
  },
  {
    id: 'runtime.keys.systemd-cgroup',
    what: 'systemd_cgroup is set',
    byHand: true,
    config: (good) =>
      good.replace('restrict_oom_score_adj = true', 'systemd_cgroup = true\n  restrict_oom_score_adj = true'),
  },
  {
    id: 'runtime.registry.conflict',
    what: 'it has mirrors of both kinds',
    byHand: true,
    config: (good, node) => good + mirror(node),
  },
  {
    id: 'runtime.registry.deprecated',
    what: 'it has mirrors of the old kind',
    byHand: true,
    config: (good, node) => good.replace(/config_path = .*\n/, '') + mirror(node),
  },
  {
    id: 'runtime.snapshotter.unknown',
    what: 'the snapshotter does not exist',
    byHand: true,
    config: (good, node) => withSnapshotter(good, 'nosuch', node),
  },
  {
    id: 'runtime.snapshotter.proxy',
    what: 'the snapshotter is a program that does not run',
    byHand: true,
    config: (good, node) =>
      `${withSnapshotter(good, 'stuck', node)}[proxy_plugins.stuck]\n  type = "snapshot"\n  address = "/nowhere.sock"\n`,
  },
  {
    id: 'runtime.snapshotter.dropped',
    what: 'the snapshotter is dropped without a word',
    on: '2',
    byHand: true,
    config: (good) =>
      `version = 2\n${good.slice(good.indexOf('\n') + 1, good.indexOf('[plugins'))}[${criSection['1.6']}.containerd]\n  snapshotter = "native"\n`,
  },
  {
    id: 'runtime.cgroup.no-systemd',
    what: 'cgroups are for a systemd that is not there',
    config: (good) => good.replace(/( +)(Root = .*\n)/, '$1$2$1SystemdCgroup = true\n'),
  },
];

onEachNode('crix doctor on the configuration of containerd', (node) => {
  const broken = new BreakableNode(node);
  before(async () => {
    await node.ok('pull', node.image('pause'));
    broken.remember();
  });
  afterEach(() => broken.mend());

  it('finds nothing wrong with a healthy one', async () => {
    assert.deepEqual(await broken.problems(), []);
  });

  for (const { id, what, on, fails, config, byHand } of breakages) {
    it(`finds out that ${what}`, async () => {
      if (on !== undefined && on !== generation(node)) return;
      await broken.startDaemon({ config: (good) => config(good, node), ...(fails && { fails }) });
      await broken.cures(id, byHand && (() => broken.restoreConfig()));
    });
  }

  it('asks on a terminal before it writes a file', async () => {
    await broken.startDaemon({ config: (good) => withTop(good, 'disabled_plugins = ["io.containerd.grpc.v1.cri"]') });
    const written = readFileSync(broken.configPath, 'utf8');
    const answer = async (key: string): Promise<string> => {
      let isAnswered = false;
      const { stdout } = await node.terminal(['doctor', '-q', '--fix', 'runtime.config'], {
        onOutput(text, act) {
          if (!isAnswered && text.includes('[y/N]')) act.type(`${key}\n`);
          isAnswered ||= text.includes('[y/N]');
        },
      });
      assert.match(
        stdout,
        /\r\n- disabled_plugins = \["io\.containerd\.grpc\.v1\.cri"\]\r\n\+ disabled_plugins = \[\]\r\n/,
      );
      return readFileSync(broken.configPath, 'utf8');
    };
    assert.equal(await answer('n'), written);
    assert.equal(await answer('y'), written.replace('"io.containerd.grpc.v1.cri"', ''));
    assert.equal((await node.crix(['doctor', '--fix', 'runtime.config'])).status, 0);
  });

  it('finds a hosts.toml that cannot be read', async () => {
    const folder = join(node.lab.dir, 'hosts/example.com');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'hosts.toml'), 'server = \n');
    await broken.cures('runtime.registry.hosts', () => writeFileSync(join(folder, 'hosts.toml'), ''));
  });

  it('finds that CRI failed, with the reason, and that it is disabled, each apart', async () => {
    await broken.startDaemon({ config: (good) => withSnapshotter(good, 'nosuch', node) });
    assert.match((await broken.finds('endpoint.cri.failed')).seen, /nosuch/);
    await broken.startDaemon({ config: (good) => withTop(good, 'disabled_plugins = ["io.containerd.grpc.v1.cri"]') });
    await broken.cures('endpoint.cri.disabled');
  });
});
