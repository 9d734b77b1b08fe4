import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tables } from '../../../src/cri/gen/tables.ts';
import { fromJson } from '../../../src/cri/json.ts';
import { eventHeader, eventLine } from '../../../src/views/events.ts';

const pod = { id: 'p'.repeat(64), metadata: { name: 'web-0', namespace: 'default' } };

function line(event: object): string {
  return eventLine(fromJson(tables.of('ContainerEventResponse'), { podSandboxStatus: pod, ...event }), 'started');
}

describe('the table of events', () => {
  it('has a line for each event under its header', () => {
    const containerId = 'c'.repeat(64);
    const containersStatuses = [{ id: containerId, metadata: { name: 'nginx' } }];
    const event = line({ containerId, createdAt: '1420071400000000001', containersStatuses });
    for (const [title, cell] of [
      ['TYPE', 'started'],
      ['CONTAINER', 'ccccccccccccc '],
      ['NAME', 'nginx'],
      ['POD', 'web-0'],
      ['NAMESPACE', 'default'],
    ] as const) {
      const at = eventHeader.indexOf(title);
      assert.equal(event.slice(at, at + cell.length), cell);
    }
  });

  it('marks the events of a pod itself', () => {
    assert.match(line({ containerId: pod.id }), / \(pod\) /);
  });

  it('lets nothing through that a terminal obeys', () => {
    const { metadata } = pod;
    assert.match(line({ podSandboxStatus: { ...pod, metadata: { ...metadata, name: 'a\x1b[2J' } } }), /a\\x1b\[2J/);
  });
});
