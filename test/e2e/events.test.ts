import assert from 'node:assert/strict';
import { before, it } from 'node:test';
import { onEachNode } from './support/suite.ts';

onEachNode('events', (node) => {
  before(async () => {
    await node.ok('pull', node.image('busybox'));
  });

  it('shows what happens, or says that the runtime cannot', async () => {
    let made: Promise<unknown> | undefined;
    const outcome = await node.crix(['events', '-o', 'table', '--pod', 'watched', '--type', 'started,stopped'], {
      onOutput(text, act) {
        if (text.includes('TIME')) made ??= node.pod('watched', { watched: ['sh', '-c', 'sleep 0.2'] });
        if (/stopped .* watched /.test(text)) act.signal('SIGINT');
      },
    });
    if (node.lab.version.startsWith('1.6')) {
      assert.equal(outcome.status, 1);
      assert.match(outcome.stderr, /^crix: this runtime does not report events \(Unimplemented\)\n/);
      await made;
      return;
    }
    await made;
    assert.deepEqual([outcome.status, outcome.stderr], [0, '']);
    const [header, ...rows] = outcome.stdout.trimEnd().split('\n');
    assert.match(header ?? '', /^TIME +TYPE +CONTAINER +NAME +POD +NAMESPACE$/);
    const kinds = rows.map((row) => row.split(/ +/).slice(1, 5));
    assert.ok(
      kinds.some(([type, , name, pod]) => type === 'started' && name === '(pod)' && pod === 'watched'),
      outcome.stdout,
    );
    assert.ok(
      kinds.some(([type, , name]) => type === 'started' && name === 'watched'),
      outcome.stdout,
    );
    assert.ok(
      kinds.some(([type, , name]) => type === 'stopped' && name === 'watched'),
      outcome.stdout,
    );
  });

  it('goes on with another runtime under the same socket only if told to', async () => {
    const env = { CONTAINER_RUNTIME_ENDPOINT: 'unix:///nowhere.sock' };
    const once = await node.crix(['events'], { env });
    assert.equal(once.status, 1);
    const again = await node.crix(['events', '--reconnect'], {
      env,
      onOutput: (text, act) => text.split('\n').length > 2 && act.signal('SIGINT'),
    });
    assert.equal(again.status, 0);
    assert.match(again.stderr, /lost the event stream: .*\n.*lost the event stream: /);
  });
});
