import { join } from 'node:path';
import { TestNode } from '../e2e/support/node.ts';
import { simulatedDemo } from './demo-simulated.ts';
import { Show, say } from './show.ts';

async function main(): Promise<number> {
  if (process.argv.includes('--simulated')) return simulated('a simulation was asked for');
  if (process.getuid?.() !== 0) return simulated('that takes root');
  const node = new TestNode();
  try {
    say('starting a private containerd, with registries and images made on the spot');
    await node.start('1.6');
  } catch (error) {
    return simulated(error instanceof Error ? error.message : String(error));
  }
  try {
    return await tour(node, new Show({ env: node.env, cwd: join(node.lab.dir, 'home') }));
  } finally {
    await node.lab.stop();
    say('\nthe private containerd and all that was in it are gone again');
  }
}

function simulated(why: string): Promise<number> {
  say(`no real containerd: ${why}`);
  say('what follows is a SIMULATED runtime: it remembers pods and containers, but runs nothing');
  return simulatedDemo();
}

async function tour(node: TestNode, show: Show): Promise<number> {
  await show.crix('version');
  await show.crix('pull', node.image('busybox'));
  await show.crix('pull', node.image('web'));
  const [clock, web] = await runPods(node, show);
  await show.crix('exec', clock, 'cat', '/etc/passwd');
  await show.crix('exec', clock, 'wget', '-qO-', `http://${await podAddress(node, 'web')}:8080/`);
  await show.crix('logs', '--tail', '3', clock);
  await show.crix('inspect', '-o', 'go-template', '--template', '{{.status.metadata.name}} is {{.status.state}}', web);
  await show.crix('stats');
  await show.crix('pods');
  await show.crix('ps', '-a');
  await show.crix('images');
  return show.failures;
}

async function runPods(node: TestNode, show: Show): Promise<[string, string]> {
  await node.podFile('shop');
  await node.podFile('web');
  const loop = ['sh', '-c', 'while true; do date; sleep 0.2; done'];
  await node.containerFile({ pod: 'shop', name: 'clock', command: loop });
  const web = { image: { image: node.image('web') }, working_dir: '/www' };
  await node.containerFile({ pod: 'web', name: 'httpd', command: ['httpd', '-f', '-p', '8080'] }, web);
  return [await runPod(show, 'shop', 'clock'), await runPod(show, 'web', 'httpd')];
}

async function runPod(show: Show, pod: string, container: string): Promise<string> {
  const podId = await show.id('runp', `pod-${pod}.json`);
  const id = await show.id('create', podId, `${container}.json`, `pod-${pod}.json`);
  await show.crix('start', id);
  return id;
}

async function podAddress(node: TestNode, pod: string): Promise<string> {
  const [id = ''] = await node.lines('pods', '-q', '--name', pod);
  return (await node.json('inspectp', id)).status.network.ip;
}

process.exitCode = (await main()) === 0 ? 0 : 1;
