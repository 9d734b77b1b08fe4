import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cpuPercent } from '../../../../src/ops/stats/cpu-percent.ts';

const second = 1_000_000_000n;

describe('cpuPercent', () => {
  it('is the share of one core, above 100 for several', () => {
    const before = { usageNs: 5n * second, readAt: 100n * second };
    assert.equal(cpuPercent(before, { usageNs: 6n * second, readAt: 102n * second }, 'c', 'refuse'), 50);
    assert.equal(cpuPercent(before, { usageNs: 8n * second, readAt: 102n * second }, 'c', 'refuse'), 150);
  });

  it('is nothing for a first sight, an idle container and a counter that began again', () => {
    const after = { usageNs: 6n * second, readAt: 102n * second };
    assert.equal(cpuPercent(undefined, after, 'c', 'refuse'), 0);
    assert.equal(cpuPercent(after, { usageNs: 6n * second, readAt: 103n * second }, 'c', 'refuse'), 0);
    assert.equal(cpuPercent(after, { usageNs: 1n * second, readAt: 103n * second }, 'c', 'refuse'), 0);
  });

  it('is nothing, or an error that names the container, when the clock stands still', () => {
    const reading = { usageNs: 6n * second, readAt: 102n * second };
    assert.equal(cpuPercent(reading, reading, 'c', 'zero'), 0);
    assert.throws(() => cpuPercent(reading, reading, 'c1', 'refuse'), { kind: 'runtime', message: /cpu.* of c1 / });
  });

  it('never is no number, whatever the runtime sends', () => {
    assert.equal(cpuPercent({ usageNs: 0n, readAt: 0n }, { usageNs: 5n, readAt: 0n }, 'c', 'zero'), 0);
    assert.equal(cpuPercent({ usageNs: 1n, readAt: 9n }, { usageNs: 5n, readAt: 3n }, 'c', 'zero'), 0);
  });
});
