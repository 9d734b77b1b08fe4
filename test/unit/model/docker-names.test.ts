import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dockerNameOf } from '../../../src/model/docker-names.ts';

const metadata = { name: 'nginx', attempt: 2 };

describe('the name of a container in docker', () => {
  it('is its own when docker run made it', () => {
    assert.equal(dockerNameOf({ metadata, labels: { 'crix.dev/managed': 'docker' } }), 'nginx');
  });

  it('has all parts of its pod when the kubelet made it', () => {
    const labels = {
      'io.kubernetes.pod.name': 'web-0',
      'io.kubernetes.pod.namespace': 'shop',
      'io.kubernetes.pod.uid': 'u1',
    };
    assert.equal(dockerNameOf({ metadata, labels }), 'k8s_nginx_web-0_shop_u1_2');
  });

  it('is made of the pod where nobody put labels on it', () => {
    const pod = { metadata: { name: 'p', namespace: 'n', uid: 'u', attempt: 0 } };
    assert.equal(dockerNameOf({ metadata, labels: {} }, pod), 'k8s_nginx_p_n_u_2');
  });
});
