import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { command } from '../../../src/commands/statsp.ts';
import { CrixError } from '../../../src/errors.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeCri } from '../../support/fake-cri.ts';
import { golden } from '../../support/golden.ts';
import { runCommand } from '../../support/run-command.ts';

const refused = new CrixError('runtime', 'PodSandboxStats: cgroupPath is empty', { code: 'Unknown' });

describe('statsp', () => {
  it('shows the pods that have statistics, names the others once, and fails', async (test) => {
    const cri = fakeCri(test, {
      listPodSandboxStats: () => Promise.reject(refused),
      listPodSandbox: () => ({ items: [{ id: 'good1' }, { id: 'bad2' }] }),
      podSandboxStats({ podSandboxId = '' }) {
        if (podSandboxId !== 'good1') throw refused;
        return {
          stats: {
            attributes: { id: podSandboxId, metadata: { name: 'web-0' } },
            linux: { memory: { workingSetBytes: { value: 3145728n } } },
          },
        };
      },
    });
    const context = fakeContext({ cri });
    assert.equal(await runCommand(command, context, '-s', '0'), 1);
    golden('statsp/partly', context.io.out());
    assert.equal(context.io.err(), 'crix: no statistics of pod bad2: PodSandboxStats: cgroupPath is empty\n');
  });

  it('fails under the name crictl where a clock stands still, and shows 0.00 under its own', async (test) => {
    const still = () => ({
      stats: [
        {
          attributes: { id: 'p1', metadata: { name: 'w' } },
          linux: { cpu: { usageCoreNanoSeconds: { value: 5n }, timestamp: 9n } },
        },
      ],
    });
    const crictl = fakeContext({ cri: fakeCri(test, { listPodSandboxStats: still }), persona: 'crictl' });
    await assert.rejects(runCommand(command, crictl, '-s', '0'), { message: /cpu.*p1/ });
    const crix = fakeContext({ cri: fakeCri(test, { listPodSandboxStats: still }) });
    assert.equal(await runCommand(command, crix, '-s', '0'), undefined);
    assert.match(crix.io.out(), /^w +p1 +0\.00 +0B$/m);
  });
});
