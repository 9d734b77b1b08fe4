import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { TaskExecInput } from '../../../src/containerd/api.ts';
import { ownCapabilities, processFor } from '../../../src/containerd/process-spec.ts';

const containerSpec = {
  typeUrl: 'types.containerd.io/opencontainers/runtime-spec/1/Spec',
  value: Buffer.from(
    '{"ociVersion":"1.0.2","process":{"user":{"uid":5,"gid":6},"args":["sh"],"env":["PATH=/bin","A=1"],"cwd":"/work",' +
      '"capabilities":{"bounding":["CAP_KILL"],"ambient":["CAP_KILL"]},"noNewPrivileges":true,' +
      '"rlimits":[{"type":"RLIMIT_CORE","hard":18446744073709551615,"soft":0}]}}',
  ),
};

function made(input: Partial<TaskExecInput>, user?: { uid: number; gid: number; additionalGids: number[] }): string {
  const full = { containerId: 'c', args: ['ls'], signal: new AbortController().signal, ...input };
  const { typeUrl, value } = processFor(containerSpec, full, user);
  assert.equal(typeUrl, 'types.containerd.io/opencontainers/runtime-spec/1/Process');
  return Buffer.from(value).toString('utf8');
}

describe('processFor', () => {
  it("changes the command alone and keeps the container's process, huge limits included", () => {
    assert.equal(
      made({ args: ['ls', '-l', 'a "b"'] }),
      '{"user":{"uid":5,"gid":6},"args":["ls","-l","a \\"b\\""],"env":["PATH=/bin","A=1"],"cwd":"/work",' +
        '"capabilities":{"bounding":["CAP_KILL"],"ambient":["CAP_KILL"]},"noNewPrivileges":true,' +
        '"rlimits":[{"type":"RLIMIT_CORE","hard":18446744073709551615,"soft":0}],"terminal":false}',
    );
  });

  it('replaces and adds variables, folder and user', () => {
    const result = JSON.parse(
      made({ env: { A: '2', B: 'x=y' }, cwd: '/tmp' }, { uid: 1, gid: 2, additionalGids: [3] }),
    );
    assert.deepEqual(result.env, ['PATH=/bin', 'A=2', 'B=x=y']);
    assert.equal(result.cwd, '/tmp');
    assert.deepEqual(result.user, { uid: 1, gid: 2, additionalGids: [3] });
  });

  it('gives a terminal its size and TERM, unless TERM is given', () => {
    const terminal = {
      size: () => ({ columns: 91, rows: 33 }),
      onResize: () => () => {},
      enterRawMode: () => () => {},
    };
    const result = JSON.parse(made({ terminal }));
    assert.equal(result.terminal, true);
    assert.deepEqual(result.consoleSize, { width: 91, height: 33 });
    assert.ok(result.env.includes('TERM=xterm'));
    assert.ok(JSON.parse(made({ terminal, env: { TERM: 'vt100' } })).env.includes('TERM=vt100'));
  });

  it('is privileged with what root has here', () => {
    const { capabilities, noNewPrivileges, apparmorProfile } = JSON.parse(made({ privileged: true }));
    assert.deepEqual(capabilities.ambient, ['CAP_KILL']);
    assert.deepEqual(capabilities.bounding, capabilities.effective);
    assert.equal(noNewPrivileges, false);
    assert.equal(apparmorProfile, undefined);
  });
});

describe('ownCapabilities', () => {
  it('names the bits of the mask, and leaves out those that are newer than this list', () => {
    assert.deepEqual(ownCapabilities('Name:\tx\nCapPrm:\t0\nCapEff:\t0000000000000021\n'), ['CAP_CHOWN', 'CAP_KILL']);
    assert.equal(ownCapabilities('CapEff:\tffffffffffffffff\n').length, 41);
    assert.deepEqual(ownCapabilities(''), []);
  });
});
