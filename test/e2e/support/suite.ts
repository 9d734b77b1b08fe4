import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Containerd } from '../../lab/debian.ts';
import { TestNode } from './node.ts';

/** Repeats until the condition holds; fails after twenty seconds. */
export async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (const end = Date.now() + 20_000; !(await condition()); ) {
    assert.ok(Date.now() < end, `still waiting until ${what}`);
  }
}

/** Which containerds the suites run on: CRIX_E2E_CONTAINERD chooses one. */
const versions: Containerd[] = (['1.6', '2'] as const).filter(
  (version) => (process.env['CRIX_E2E_CONTAINERD'] ?? version) === version,
);

/** A suite that hangs is a failure, not a CI job without end. The first one may have to fetch containerd. */
const suiteTimeoutMs = 600_000;

/** The same suite on a fresh node of each containerd. */
export function onEachNode(title: string, suite: (node: TestNode) => void): void {
  const hindrance = process.platform === 'linux' && process.getuid?.() === 0 ? undefined : 'needs root on Linux';
  for (const version of versions) {
    describe(`${title}, containerd ${version}`, { timeout: suiteTimeoutMs }, () => {
      // In CI a suite that cannot run is a failure, not a skip.
      if (hindrance !== undefined)
        return void it('runs', { skip: process.env['CI'] === undefined && hindrance }, () => assert.fail(hindrance));
      const node = new TestNode();
      before(() => node.start(version), { timeout: 240_000 });
      after(() => node.lab.stop());
      suite(node);
    });
  }
}
