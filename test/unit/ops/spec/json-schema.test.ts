import assert from 'node:assert/strict';
import { test } from 'node:test';
import { jsonSchemaOf } from '../../../../src/ops/spec/json-schema.ts';

type Node = Record<string, unknown>;
const definitions = jsonSchemaOf('ContainerConfig')['$defs'] as Record<
  string,
  { properties: Record<string, Node>; required?: string[] }
>;

test('fields carry the names and types of the files', () => {
  const { properties, required } = definitions['ContainerConfig'] ?? assert.fail();
  assert.deepEqual(required, ['metadata', 'image']);
  assert.deepEqual(properties['command'], { type: 'array', items: { type: 'string' } });
  assert.deepEqual(properties['labels'], { type: 'object', additionalProperties: { type: 'string' } });
  assert.deepEqual(properties['tty'], { type: 'boolean' });
  assert.deepEqual(properties['linux'], { $ref: '#/$defs/LinuxContainerConfig' });
  assert.deepEqual(definitions['ContainerMetadata']?.properties['attempt'], {
    type: 'integer',
    minimum: 0,
    maximum: 4294967295,
  });
  assert.deepEqual(definitions['KeyValue']?.properties['value'], { type: 'string' });
});

test('enums are numbers with their names beside them', () => {
  const propagation = definitions['Mount']?.properties['propagation'];
  const [first] = (propagation?.['oneOf'] ?? []) as Node[];
  assert.deepEqual(first, { const: 0, title: 'PROPAGATION_PRIVATE' });
});

test('every reference leads to a definition', () => {
  for (const root of ['PodSandboxConfig', 'ContainerConfig'] as const) {
    const schema = jsonSchemaOf(root);
    const names = [...JSON.stringify(schema).matchAll(/#\/\$defs\/([\w.]+)/g)].map(([, name]) => name as string);
    assert.deepEqual(
      names.filter((name) => !(name in (schema['$defs'] as Node))),
      [],
    );
    assert.ok(names.length > 5);
  }
});
