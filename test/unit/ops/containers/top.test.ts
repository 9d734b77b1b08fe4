import assert from 'node:assert/strict';
import { test } from 'node:test';
import { topContainer } from '../../../../src/ops/containers/top.ts';
import { fakeCri } from '../../../support/fake-cri.ts';

const id = 'a'.repeat(64);
const running = () => ({ status: { id, state: 'CONTAINER_RUNNING' as const } });
const bytes = (text: string) => Buffer.from(text);

test('a container of another node is asked itself, and commands keep their blanks', async (context) => {
  const { runtime, calls } = fakeCri(context, {
    containerStatus: running,
    execSync: () => ({ stdout: bytes('PID   USER     COMMAND\n    1 root     sh -c  a  b\n   12 bin      x\n') }),
  });
  assert.deepEqual(await topContainer(runtime, undefined, id, ['-o', 'pid']), {
    titles: ['PID', 'USER', 'COMMAND'],
    processes: [
      ['1', 'root', 'sh -c  a  b'],
      ['12', 'bin', 'x'],
    ],
  });
  assert.deepEqual(calls.at(-1)?.request, { containerId: id, cmd: ['ps', '-o', 'pid'] });
});

test('without the column PID nothing could be told apart', async (context) => {
  const { runtime } = fakeCri(context, {
    containerStatus: running,
    execSync: () => ({ stdout: bytes('USER\nroot\n') }),
  });
  await assert.rejects(topContainer(runtime, undefined, id, []), { kind: 'failure', message: /PID/, hint: /-o pid/ });
});

test('says why there are none', async (context) => {
  const exited = fakeCri(context, { containerStatus: () => ({ status: { id, state: 'CONTAINER_EXITED' as const } }) });
  await assert.rejects(topContainer(exited.runtime, undefined, id, []), /is not running/);
  const bare = fakeCri(context, {
    containerStatus: running,
    execSync: () => ({ exitCode: 127, stderr: bytes('ps: not found\n') }),
  });
  await assert.rejects(topContainer(bare.runtime, undefined, id, []), /ps in the container: ps: not found$/);
});
