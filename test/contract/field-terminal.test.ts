import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import type { Variations } from '../support/scripted-node.ts';
import { serve } from './scripted-runtime.ts';

/** Clears the screen, sets the title, hides what follows, turns the text around and rings the bell; C1 controls too. */
const hostile = '\u001b[2J\u001b]0;owned\u0007\u001b[8m\u009b31m\u202e\r\b';
const container = 'abc1'.repeat(16);
const pod = 'def2'.repeat(16);

function hostileNode(more: Variations = {}): Variations {
  const metadata = { name: `c${hostile}`, attempt: 0 };
  const labels = {
    [`k${hostile}`]: `v${hostile}`,
    'io.kubernetes.pod.name': hostile,
    'io.kubernetes.pod.namespace': hostile,
  };
  const created = { created_at: '1420070400000000000' };
  const image = { image: `img${hostile}` };
  const podMetadata = { name: `p${hostile}`, namespace: `n${hostile}`, uid: 'u' };
  const status = {
    id: container,
    metadata,
    ...created,
    image,
    image_ref: `ref${hostile}`,
    state: 'CONTAINER_EXITED',
    exit_code: 1,
    reason: `r${hostile}`,
    message: `m${hostile}`,
    labels,
    annotations: labels,
    log_path: `/var/log/${hostile}.log`,
  };
  const shown = {
    attributes: { id: container, metadata, labels },
    cpu: { timestamp: '1' },
    memory: { working_set_bytes: { value: '1' } },
  };
  const fixture = {
    containers: [
      {
        id: container,
        pod_sandbox_id: pod,
        metadata,
        ...created,
        image,
        image_ref: 'x',
        labels,
        annotations: labels,
        state: 'CONTAINER_RUNNING',
      },
    ],
    containerStatus: { [container]: status },
    containerInfo: { [container]: { info: JSON.stringify({ pid: 1, note: hostile }) } },
    pods: [{ id: pod, metadata: podMetadata, ...created, labels, annotations: labels, runtime_handler: hostile }],
    podStatus: {
      [pod]: { id: pod, metadata: podMetadata, ...created, labels, annotations: labels, network: { ip: hostile } },
    },
    images: [
      { id: 'sha256:aa11', repo_tags: [`a${hostile}:t${hostile}`], repo_digests: [`a${hostile}@sha256:bb`], size: '1' },
    ],
    stats: [shown],
    podStats: [{ attributes: { id: pod, metadata: podMetadata, labels } }],
    streams: {
      GetContainerEvents: [
        {
          container_id: container,
          container_event_type: 'CONTAINER_STOPPED_EVENT',
          ...created,
          containers_statuses: [status],
          pod_sandbox_status: { id: pod, metadata: podMetadata },
        },
      ],
    },
  };
  return { fixture: fixture as NonNullable<Variations['fixture']>, ...more };
}

const replies = {
  Version: { version: 'v1', runtime_name: `rt${hostile}`, runtime_version: `1${hostile}`, runtime_api_version: 'v1' },
};

/** What crix itself draws with: colours, and clearing for a redraw. */
const ESC = '\u001b';
const ownMarks = new RegExp(`${ESC}\\[(?:\\d+(?:;\\d+)*m|[0-9]*[AJKH]|\\?25[lh])`, 'g');

/** Nothing else that a terminal obeys. */
function assertShown(text: string, what: string): void {
  const rest = text.replace(ownMarks, '').replaceAll('\r\n', '\n');
  const message = `${what}: ${JSON.stringify(text)}`;
  assert.doesNotMatch(rest, /[^\P{Cc}\t\n]|[\u202a-\u202e\u2066-\u2069]/u, message);
  assert.ok(!text.includes('\u001b[2J\u001b]0;') && !text.includes('\u001b[8m'), message);
}

const tables = [
  'ps -a',
  'ps -av',
  'ps -ar',
  'ps -a -o wide',
  'pods',
  'pods -v',
  'pods -o wide',
  'images',
  'images -v',
  'images --digests',
  'stats -a -s 0',
  'statsp -s 0',
  'events -o table',
  'version',
  `inspect -o table ${container}`,
  `inspectp -o table ${pod}`,
  'inspecti -o table aa11',
  `rm ${container}`,
  'rmi aa11',
  `inspect ${hostile}`,
  `rmp ${hostile}`,
  `pull x${hostile}`,
  hostile,
];

describe('names, labels and messages that a terminal would obey', () => {
  it('are made visible in every table, note and error, also in a pipe', async (test) => {
    const { crix, crictl } = await serve(test, hostileNode({ replies }));
    for (const line of tables) {
      const words = line === hostile ? [line] : line.split(' ');
      for (const outcome of [await crix(words), await crictl(words)]) {
        assertShown(outcome.stdout, line);
        assertShown(outcome.stderr, line);
      }
    }
  });

  it('do not reach a terminal from lists, documents and templates either', async (test) => {
    const { terminal } = await serve(test, hostileNode({ replies }));
    for (const line of ['ps -a', 'pods', 'images', 'ps -a -o json', 'ps -a -o yaml', `inspect ${container}`]) {
      const { stdout } = await terminal(line.split(' '));
      // JSON and YAML are as crictl writes them: marks that turn the direction are text there.
      assertShown(/json|yaml|inspect/.test(line) ? stdout.replaceAll('\u202e', '') : stdout, line);
    }
    const field = await terminal(['ps', '-a', '--format', '{{.Name}} {{.Labels}}']);
    assertShown(field.stdout, 'ps --format');
    const template = await terminal([
      'inspect',
      '-o',
      'go-template',
      '--template',
      '{{.status.metadata.name}}',
      container,
    ]);
    assertShown(template.stdout, 'inspect --template');
  });

  it('in what the runtime answers are made visible', async (test) => {
    const failure = { code: 'UNKNOWN', details: `boom${hostile}` };
    const names = ['ListContainers', 'PullImage', 'StopContainer', 'Status', 'ContainerStatus'];
    const errors = Object.fromEntries(names.map((name) => [name, failure]));
    const { crix } = await serve(test, { errors });
    for (const line of ['ps', 'pull x', `stop ${container}`, 'info', `inspect ${container}`, `-D logs ${container}`]) {
      const { stderr } = await crix(line.split(' '));
      assert.match(stderr, /boom/, line);
      assertShown(stderr, line);
    }
  });

  it('do not get into the prefix of merged logs, nor into completions', async (test) => {
    const path = await logFile(test);
    const { crix } = await serve(test, hostileNode({ log_path: { [container]: path } }));
    const logs = await crix(['logs', '--pod', pod]);
    assert.match(logs.stdout, /\| hello\n$/);
    assertShown(logs.stdout, 'logs');
    for (const command of ['inspect', 'inspectp', 'rmi']) {
      assertShown((await crix(['__complete', '--', command, ''])).stdout, command);
    }
  });
});

async function logFile(test: TestContext): Promise<string> {
  const { dir } = await serve(test);
  mkdirSync(join(dir, 'logs'));
  const path = join(dir, 'logs', '0.log');
  writeFileSync(path, '2015-01-01T00:00:00Z stdout F hello\n');
  return path;
}
