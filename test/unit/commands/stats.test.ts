import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { command } from '../../../src/commands/stats.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeCri } from '../../support/fake-cri.ts';
import { golden } from '../../support/golden.ts';
import { runCommand } from '../../support/run-command.ts';

function growing() {
  let sample = 0n;
  return () => {
    sample++;
    return {
      stats: [
        {
          attributes: { id: 'b'.repeat(64), metadata: { name: 'web\u001b[31m' } },
          cpu: { timestamp: sample * 1000n, usageCoreNanoSeconds: { value: sample * 500n } },
          memory: { workingSetBytes: { value: 52428800n } },
          swap: { swapUsageBytes: { value: 2048n } },
        },
        { attributes: { id: 'a'.repeat(64), metadata: { name: 'idle' } } },
      ],
    };
  };
}

/** A runtime, and a signal that is aborted when it was asked so often. */
function watched(test: TestContext, asks: number) {
  const controller = new AbortController();
  const answer = growing();
  let asked = 0;
  const cri = fakeCri(test, {
    listContainerStats() {
      asked++;
      if (asked === asks) queueMicrotask(() => controller.abort());
      return answer();
    },
  });
  return { cri, signal: controller.signal };
}

describe('stats', () => {
  it('shows what runs, from two samples, and no escape codes of its own or of names', async (test) => {
    const cri = fakeCri(test, { listContainerStats: growing() });
    const context = fakeContext({ cri });
    await runCommand(command, context, '-s', '0');
    golden('stats/table', context.io.out());
    assert.equal(cri.calls.length, 2);
  });

  it('shows all with --all', async (test) => {
    const context = fakeContext({ cri: fakeCri(test, { listContainerStats: growing() }) });
    await runCommand(command, context, '-s', '0', '--all');
    assert.match(context.io.out(), /^aaaaaaaaaaaaa +idle +0\.00 +0B/m);
  });

  it('asks for what was typed', async (test) => {
    const cri = fakeCri(test, { listContainerStats: growing() });
    await runCommand(command, fakeContext({ cri }), '-o', 'json', '--pod', 'dd', '--label', 'a=1,b=2', 'abc');
    assert.deepEqual(
      cri.calls.map(({ request }) => JSON.parse(JSON.stringify(request))),
      [{ filter: { id: 'abc', podSandboxId: 'dd', labelSelector: { a: '1', b: '2' } } }],
    );
  });

  it('finds a container by its name, and says when there is none', async (test) => {
    const cri = fakeCri(test, {
      listContainers: () => ({ containers: [{ id: 'b'.repeat(64), metadata: { name: 'web' } }] }),
      listContainerStats: ({ filter }) => (filter?.id?.startsWith('b') ? growing()() : {}),
    });
    await runCommand(command, fakeContext({ cri }), '-s', '0', 'web');
    assert.deepEqual(cri.calls.at(-1)?.request, {
      filter: { id: 'b'.repeat(64), podSandboxId: undefined, labelSelector: Object.create(null) },
    });
    assert.equal(cri.calls.length, 3);
    await assert.rejects(runCommand(command, fakeContext({ cri }), '-s', '0', 'nosuch'), {
      kind: 'not-found',
      message: /container "nosuch"/,
    });
    const crictl = fakeContext({ cri, persona: 'crictl' });
    assert.equal(await runCommand(command, crictl, '-s', '0', 'nosuch'), undefined);
  });

  it('takes a word for a name where it looks like an id that nothing has', async (test) => {
    const cri = fakeCri(test, {
      listContainers: () => ({ containers: [{ id: 'b'.repeat(64), metadata: { name: 'db' } }] }),
      listContainerStats: ({ filter }) => (filter?.id?.startsWith('bb') ? growing()() : {}),
    });
    const context = fakeContext({ cri });
    await runCommand(command, context, '-s', '0', 'db');
    assert.match(context.io.out(), /^bbbbbbbbbbbbb /m);
  });

  it('refuses a format it does not have before it connects', async () => {
    await assert.rejects(runCommand(command, fakeContext(), '-o', 'wide'), { kind: 'usage', message: /"wide"/ });
  });

  it('ends quietly, with status 0, when a watch is interrupted', async (test) => {
    const { cri, signal } = watched(test, 1);
    const context = fakeContext({ cri, signal });
    assert.equal(await runCommand(command, context, '--watch'), undefined);
    assert.equal(context.io.out() + context.io.err(), '');
  });
});
