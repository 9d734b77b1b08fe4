import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { logLines } from '../../../src/views/logs.ts';

const logs = [
  { pod: 'web-0', container: 'nginx' },
  { pod: '', container: 'x\x1b' },
];
const records = [
  { source: 0, time: 1n, stream: 'stdout' as const, bytes: Buffer.from('one\n') },
  { source: 1, time: 2n, stream: 'stderr' as const, bytes: Buffer.from('two') },
  { source: 0, time: 3n, stream: 'stdout' as const, bytes: Buffer.from('three\n') },
];

function show(options: { isColored: boolean; mixed: boolean }) {
  return logLines(logs, options)(records).map(({ stream, bytes }) => [stream, Buffer.from(bytes).toString()]);
}

describe('lines of several logs', () => {
  it('name their container, in columns, each on a line of its own', () => {
    assert.deepEqual(show({ isColored: false, mixed: false }), [
      ['stdout', 'web-0/nginx | one\nweb-0/nginx | three\n'],
      ['stderr', 'x\\x1b       | two\n'],
    ]);
  });

  it('stay in order where both streams are one', () => {
    assert.deepEqual(show({ isColored: false, mixed: true }), [
      ['stdout', 'web-0/nginx | one\nx\\x1b       | two\nweb-0/nginx | three\n'],
    ]);
  });

  it('have a color for each container', () => {
    const [[, text = '']] = show({ isColored: true, mixed: true }) as [[string, string]];
    assert.ok(text.startsWith('\x1b[36mweb-0/nginx | \x1b[0mone\n\x1b[33mx'));
  });
});
