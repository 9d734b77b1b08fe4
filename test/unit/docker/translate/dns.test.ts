import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dnsOf } from '../../../../src/docker/translate/dns.ts';
import { usageError } from '../../../../src/errors.ts';

const nothing = { servers: [], searches: [], options: [] };

function host(files: Readonly<Record<string, string>>): (path: string) => string {
  return (path) => {
    const text = files[path];
    if (text === undefined) throw usageError(`cannot read ${path}`);
    return text;
  };
}

const plain = host({
  '/etc/resolv.conf': '# made by hand\nsearch a.example b.example\nnameserver 10.0.0.2\noptions edns0\n',
});
const stub = '/etc/resolv.conf';

describe('dnsOf', () => {
  it("leaves the host's file to the runtime", () => {
    assert.equal(dnsOf(nothing, false, plain), undefined);
    assert.equal(dnsOf(nothing, true, host({ [stub]: 'nameserver 127.0.0.53\n' })), undefined);
    assert.equal(dnsOf(nothing, false, host({})), undefined);
  });

  it("takes from the host's file what is not given", () => {
    assert.deepEqual(dnsOf({ ...nothing, searches: ['c.example'] }, false, plain), {
      servers: ['10.0.0.2'],
      searches: ['c.example'],
      options: ['edns0'],
    });
    assert.deepEqual(dnsOf({ ...nothing, servers: ['1.1.1.1'], searches: ['.'] }, false, plain), {
      servers: ['1.1.1.1'],
      searches: [],
      options: ['edns0'],
    });
  });

  it("goes around a server on the host's loopback, which no pod can reach", () => {
    const resolved = host({
      [stub]: 'nameserver 127.0.0.53\n',
      '/run/systemd/resolve/resolv.conf': 'nameserver 10.0.0.9\n',
    });
    assert.deepEqual(dnsOf(nothing, false, resolved)?.servers, ['10.0.0.9']);
    assert.deepEqual(dnsOf(nothing, false, host({ [stub]: 'nameserver ::1\n' }))?.servers, ['8.8.8.8', '8.8.4.4']);
  });

  it('refuses what is no address', () => {
    assert.throws(() => dnsOf({ ...nothing, servers: ['1.1.1.1,8.8.8.8'] }, false, plain), /is not an ip address/);
  });
});
