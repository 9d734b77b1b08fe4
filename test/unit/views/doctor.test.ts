import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { CheckReport } from '../../../src/doctor/report.ts';
import { doctorDocument, doctorLines, doctorSummary } from '../../../src/views/doctor.ts';

const reports: CheckReport[] = [
  { id: 'a.one', group: 'endpoint', title: '', findings: [{ id: 'a.one.ok', level: 'ok', seen: 'fine' }] },
  { id: 'a.two', group: 'endpoint', title: '', findings: [{ id: 'a.two.skipped', level: 'skipped', seen: 'nothing' }] },
  {
    id: 'b.one',
    group: 'network',
    title: '',
    findings: [{ id: 'b.one.bad', level: 'fail', seen: 'a\x1b[2J', why: 'so', next: ['do this', 'and that'] }],
  },
];

function show(style: { isColored: boolean; onlyProblems: boolean }): string {
  return reports.map(doctorLines(style)).join('');
}

describe("the doctor's report", () => {
  it('has a heading for each group and a line for each finding', () => {
    assert.equal(
      show({ isColored: false, onlyProblems: false }),
      `endpoint
  ok      a.one: fine
  skipped a.two: nothing

network
  fail    b.one.bad: a\\x1b[2J
          why:  so
          next: do this
          next: and that
`,
    );
    assert.equal(doctorSummary(reports), '\n1 ok, 0 warn, 1 fail, 1 skipped\n');
  });

  it('can leave out what is in order', () => {
    assert.match(show({ isColored: false, onlyProblems: true }), /^network\n {2}fail {4}b\.one\.bad/);
  });

  it('is colored on a terminal', () => {
    assert.ok(show({ isColored: true, onlyProblems: true }).includes('\x1b[31mfail   \x1b[0m b.one.bad'));
  });

  it('is a document for scripts', () => {
    assert.deepEqual(doctorDocument(reports).findings[2], {
      id: 'b.one.bad',
      check: 'b.one',
      group: 'network',
      level: 'fail',
      seen: 'a\x1b[2J',
      why: 'so',
      next: ['do this', 'and that'],
      fixable: false,
    });
  });
});
