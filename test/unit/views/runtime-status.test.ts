import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { runtimeStatusDocument } from '../../../src/views/runtime-status.ts';
import { fakeCri } from '../../support/fake-cri.ts';

describe('runtimeStatusDocument', () => {
  it('keeps the real status, whatever the runtime calls its own words', async (test) => {
    const cri = fakeCri(test, {
      status: () => ({
        status: { conditions: [{ type: 'RuntimeReady', status: true }] },
        info: { status: 'fake', features: 'fake', golang: '"go1.22"' },
        features: { supplementalGroupsPolicy: true },
      }),
    });
    assert.deepEqual(
      { ...runtimeStatusDocument(await cri.runtime.status({})) },
      {
        golang: 'go1.22',
        status: { conditions: [{ type: 'RuntimeReady', status: true, reason: '', message: '' }] },
        features: { supplemental_groups_policy: true },
      },
    );
  });

  it('shows handlers by the names of the proto file, without what is not set', async (test) => {
    const cri = fakeCri(test, {
      status: () => ({
        runtimeHandlers: [
          { features: { recursiveReadOnlyMounts: true } },
          { name: 'kata', features: {} },
          { name: 'x' },
        ],
      }),
    });
    assert.deepEqual(
      { ...runtimeStatusDocument(await cri.runtime.status({})) },
      {
        runtimeHandlers: [
          { features: { recursive_read_only_mounts: true } },
          { features: {}, name: 'kata' },
          { name: 'x' },
        ],
      },
    );
  });
});
