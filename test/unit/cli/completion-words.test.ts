import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { wantedAt } from '../../../src/cli/completion-words.ts';

async function words(...typed: string[]): Promise<string[]> {
  const wanted = await wantedAt(typed, 'crix');
  return wanted.kind === 'words' ? wanted.words.map(({ word }) => word) : [`(${wanted.kind})`];
}

describe('wantedAt', () => {
  it('offers commands first, also after global flags and their values', async () => {
    assert.ok((await words('')).includes('stats'));
    assert.ok((await words('-D', '-t', '5s', 'st')).includes('stats'));
    assert.ok((await words('help', '')).includes('stats'));
    assert.ok(!(await words('')).includes('__complete'));
  });

  it('offers flags of the place', async () => {
    assert.ok((await words('--')).includes('--runtime-endpoint'));
    assert.ok((await words('stats', '--')).includes('--seconds'));
    assert.ok((await words('exec', 'ID', '--')).every((word) => !word.startsWith('--')));
  });

  it('offers values of flags, also joined by =', async () => {
    assert.deepEqual(await words('stats', '-wo', ''), ['json', 'yaml', 'table', 'go-template']);
    assert.deepEqual(await words('exec', '--transport=web'), ['--transport=spdy', '--transport=websocket']);
    assert.deepEqual(await words('-c', ''), ['(files)']);
    assert.deepEqual(await words('stats', '--pod', ''), ['(pods)']);
    assert.deepEqual(await words('statsp', '--id', ''), ['(pods)']);
    assert.deepEqual(await words('stats', '-s', ''), []);
  });

  it('offers the objects that a command takes, place by place', async () => {
    assert.deepEqual(await words('rm', 'a', 'b', ''), ['(containers)']);
    assert.deepEqual(await words('exec', '-i', ''), ['(containers)']);
    assert.deepEqual(await words('exec', '-i', 'ID', 'l'), []);
    assert.deepEqual(await words('create', ''), ['(pods)']);
    assert.deepEqual(await words('create', 'POD', 'c.json', ''), ['(files)']);
    assert.deepEqual(await words('rmi', 'a', ''), ['(images)']);
    assert.deepEqual(await words('completion', ''), ['bash', 'zsh', 'fish']);
    assert.deepEqual(await words('nosuch', ''), []);
  });

  it('offers for start what can be started', async () => {
    assert.deepEqual(await wantedAt(['start', ''], 'crix'), { kind: 'containers', states: ['CONTAINER_CREATED'] });
  });
});
