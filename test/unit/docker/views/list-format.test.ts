import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { mentions, readListFormat } from '../../../../src/docker/views/list-format.ts';

describe('what a template may print', () => {
  it('is what it names', () => {
    assert.equal(mentions('{{.Names}}\t{{.Status}}', 'Status'), true);
    assert.equal(mentions('{{.Names}}', 'Status'), false);
    assert.equal(mentions('{{if eq .State "running"}}{{.Command}}{{end}}', 'Command'), true);
    assert.equal(mentions('.Status {{.Names}}', 'Status'), false);
    assert.equal(mentions('{{.StatusText}}', 'Status'), false);
  });

  it('is everything when the row is printed as a whole', () => {
    for (const format of ['json', 'table json', '{{json .}}', '{{.}}', '{{with $}}{{.}}{{end}}', '{{printf "%v" .}}']) {
      assert.equal(mentions(format, 'Status'), true, format);
    }
  });
});

it('a template that cannot be is a failure with status 1, as docker has it', () => {
  for (const format of ['{{.Names', '{{bogus .Names}}', '{{.Bogus}}']) {
    assert.throws(() => readListFormat(format, { Names: 'NAMES' }), { kind: 'failure', status: undefined }, format);
  }
});
