import assert from 'node:assert/strict';
import { test } from 'node:test';
import { INSPECT_JSON, jsonChunks, LIST_JSON, writeJson } from '../../../src/output/json.ts';

test('lists keep their order and raw signs, inspections sort and escape', () => {
  const value = { b: '<&>', a: { z: [], y: {}, x: null, gone: undefined }, c: [1, 2n, true] };
  assert.equal(
    writeJson(value, LIST_JSON),
    '{\n  "b": "<&>",\n  "a": {\n    "z": [],\n    "y": {},\n    "x": null\n  },\n  "c": [\n    1,\n    2,\n    true\n  ]\n}',
  );
  assert.equal(
    writeJson(value, { ...INSPECT_JSON, indent: 0 }),
    '{"a":{"x":null,"y":{},"z":[]},"b":"\\u003c\\u0026\\u003e","c":[1,2,true]}',
  );
});

test('keys are sorted by code point as Go does', () => {
  assert.equal(
    writeJson({ '\u{1F600}': 1, '\uFF5E': 2, a: 3, Z: 4 }, { indent: 0, sortKeys: true }),
    '{"Z":4,"a":3,"\uFF5E":2,"\u{1F600}":1}',
  );
});

test('lists print maps whose keys are numbers as Go does', () => {
  const labels = Object.assign(Object.create(null), { a: '', 10: '', 2: '' });
  assert.equal(writeJson({ labels }, { ...LIST_JSON, indent: 0 }), '{"labels":{"10":"","2":"","a":""}}');
});

test('control characters never come out raw', () => {
  assert.equal(writeJson('\u001b[2J\u007f\u009b', LIST_JSON), '"\\u001b[2J\u007f\\u009b"');
});

test('chunks add up to the whole text and read lazy lists as they go', () => {
  const items = Array.from({ length: 3000 }, (_, id) => ({ id, text: 'x'.repeat(50) }));
  let read = 0;
  const lazy = (function* () {
    for (const item of items) {
      read++;
      yield item;
    }
  })();
  const chunks = jsonChunks({ items: lazy, empty: [] }, LIST_JSON);
  const first = chunks.next().value ?? '';
  assert.ok(read > 0 && read < items.length);
  assert.equal(first + [...chunks].join(''), writeJson({ items, empty: [] }, LIST_JSON));
  assert.equal([...jsonChunks([], LIST_JSON)].join(''), '[]');
  assert.equal([...jsonChunks({}, LIST_JSON)].join(''), '{}');
  assert.equal([...jsonChunks([{ a: 1 }], LIST_JSON)].join(''), writeJson([{ a: 1 }], LIST_JSON));
});
