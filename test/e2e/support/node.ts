import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Containerd } from '../../lab/debian.ts';
import { refs } from '../../lab/images.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { crixWords, type Outcome, type RunOptions, run, runOnTerminal } from './program.ts';

/** A real node under test, and crix pointed at it. */
export class TestNode {
  #lab: Lab | undefined;

  get lab(): Lab {
    assert.ok(this.#lab !== undefined, 'the lab is not up yet');
    return this.#lab;
  }

  async start(containerd: Containerd): Promise<void> {
    this.#lab = await startLab({ containerd });
    await mkdir(join(this.#lab.dir, 'home'));
    await writeFile(this.env['CRI_CONFIG_FILE'] ?? '', '');
  }

  /** The environment of every command: nothing of the developer's own. */
  get env(): Record<string, string> {
    const home = join(this.lab.dir, 'home');
    return {
      PATH: this.lab.path,
      HOME: home,
      TZ: 'UTC',
      LC_ALL: 'C.UTF-8',
      TERM: 'xterm',
      CRI_CONFIG_FILE: join(home, 'crictl.yaml'),
      CONTAINER_RUNTIME_ENDPOINT: this.lab.endpoint,
    };
  }

  async crix(words: readonly string[], opts: Partial<RunOptions> = {}): Promise<Outcome> {
    return await run([...crixWords, ...words], { ...opts, env: { ...this.env, ...opts.env } });
  }

  async terminal(words: readonly string[], opts: Partial<RunOptions> = {}): Promise<Outcome> {
    return await runOnTerminal([...crixWords, ...words], { ...opts, env: { ...this.env, ...opts.env } });
  }

  /** Runs crix, expects success, returns stdout without the last line end. */
  async ok(...words: string[]): Promise<string> {
    const { status, stdout, stderr } = await this.crix(words);
    assert.equal(status, 0, `crix ${words.join(' ')}: ${stderr}`);
    return stdout.trimEnd();
  }

  /** Lines of a successful command; none for empty output. */
  async lines(...words: string[]): Promise<string[]> {
    const text = await this.ok(...words);
    return text === '' ? [] : text.split('\n');
  }

  // biome-ignore lint/suspicious/noExplicitAny: tests read documents whose shape they assert
  async json(...words: string[]): Promise<any> {
    return JSON.parse(await this.ok(...words, '-o', 'json'));
  }

  /** Every tag on the node. */
  async tags(): Promise<string[]> {
    const { images } = await this.json('images');
    return images.flatMap((image: { repoTags: string[] }) => image.repoTags);
  }

  image(name: keyof typeof refs): string {
    return `${this.lab.registry}/${refs[name]}`;
  }

  /** Writes a pod's file. The pod has its log folder, and the labels that the kubelet would give. */
  async podFile(name: string, more: object = {}): Promise<string> {
    const labels = podLabels(name);
    const metadata = { name, namespace: 'default', uid: `uid-${name}`, attempt: 0 };
    return await this.#write(`pod-${name}`, {
      metadata,
      labels,
      log_directory: join(this.lab.logs, name),
      linux: { cgroup_parent: this.lab.cgroupParent },
      ...more,
    });
  }

  /** A container of the pod of this name. */
  async containerFile(
    facts: { pod: string; name: string; command: readonly string[] },
    more: object = {},
  ): Promise<string> {
    const { pod, name, command } = facts;
    const labels = { ...podLabels(pod), 'io.kubernetes.container.name': name };
    const image = { image: this.image('busybox') };
    const log = { log_path: `${name}.log` };
    return await this.#write(name, { metadata: { name }, image, command, labels, ...log, linux: {}, ...more });
  }

  /** Makes and starts a pod with a container for each command line. */
  async pod(
    name: string,
    containers: Readonly<Record<string, readonly string[]>>,
  ): Promise<{ pod: string; ids: string[] }> {
    const podFile = await this.podFile(name);
    const pod = await this.ok('runp', podFile);
    const ids: string[] = [];
    for (const [each, command] of Object.entries(containers)) {
      const file = await this.containerFile({ pod: name, name: each, command });
      const id = await this.ok('create', pod, file, podFile);
      await this.ok('start', id);
      ids.push(id);
    }
    return { pod, ids };
  }

  async #write(name: string, content: object): Promise<string> {
    const file = join(this.lab.dir, 'home', `${name}.json`);
    await writeFile(file, JSON.stringify(content));
    return file;
  }
}

/** The kubelet labels pods and containers with this; lists show it. */
function podLabels(name: string): Record<string, string> {
  return { 'io.kubernetes.pod.name': name, 'io.kubernetes.pod.namespace': 'default' };
}
