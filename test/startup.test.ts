import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeScriptedNode } from './support/scripted-node.ts';
import { type ScriptedServer, startScriptedServer } from './support/scripted-server.ts';
import { makeWorld } from './support/world.ts';

// Milliseconds flake, lists do not: what each command loads and asks is pinned here. A new entry needs a reason.

interface Run {
  /** Files of dist/, without their ending. */
  files: string[];
  /** Node's own modules. */
  builtins: string[];
  /** How often each method was called. */
  requests: Record<string, number>;
  errors: string;
}

const world = makeWorld();
const container = String(world.containers[0]?.['id']);
const pod = String(world.pods[0]?.['id']);
const image = String(world.images[0]?.['id']);

const front = ['main', 'rolldown-runtime'];
const lists = [...front, 'lists'];
/** Costs of Node's own that a list needs no part of. */
const heavy = [
  'http2',
  'http',
  'https',
  'tls',
  'crypto',
  'child_process',
  'zlib',
  'dns',
  'readline',
  'worker_threads',
  'v8',
  'tty',
  // Under Node a list speaks to its socket without it.
  'net',
  'perf_hooks',
];

/** Exactly these files. */
const filesOf: Readonly<Record<string, readonly string[]>> = {
  '--version': front,
  '--help': [...front, 'help'],
  'completion bash': [...front, 'completion'],
  ps: lists,
  'ps -q': lists,
  'ps -a -o json': lists,
  pods: lists,
  images: lists,
  [`inspect ${container}`]: [...lists, 'inspect'],
  [`inspectp ${pod}`]: [...lists, 'inspect'],
  [`inspecti ${image}`]: [...lists, 'inspect'],
  version: [...lists, 'version'],
};

/** Exactly these requests. */
const requestsOf: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  '--version': {},
  '--help': {},
  'completion bash': {},
  'config --list': {},
  version: { Version: 1 },
  ps: { ListContainers: 1 },
  'ps -q': { ListContainers: 1 },
  'ps -a -o json': { ListContainers: 1 },
  pods: { ListPodSandbox: 1 },
  images: { ListImages: 1 },
  [`inspect ${container}`]: { ContainerStatus: 1 },
  [`inspectp ${pod}`]: { PodSandboxStatus: 1 },
  [`inspecti ${image}`]: { ImageStatus: 1 },
  info: { Status: 1 },
  imagefsinfo: { ImageFsInfo: 1 },
  'runtime-config': { RuntimeConfig: 1 },
  metricdescs: { ListMetricDescriptors: 1 },
  // Two samples make a rate, however many containers there are.
  'stats -s 0': { ListContainerStats: 2 },
  'statsp -s 0': { ListPodSandboxStats: 2 },
  [`exec -s ${container} ls`]: { ExecSync: 1 },
  [`start ${container}`]: { StartContainer: 1 },
  'pull busybox': { PullImage: 1 },
};

describe('at a start', () => {
  let folder = '';
  let server: ScriptedServer | undefined;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), 'crix-start-'));
    server = await startScriptedServer({ socket: join(folder, 's'), node: makeScriptedNode({}, world) });
  });
  after(async () => {
    await server?.close();
    rmSync(folder, { recursive: true });
  });

  async function run(line: string, env: Readonly<Record<string, string>> = {}): Promise<Run> {
    const [record, crix] = ['./support/record-loaded.cjs', '../bin/crix.js'].map((path) =>
      fileURLToPath(new URL(path, import.meta.url)),
    );
    const words = ['--require', record ?? '', crix ?? '', ...line.split(' ')];
    const own = { HOME: folder, CONTAINER_RUNTIME_ENDPOINT: `unix://${join(folder, 's')}` };
    const before = server?.requests.length ?? 0;
    const child = spawn(process.execPath, words, {
      env: { ...own, ...env },
      stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
    });
    const [told, errors] = [child.stdio[3], child.stderr].map((stream) => {
      const parts: Buffer[] = [];
      stream?.on('data', (part: Buffer) => parts.push(part));
      return parts;
    });
    const [status] = await once(child, 'close');
    assert.equal(status, 0, Buffer.concat(errors ?? []).toString());
    const { files, builtins } = JSON.parse(Buffer.concat(told ?? []).toString()) as Pick<Run, 'files' | 'builtins'>;
    const requests: Record<string, number> = {};
    for (const { rpc } of server?.requests.slice(before) ?? []) requests[rpc] = (requests[rpc] ?? 0) + 1;
    const names = files.map((name) => name.replace(/\.cjs$/, ''));
    return { files: names, builtins, requests, errors: Buffer.concat(errors ?? []).toString() };
  }

  for (const [line, files] of Object.entries(filesOf)) {
    it(`${line} loads no file that it does not need`, async () => {
      const loaded = await run(line);
      assert.deepEqual(loaded.files.toSorted(), [...files].toSorted());
      assert.deepEqual(
        heavy.filter((name) => loaded.builtins.includes(name)),
        [],
      );
    });
  }

  it('only what asks a runtime loads the network', async () => {
    for (const line of ['--version', '--help', 'completion bash', 'config --list']) {
      assert.ok(!(await run(line)).builtins.includes('net'), line);
    }
  });

  for (const [line, requests] of Object.entries(requestsOf)) {
    it(`${line} asks for no more than it shows, and loads no npm package`, async () => {
      const { requests: asked, files } = await run(line);
      assert.deepEqual(asked, requests);
      assert.deepEqual(
        files.filter((name) => name.startsWith('npm-')),
        [],
      );
    });
  }

  it('no warning of Node appears among what a script reads', async () => {
    for (const line of ['ps', '--version']) {
      const { errors } = await run(line, { NODE_PENDING_DEPRECATION: '1' });
      assert.equal(errors, '');
    }
  });

  it('the compiled code beside the files is taken by the Node that built it', () => {
    const program = `
      const { readFileSync } = require('node:fs');
      for (const name of ['main', 'lists', 'docker']) {
        const filename = process.argv[1] + name + '.cjs';
        const cachedData = readFileSync(filename + '.v8-' + process.versions.v8 + '-' + process.arch);
        const script = new (require('node:vm').Script)(readFileSync(filename, 'latin1'), { filename, cachedData });
        console.log(name, script.cachedDataRejected);
      }`;
    const dist = fileURLToPath(new URL('../dist/', import.meta.url));
    const { stdout } = spawnSync(process.execPath, ['-e', program, dist], { encoding: 'utf8' });
    assert.equal(stdout, 'main false\nlists false\ndocker false\n');
  });

  it('the full path loads grpc-js and yargs and asks the same', async () => {
    const { files, requests } = await run('ps', { CRIX_FULL: '1' });
    assert.ok(files.includes('npm-grpc-grpc-js') && files.includes('npm-yargs'), files.join(' '));
    assert.deepEqual(requests, { ListContainers: 1 });
  });
});
