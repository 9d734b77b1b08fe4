import { TestNode } from '../e2e/support/node.ts';
import { crixWords, type Outcome, run } from '../e2e/support/program.ts';

/** Runs `crix …` on the node and shows it as a terminal would. */
type Show = (...words: string[]) => Promise<Outcome>;

async function main(): Promise<number> {
  const node = new TestNode();
  say('starting a private containerd, with registries and images made on the spot');
  await node.start('1.6');
  try {
    return await tour(node);
  } finally {
    await node.lab.stop();
    say('the private containerd and everything in it are gone again');
  }
}

async function tour(node: TestNode): Promise<number> {
  let failures = 0;
  const cwd = `${node.lab.dir}/home`;
  const show: Show = async (...words) => {
    say(`\n$ crix ${words.map(quote).join(' ')}`);
    const outcome = await run([...crixWords, ...words], { env: node.env, cwd });
    process.stdout.write(outcome.stdout + outcome.stderr);
    if (outcome.status !== 0) failures += 1;
    return outcome;
  };
  await show('version');
  await show('pull', node.image('busybox'));
  await show('pull', node.image('web'));
  const ids = await runPods(node, show);
  const [busy = '', web = ''] = ids;
  await show('exec', busy, 'cat', '/etc/passwd');
  await show('exec', busy, 'wget', '-qO-', `http://${await podAddress(node, 'web')}:8080/`);
  await show('logs', '--tail', '3', busy);
  await show('inspect', '-o', 'go-template', '--template', '{{.status.metadata.name}} is {{.status.state}}', web);
  await show('stats');
  await show('pods');
  await show('ps', '-a');
  await show('images');
  return failures === 0 ? 0 : 1;
}

async function runPods(node: TestNode, show: Show): Promise<string[]> {
  const loop = 'while true; do date; sleep 1; done';
  const web = { image: { image: node.image('web') }, working_dir: '/www' };
  await node.podFile('shop');
  await node.podFile('web');
  await node.containerFile({ pod: 'shop', name: 'clock', command: ['sh', '-c', loop] });
  await node.containerFile({ pod: 'web', name: 'httpd', command: ['httpd', '-f', '-p', '8080'] }, web);
  const ids: string[] = [];
  for (const [pod, container] of [
    ['shop', 'clock'],
    ['web', 'httpd'],
  ] as const) {
    const podId = short(await show('runp', `pod-${pod}.json`));
    const id = short(await show('create', podId, `${container}.json`, `pod-${pod}.json`));
    await show('start', id);
    ids.push(id);
  }
  return ids;
}

async function podAddress(node: TestNode, pod: string): Promise<string> {
  const { items } = await node.json('pods', '--name', pod);
  const { status } = await node.json('inspectp', items[0].id);
  return status.network.ip;
}

function short(outcome: Outcome): string {
  return outcome.stdout.trim().slice(0, 13);
}

function quote(word: string): string {
  return /^[\w./:@=-]+$/.test(word) ? word : `'${word}'`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

process.exitCode = await main();
