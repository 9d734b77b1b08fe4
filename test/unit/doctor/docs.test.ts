import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';

const folder = new URL('../../../src/doctor/checks/', import.meta.url);
const docs = readFileSync(new URL('../../../docs/troubleshooting.md', import.meta.url), 'utf8');

/** The ids of problems that a check's source can make. */
function idsIn(source: string): string[] {
  const check = /findingsOf\('([a-z.-]+)'\)/.exec(source)?.[1];
  const direct = [...source.matchAll(/\b(?:warn|fail|gone|\? fail : warn\))\)?\(\s*'([a-z0-9-]+)'/g)].map(
    ([, code]) => code,
  );
  const inTables = [...source.matchAll(/^\s+code: '([a-z0-9-]+)'/gm)].map(([, code]) => code);
  return [...new Set([...direct, ...inTables])].map((code) => `${check}.${code}`);
}

describe('docs/troubleshooting.md', () => {
  it('names every problem that the doctor can find, and no others', () => {
    const found = readdirSync(folder).flatMap((file) => idsIn(readFileSync(new URL(file, folder), 'utf8')));
    const dynamic = ['runtime.keys.runtime-engine', 'runtime.keys.runtime-root'];
    const named = [
      ...docs.matchAll(/`((?:endpoint|runtime|network|disk|workloads|kubelet)\.[a-z-]+\.[a-z0-9-]+)`/g),
    ].map(([, id]) => id);
    assert.deepEqual([...new Set(named)].sort(), [...new Set([...found, ...dynamic])].sort());
  });
});
