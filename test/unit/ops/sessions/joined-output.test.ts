import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { JoinedOutput, overlap } from '../../../../src/ops/sessions/joined-output.ts';

function sinkOf(): { text(): string; write(bytes: Uint8Array): Promise<void> } {
  const pieces: Uint8Array[] = [];
  return {
    text: () => Buffer.concat(pieces).toString(),
    write: async (bytes) => {
      pieces.push(bytes);
    },
  };
}

const cases: [title: string, log: string, attached: string, shown: string][] = [
  ['everything came before', 'a\nb\n', '', 'a\nb\n'],
  ['everything came after', '', '$ ', '$ '],
  ['both saw the last line', 'a\nb\n', 'b\n', 'a\nb\n'],
  ['both saw it, and a prompt follows', 'a\nb\n', 'b\n$ ', 'a\nb\n$ '],
  ['nothing in common', 'a\n', 'b\n', 'a\nb\n'],
  ['the same line again and again', 'x\nx\nx\n', 'x\n', 'x\nx\nx\n'],
  ['attached in the middle of a line', 'hello\n', 'lo\n', 'hello\n'],
];

describe('JoinedOutput', () => {
  for (const [title, log, attached, shown] of cases) {
    it(`shows each byte once: ${title}`, async () => {
      const sink = sinkOf();
      const output = new JoinedOutput(sink, async () => Buffer.from(log));
      const joining = output.join();
      await output.write(Buffer.from(attached));
      await joining;
      await output.write(Buffer.from('later'));
      assert.equal(sink.text(), `${shown}later`);
    });
  }

  it('leaves everything to the log when the container was over before it was attached', async () => {
    const sink = sinkOf();
    const output = new JoinedOutput(sink, async () => Buffer.from('all of it'));
    await output.write(Buffer.from('of it'));
    await output.finish();
    assert.equal(sink.text(), 'all of it');
  });

  it('shows what came when there is no log', async () => {
    const sink = sinkOf();
    const output = new JoinedOutput(sink, async () => Buffer.alloc(0));
    await output.write(Buffer.from('attached'));
    await output.finish();
    assert.equal(sink.text(), 'attached');
  });
});

it('overlap looks at whole lines of any length first', () => {
  const line = `${'y'.repeat(50_000)}\n`;
  assert.equal(overlap(Buffer.from(line + line), Buffer.from(line + line)), 2 * line.length);
});
