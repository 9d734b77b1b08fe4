import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LineRenderer, type LineSelection } from '../../../src/logs/render.ts';
import { type ByteSource, lineChunks } from '../../../src/logs/source.ts';
import { toMoment } from '../../../src/logs/stamp.ts';
import { type Dice, dice, expectedText, randomEntries, toLogFile } from '../../support/log-text.ts';

/** Gives bytes out in pieces of random size. */
function cutSource(bytes: Buffer, roll: Dice): ByteSource {
  let at = 0;
  return {
    read(target, offset) {
      const count = bytes.copy(target, offset, at, Math.min(bytes.length, at + 1 + roll(roll(3) === 0 ? 20 : 4000)));
      at += count;
      return Promise.resolve(count);
    },
    close: () => {},
  };
}

async function render(bytes: Buffer, selection: LineSelection = {}, roll: Dice = () => 3999) {
  const renderer = new LineRenderer(selection);
  const shown = { stdout: '', stderr: '' };
  const take = () => {
    for (const { stream, bytes: text } of renderer.take()) shown[stream] += Buffer.from(text).toString('latin1');
  };
  for await (const chunk of lineChunks(cutSource(bytes, roll), renderer.input)) {
    renderer.add(chunk.bytes, chunk.end);
    take();
  }
  renderer.finish();
  take();
  return shown;
}

const log = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('a rendered log', () => {
  for (let seed = 0; seed < 60; seed++) {
    it(`is the same however it is cut (seed ${seed})`, async () => {
      const roll = dice(seed);
      const entries = randomEntries(roll, 1 + roll(300));
      const bytes = toLogFile(entries);
      assert.deepEqual(await render(bytes, {}, roll), expectedText(entries));
      assert.deepEqual(await render(bytes, { timestamps: true }, roll), expectedText(entries, true));

      const from = roll(entries.length);
      const to = from + roll(entries.length);
      const since = toMoment(BigInt(1_420_070_400 + from) * 1_000_000_000n + 500_000_000n);
      const until = toMoment(BigInt(1_420_070_400 + to) * 1_000_000_000n + 999_999_999n);
      assert.deepEqual(await render(bytes, { since, until }, roll), expectedText(entries.slice(from, to + 1)));

      const errors = entries.filter(({ stream }) => stream === 'stderr');
      assert.deepEqual(await render(bytes, { stream: 'stderr' }, roll), expectedText(errors));
    });
  }

  for (let seed = 0; seed < 20; seed++) {
    it(`keeps whole lines in order where both streams are mixed (seed ${seed})`, async () => {
      const roll = dice(seed);
      const entries = randomEntries(roll, 200).map((entry) => ({ ...entry, partial: false }));
      const expected = entries.map((entry) => expectedText([entry])[entry.stream]).join('');
      assert.deepEqual(await render(toLogFile(entries), { mixed: true }, roll), { stdout: expected, stderr: '' });
    });
  }

  it('keeps the pieces of a long line together where both streams are mixed', async () => {
    const bytes = log(
      '2015-01-01T00:00:01Z stdout P a\n2015-01-01T00:00:02Z stderr F x\n2015-01-01T00:00:03Z stdout F b\n2015-01-01T00:00:04Z stdout P c\n',
    );
    assert.deepEqual(await render(bytes, { mixed: true }), { stdout: 'x\nab\nc', stderr: '' });
  });

  it('passes on a mixed line that is too long to hold', async () => {
    const piece = 'x'.repeat(300_000);
    const entries = Array.from({ length: 5 }, (_, seconds) => ({
      seconds,
      stream: 'stdout' as const,
      partial: true,
      text: piece,
      json: false,
    }));
    assert.equal((await render(toLogFile(entries), { mixed: true })).stdout, piece.repeat(5));
  });

  it('counts the limit over both streams and cuts anywhere', async () => {
    const bytes = log(
      '2015-01-01T00:00:01Z stdout F one\n2015-01-01T00:00:02Z stderr F two\n2015-01-01T00:00:03Z stdout F x\n',
    );
    assert.deepEqual(await render(bytes, { limitBytes: 6 }), { stdout: 'one\n', stderr: 'tw' });
    assert.deepEqual(await render(bytes, { limitBytes: 4 }), { stdout: 'one\n', stderr: '' });
    assert.deepEqual(await render(bytes, { limitBytes: 33, timestamps: true }), {
      stdout: '2015-01-01T00:00:01.000000000Z on',
      stderr: '',
    });
  });

  it('shows a last line without its newline', async () => {
    assert.equal(
      (await render(log('2015-01-01T00:00:01Z stdout F a\n2015-01-01T00:00:02Z stdout F b'))).stdout,
      'a\nb',
    );
  });

  it('skips a bad line and tells of it', async () => {
    const bad: string[] = [];
    const bytes = log('2015-01-01T00:00:01Z stdout F a\n\x1b[2Jbad\n2015-01-01T00:00:02Z stdout F b\n');
    assert.equal((await render(bytes, { onBadLine: (text) => bad.push(text) })).stdout, 'a\nb\n');
    assert.deepEqual(bad, ['"\\u001b[2Jbad"']);
  });

  it('fails when the first line is no log line', async () => {
    await assert.rejects(render(log('nonsense\n')), {
      message: 'log does not start with a container log line: "nonsense"',
    });
  });

  it('takes lines that differ from the usual shape in one byte as line.ts does', async () => {
    const good = '2015-01-01T00:00:01.123Z stdout F text\n';
    const lines = Array.from({ length: 33 }, (_, at) => `${good.slice(0, at)}\x01${good.slice(at + 1)}`);
    const before = '2015-01-01T00:00:00Z stderr F first\n';
    const fast = await render(log(before + lines.map((line) => line + good).join('')));
    const slow = await render(log(before + lines.map((line) => line + good).join('')), { limitBytes: 1e9 });
    assert.deepEqual(fast, slow);
  });
});
