import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { findLogsOnDisk } from '../../../../src/ops/logs/on-disk.ts';

const root = mkdtempSync(join(tmpdir(), 'crix-var-log-'));
after(() => rmSync(root, { recursive: true }));

function put(path: string, seconds: number): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), '');
  utimesSync(join(root, path), seconds, seconds);
}

put('pods/kube-system_etcd-n1_old/etcd/7.log', 100);
put('pods/kube-system_etcd-n1_new/etcd/0.log', 200);
put('pods/kube-system_etcd-n1_new/etcd/1.log', 300);
put('pods/kube-system_etcd-n1_new/etcd/1.log.20260101-000000', 250);
put('pods/default_web_uid/nginx/0.log', 1);
put('pods/default_web_uid/side/0.log', 1);
put('elsewhere.log', 1);
const id = 'c'.repeat(64);
mkdirSync(join(root, 'containers'));
symlinkSync(join(root, 'elsewhere.log'), join(root, `containers/lone_default_my-app-${id}.log`));

const paths = (place: string, previous = false) =>
  findLogsOnDisk(root, place, previous).map(({ path }) => path.slice(root.length + 1));

describe('findLogsOnDisk', () => {
  it('takes the newest attempt of the newest pod', () => {
    assert.deepEqual(paths('kube-system/etcd-n1/etcd'), ['pods/kube-system_etcd-n1_new/etcd/1.log']);
  });

  it('takes the attempt before', () => {
    assert.deepEqual(paths('kube-system/etcd-n1/etcd', true), ['pods/kube-system_etcd-n1_new/etcd/0.log']);
  });

  it('takes all containers of a pod', () => {
    assert.deepEqual(paths('default/web'), ['pods/default_web_uid/nginx/0.log', 'pods/default_web_uid/side/0.log']);
  });

  it('follows the links of containers whose pod has no folder', () => {
    assert.deepEqual(paths('default/lone/my-app'), ['elsewhere.log']);
  });

  it('lists what there is when it finds nothing', () => {
    assert.throws(() => paths('default/nginx'), { kind: 'not-found', hint: /there are .*default\/web\/side/ });
    assert.throws(() => paths('default/web/nginx', true), { kind: 'not-found' });
  });

  for (const bad of ['web', 'a/b/c/d', 'a//c', 'a/b/']) {
    it(`refuses ${bad}`, () => assert.throws(() => paths(bad), { kind: 'usage' }));
  }
});
