import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { command as imagefsinfo } from '../../../src/commands/imagefsinfo.ts';
import { command as info } from '../../../src/commands/info.ts';
import { command as metricdescs } from '../../../src/commands/metricdescs.ts';
import { command as metricsp } from '../../../src/commands/metricsp.ts';
import { command as runtimeConfig } from '../../../src/commands/runtime-config.ts';
import { command as updateRuntimeConfig } from '../../../src/commands/update-runtime-config.ts';
import { command as version } from '../../../src/commands/version.ts';
import { fakeContext } from '../../support/fake-context.ts';
import { fakeCri } from '../../support/fake-cri.ts';
import { golden } from '../../support/golden.ts';
import { runCommand } from '../../support/run-command.ts';

describe('commands about the node', () => {
  it('version', async (test) => {
    const reply = { version: '0.1.0', runtimeName: 'cri-o', runtimeVersion: '1.31', runtimeApiVersion: 'v1' };
    const context = fakeContext({ cri: fakeCri(test, { version: () => reply }) });
    await runCommand(version, context);
    golden('version/plain', context.io.out());
  });

  it('info finds a bad template or format before it connects', async () => {
    await assert.rejects(runCommand(info, fakeContext(), '-o', 'xml'), { kind: 'usage', message: /"xml"/ });
    await assert.rejects(runCommand(info, fakeContext(), '-o', 'go-template', '--template', '{{'), { kind: 'usage' });
  });

  it('info asks for less with --quiet', async (test) => {
    const cri = fakeCri(test, { status: () => ({ status: {} }) });
    await runCommand(info, fakeContext({ cri }), '-q');
    assert.deepEqual(cri.calls[0]?.request, { verbose: false });
  });

  it('imagefsinfo as lines', async (test) => {
    const usage = { timestamp: 5n, usedBytes: { value: 123456n }, fsId: { mountpoint: '/b' } };
    const cri = fakeCri(test, { imageFsInfo: () => ({ imageFilesystems: [usage] }) });
    const context = fakeContext({ cri });
    await runCommand(imagefsinfo, context, '-o', 'table');
    golden('imagefsinfo/table', context.io.out());
  });

  it('runtime-config shows nothing where the runtime says nothing', async (test) => {
    const context = fakeContext({ cri: fakeCri(test, { runtimeConfig: () => ({}) }) });
    await runCommand(runtimeConfig, context);
    assert.equal(context.io.out(), '');
  });

  it('update-runtime-config sends the range, and refuses to send nothing', async (test) => {
    const cri = fakeCri(test, { updateRuntimeConfig: () => ({}) });
    await runCommand(updateRuntimeConfig, fakeContext({ cri }), '-p', '10.1.0.0/16');
    assert.deepEqual(cri.calls[0]?.request, { runtimeConfig: { networkConfig: { podCidr: '10.1.0.0/16' } } });
    await assert.rejects(runCommand(updateRuntimeConfig, fakeContext()), { kind: 'usage' });
    assert.equal(await runCommand(updateRuntimeConfig, fakeContext({ persona: 'crictl' })), 'help');
  });

  it('metricdescs refuses a table, which crictl answers with its help', async () => {
    await assert.rejects(runCommand(metricdescs, fakeContext(), '-o', 'table'), { kind: 'usage', message: /"table"/ });
    assert.equal(await runCommand(metricdescs, fakeContext({ persona: 'crictl' }), '-o', 'table'), 'help');
  });

  it('metricsp keeps every digit', async (test) => {
    const metrics = [{ name: 'rss', metricType: 'GAUGE' as const, value: { value: 9007199254740993n } }];
    const cri = fakeCri(test, { listPodSandboxMetrics: () => ({ podMetrics: [{ podSandboxId: 'p', metrics }] }) });
    const context = fakeContext({ cri });
    await runCommand(metricsp, context, '-o', 'yaml');
    golden('metricsp/yaml', context.io.out());
  });
});
