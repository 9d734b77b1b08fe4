import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import wabt from 'wabt';
import { stripModule } from '../../../src/logs/gen/strip.ts';
import { openKernel } from '../../../src/logs/kernel.ts';

describe('the WebAssembly loop', () => {
  it('is what strip.wat says (else run npm run gen)', async () => {
    const text = readFileSync(new URL('../../../src/logs/strip.wat', import.meta.url), 'utf8');
    const { parseWat } = await wabt();
    const { buffer } = parseWat('strip.wat', text, { simd: true }).toBinary({});
    assert.equal(stripModule, Buffer.from(buffer).toString('base64'));
  });

  it('stops in front of a line it does not know', () => {
    const kernel = openKernel(1024);
    assert.ok(kernel);
    const plain = '2015-01-01T00:00:01Z stdout F a\n2015-01-01T00:00:01Z stderr F b\n';
    const end = kernel.input.write(`${plain}{"log":"c"}\n`);
    const stdout = { bytes: kernel.stdout, length: 0 };
    const stderr = { bytes: kernel.stderr, length: 0 };
    assert.equal(kernel.strip(0, end, { stdout, stderr, mixed: false }), plain.length);
    assert.equal(kernel.stdout.toString('latin1', 0, stdout.length), 'a\n');
    assert.equal(kernel.stderr.toString('latin1', 0, stderr.length), 'b\n');
    kernel.strip(0, plain.length, { stdout, stderr, mixed: true });
    assert.equal(kernel.stdout.toString('latin1', 0, stdout.length), 'a\na\nb\n');
  });
});
