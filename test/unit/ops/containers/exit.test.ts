import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { CrixError } from '../../../../src/errors.ts';
import { untilExit } from '../../../../src/ops/containers/exit.ts';
import { fakeCri } from '../../../support/fake-cri.ts';
import { fakeTasks } from '../../../support/fake-tasks.ts';

const { signal } = new AbortController();
const running = { status: { state: 'CONTAINER_RUNNING' } } as const;
const exited = (exitCode: number) => ({ status: { state: 'CONTAINER_EXITED', exitCode } }) as const;
const gone = new CrixError('not-found', 'no such container');

describe('untilExit', () => {
  it('gives the code of what has ended already', async (test) => {
    const cri = fakeCri(test, { containerStatus: () => exited(3) });
    assert.equal(await untilExit(cri.runtime, undefined, 'c', signal), 3);
  });

  it('takes a container that has not been started for one that does not run', async (test) => {
    const cri = fakeCri(test, { containerStatus: () => ({ status: { state: 'CONTAINER_CREATED' } }) });
    assert.equal(await untilExit(cri.runtime, undefined, 'c', signal), 0);
  });

  it('waits for containerd, and then until the runtime has written it down', async (test) => {
    const replies = [running, running, exited(7)];
    const cri = fakeCri(test, { containerStatus: () => replies.shift() ?? exited(7) });
    const containerd = fakeTasks({ wait: async () => ({ exitStatus: 7 }) as never });
    assert.equal(await untilExit(cri.runtime, containerd, 'c', signal), 7);
    assert.equal(replies.length, 0);
  });

  it('asks again where containerd cannot tell', async (test) => {
    const replies = [running, exited(5)];
    const cri = fakeCri(test, { containerStatus: () => replies.shift() ?? exited(5) });
    const failing = fakeTasks({ wait: () => Promise.reject(new CrixError('runtime', 'ttrpc: closed')) });
    assert.equal(await untilExit(cri.runtime, failing, 'c', signal), 5);
  });

  it('knows the code of what was removed meanwhile from containerd, else that it was killed', async (test) => {
    const replies = [running, running];
    const cri = fakeCri(test, {
      containerStatus: () => {
        const reply = replies.shift();
        if (reply === undefined) throw gone;
        return reply;
      },
    });
    const containerd = fakeTasks({ wait: async () => ({ exitStatus: 9 }) as never });
    assert.equal(await untilExit(cri.runtime, containerd, 'c', signal), 9);
    replies.push(running);
    assert.equal(await untilExit(cri.runtime, undefined, 'c', signal), 137);
  });

  it('says that there is no such container', async (test) => {
    const cri = fakeCri(test, {
      containerStatus: () => {
        throw gone;
      },
    });
    await assert.rejects(untilExit(cri.runtime, undefined, 'c', signal), gone);
  });
});
