import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { amountOf, sizeText } from '../../../src/doctor/amounts.ts';
import { applyFix, diffLines } from '../../../src/doctor/apply-fix.ts';
import { findingsOf } from '../../../src/doctor/finding.ts';
import { checks, chooseChecks } from '../../../src/doctor/registry.ts';
import { type CheckReport, worstLevel } from '../../../src/doctor/report.ts';

const { ok, warn, fail } = findingsOf('disk.image-fs');

function report(...findings: CheckReport['findings']): CheckReport {
  return { id: 'disk.image-fs', group: 'disk', title: '', findings };
}

describe('the registry of checks', () => {
  it('loads checks under their own id and group', async () => {
    for (const { id, group, load } of checks) {
      const { check } = await load();
      assert.deepEqual([check.id, check.group], [id, group]);
      assert.match(check.title, /\?$/);
    }
  });

  it('chooses by id and by group, in its own order', () => {
    const ids = chooseChecks(['network', 'endpoint.cri']).map(({ id }) => id);
    assert.deepEqual(ids, ['endpoint.cri', 'network.cni', 'network.plugins', 'network.cidr', 'network.ipam']);
    assert.equal(chooseChecks([]).length, checks.length);
  });

  it('suggests what may be meant', () => {
    assert.throws(() => chooseChecks(['endpoint.cni']), {
      kind: 'usage',
      hint: /did you mean (endpoint\.cri|network\.cni)\?/,
    });
    assert.throws(() => chooseChecks(['zzzzzzzzzzz']), {
      kind: 'usage',
      hint: /^checks: endpoint, endpoint\.config, /,
    });
  });
});

describe('the worst level', () => {
  it('is the worst of all findings that are not cured', () => {
    const [warning, failure] = [warn('space', 'low'), fail('space', 'none')];
    assert.equal(worstLevel([]), 'ok');
    assert.equal(worstLevel([report(ok('fine')), report(warning)]), 'warn');
    assert.equal(worstLevel([report(warning, failure)]), 'fail');
    assert.equal(worstLevel([report(warning, failure)], new Set([failure])), 'warn');
  });
});

describe('a fix', () => {
  it('shows only the lines that change', () => {
    assert.deepEqual(diffLines({ file: '', before: 'a\nb\nc\n', after: 'a\nB\nB2\nc\n' }), ['- b', '+ B', '+ B2']);
    assert.deepEqual(diffLines({ file: '', before: undefined, after: 'a' }), ['- ', '+ a']);
  });

  it('keeps the old file, and writes nothing over a newer one', (test) => {
    const folder = mkdtempSync(join(tmpdir(), 'crix-fix-'));
    test.after(() => rmSync(folder, { recursive: true }));
    mkdirSync(join(folder, 'etc'));
    const file = join(folder, 'etc/config.toml');
    writeFileSync(file, 'old');
    const backup = applyFix({ file, before: 'old', after: 'new' }, 1_420_070_400_000_000_000n);
    assert.equal(backup, `${file}.before-crix-20150101T000000`);
    assert.deepEqual([readFileSync(file, 'utf8'), readFileSync(backup, 'utf8')], ['new', 'old']);
    assert.throws(
      () => applyFix({ file, before: 'old', after: 'newer' }, 0n),
      /has changed meanwhile: nothing was written/,
    );
    assert.equal(readdirSync(join(folder, 'etc')).length, 2);
  });
});

describe('amounts', () => {
  it("are read in Kubernetes' way", () => {
    const cases: [string, number | undefined][] = [
      ['15%', 150],
      ['10Mi', 10 * 2 ** 20],
      ['1.5G', 1.5e9],
      ['7', 7],
      ['x', undefined],
      ['5%%', undefined],
    ];
    for (const [text, expected] of cases) assert.equal(amountOf(text, 1000), expected, text);
  });

  it('are written for people', () => {
    assert.deepEqual([0, 999, 1000, 1_260_000, 999_950_000].map(sizeText), [
      '0 bytes',
      '999 bytes',
      '1.0 kB',
      '1.3 MB',
      '1.0 GB',
    ]);
  });
});
