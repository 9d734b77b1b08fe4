import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tables } from '../../../src/cri/gen/tables.ts';
import type { Messages } from '../../../src/cri/gen/types.ts';
import { fromJson } from '../../../src/cri/json.ts';
import { checkReply } from '../../../src/cri/replies.ts';
import { CrixError } from '../../../src/errors.ts';

const container = { id: 'i', metadata: { name: 'n' }, created_at: 1, image: { image: 'x' }, image_ref: 'r' };
const pod = { id: 'i', metadata: { name: 'n', namespace: 's', uid: 'u' }, created_at: 1 };
const ready = { type: 'RuntimeReady' };
const networkReady = { type: 'NetworkReady' };

type Row = readonly [method: string, reply: keyof Messages, json: unknown, missing: RegExp | undefined];

const rows: readonly Row[] = [
  ['Version', 'VersionResponse', { version: 'v', runtime_name: 'n', runtime_api_version: 'v1' }, /RuntimeVersion/],
  ['RunPodSandbox', 'RunPodSandboxResponse', {}, /PodSandboxId/],
  ['CreateContainer', 'CreateContainerResponse', {}, /ContainerId/],
  ['Exec', 'ExecResponse', {}, /URL/],
  ['Attach', 'AttachResponse', {}, /URL/],
  ['PortForward', 'PortForwardResponse', {}, /URL/],
  ['Status', 'StatusResponse', {}, /condition RuntimeReady and NetworkReady/],
  ['Status', 'StatusResponse', { status: { conditions: [ready] } }, /condition NetworkReady/],
  ['Status', 'StatusResponse', { status: { conditions: [ready, networkReady] } }, undefined],
  ['PullImage', 'PullImageResponse', {}, /pulled image example\.com\/a:1/],
  ['ImageStatus', 'ImageStatusResponse', {}, undefined],
  ['ImageStatus', 'ImageStatusResponse', { image: { id: 'i' } }, /size of the image/],
  ['ImageStatus', 'ImageStatusResponse', { image: { size: 1 } }, /id of the image/],
  ['ContainerStatus', 'ContainerStatusResponse', { status: container }, undefined],
  ['ContainerStatus', 'ContainerStatusResponse', {}, /status of container c1/],
  ['ContainerStatus', 'ContainerStatusResponse', { status: { ...container, metadata: null } }, /metadata/],
  ['ContainerStatus', 'ContainerStatusResponse', { status: { ...container, created_at: 0 } }, /created/],
  ['ContainerStatus', 'ContainerStatusResponse', { status: { ...container, image: null } }, /image/],
  ['ContainerStatus', 'ContainerStatusResponse', { status: { ...container, image_ref: '' } }, /image_ref/],
  ['PodSandboxStatus', 'PodSandboxStatusResponse', { status: pod }, undefined],
  ['PodSandboxStatus', 'PodSandboxStatusResponse', {}, /status of pod p1/],
  [
    'PodSandboxStatus',
    'PodSandboxStatusResponse',
    { status: { ...pod, metadata: { name: 'n', namespace: 's' } } },
    /uid/,
  ],
];

const request = { containerId: 'c1', podSandboxId: 'p1', image: { image: 'example.com/a:1' } };

describe('checkReply', () => {
  for (const [method, name, json, missing] of rows) {
    it(`${missing === undefined ? 'takes' : 'refuses'} ${name} ${JSON.stringify(json)}`, () => {
      const check = (): void => checkReply(method, request, fromJson(tables.of(name), json), {});
      if (missing === undefined) check();
      else assert.throws(check, (error: unknown) => error instanceof CrixError && missing.test(error.message));
    });
  }

  it('does not miss what the mask left out', () => {
    const reply = fromJson(tables.of('ContainerStatusResponse'), { status: { id: 'i', log_path: '/x' } });
    checkReply('ContainerStatus', request, reply, { mask: { status: { id: true, logPath: true } } });
    assert.throws(() => checkReply('ContainerStatus', request, reply, { mask: { status: true } }), CrixError);
  });
});
