// The demo where no containerd can be started: crix against a runtime that only remembers.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { crixWords, run } from '../e2e/support/program.ts';
import { startScriptedServer } from '../support/scripted-server.ts';
import { makeSimulatedNode } from '../support/simulated-node.ts';

const image = 'docker.io/library/busybox:1.36';
const pod = { metadata: { name: 'shop', namespace: 'demo', uid: 'demo-1' }, labels: { app: 'shop' } };
const container = {
  metadata: { name: 'clock' },
  image: { image },
  command: ['sh', '-c', 'while sleep 1; do date; done'],
  labels: { 'io.kubernetes.pod.name': 'shop', 'io.kubernetes.pod.namespace': 'demo' },
};

const dir = mkdtempSync(join(tmpdir(), 'crix-'));
const socket = join(dir, 'runtime.sock');
const server = await startScriptedServer({ socket, node: makeSimulatedNode() });
try {
  say('no root or no containerd here: a simulated runtime answers, whose containers run nothing');
  process.exitCode = (await tour()) === 0 ? 0 : 1;
} finally {
  await server.close();
  rmSync(dir, { recursive: true });
}

/** The number of commands that failed. */
async function tour(): Promise<number> {
  writeFileSync(join(dir, 'pod.json'), JSON.stringify(pod));
  writeFileSync(join(dir, 'container.json'), JSON.stringify(container));
  let failures = 0;
  const show = async (...words: string[]) => {
    say(`\n$ crix ${words.map(quote).join(' ')}`);
    const env = { PATH: process.env['PATH'], HOME: dir, CONTAINER_RUNTIME_ENDPOINT: `unix://${socket}` };
    const { stdout, stderr, status } = await run([...crixWords, ...words], { env, cwd: dir });
    process.stdout.write(stdout + stderr);
    failures += status === 0 ? 0 : 1;
    return stdout.trim().slice(0, 13);
  };
  await show('version');
  await show('pods');
  await show('ps', '-a');
  await show('images');
  await show('stats');
  const podId = await show('runp', 'pod.json');
  const id = await show('create', podId, 'container.json', 'pod.json');
  await show('start', id);
  await show('ps', '--pod', podId);
  await show('inspect', '-o', 'go-template', '--template', '{{.status.metadata.name}} is {{.status.state}}', id);
  await show('stop', id);
  await show('ps', '-a', '--pod', podId);
  await show('rmp', '-f', podId);
  await show('pods', '--label', 'app=shop');
  return failures;
}

function quote(word: string): string {
  return /^[\w./:@=-]+$/.test(word) ? word : `'${word}'`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
