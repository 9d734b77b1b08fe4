import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { emitServices, emitTables, emitTypes } from '../../../src/cri/gen/emit.ts';
import { parseSchema } from '../../../src/cri/gen/schema.ts';
import { camelCase, Tables } from '../../../src/cri/table.ts';

const text = [
  '# a comment',
  'service\tZoo\tzoo.v1.Zoo',
  'rpc\tFeed\tFood\tFood',
  'rpc\tWatch\tFood\t*Food',
  '',
  'message\tFood',
  'field\tcooked_by\t2\t*Chef.Kind\tdeprecated',
  'field\tnext\t1\tFood',
  'field\tpin\t3\tstring\tsecret',
  'enum\tChef.Kind\tjson-drop=CHEF_',
  'value\tCHEF_HUMAN\t0',
].join('\n');

describe('the generator', () => {
  const schema = parseSchema(text);

  it('writes types', () => {
    const types = emitTypes(schema);
    assert.match(types, /export type ChefKind =\n {2}\| 'CHEF_HUMAN'\n {2}\| number;/);
    assert.match(
      types,
      /@deprecated by the API \*\/\n {2}cookedBy: readonly ChefKind\[\];\n {2}next\?: Food;\n {2}pin: string;/,
    );
  });

  it('writes services', () => {
    const services = emitServices(schema, '../api.ts');
    assert.match(services, /feed\(request: Init<Food>, call\?: Call\): Promise<Food>;/);
    assert.match(services, /watch\(request: Init<Food>, call\?: Call\): AsyncIterable<Food>;/);
    assert.match(services, /'zoo\.v1\.Zoo',\n {2}'Feed Food Food',\n {2}'Watch Food \*Food',/);
  });

  it('writes tables that Tables can read', () => {
    assert.match(emitTables(schema, '../table.ts'), /^Food=2\*e:cooked_by:Chef\.Kind 1m:next:Food 3!s:pin$/m);
    const food = new Tables<{ Food: object }>(
      '\nFood=2*e:cooked_by:Chef.Kind 1m:next:Food 3!s:pin\n',
      '\nChef.Kind=CHEF_|CHEF_HUMAN=0\n',
    ).of('Food');
    assert.deepEqual(
      food.fields.map(({ number, name, protoName, kind, isList, isSecret }) => [
        number,
        name,
        protoName,
        kind,
        isList,
        isSecret,
      ]),
      [
        [2, 'cookedBy', 'cooked_by', 'e', true, false],
        [1, 'next', 'next', 'm', false, false],
        [3, 'pin', 'pin', 's', false, true],
      ],
    );
    assert.equal(food.fields[1]?.table(), food);
    assert.equal(food.fields[0]?.enumTable().names.get(0), 'CHEF_HUMAN');
  });

  it('refuses schemas that cannot be right, with the place', () => {
    assert.throws(() => parseSchema('field\tx\t1\tstring'), /line 1: field belongs to nothing/);
    assert.throws(() => parseSchema('message\tA\nfield\tx\t1'), /line 2: column 4 is missing/);
    assert.throws(() => parseSchema('massage\tA'), /line 1: unknown kind massage/);
    assert.throws(() => parseSchema('message\tA\nfield\tx\t1\tB'), /A\.x has the unknown type B/);
    assert.throws(() => parseSchema('message\tA\nfield\tx\t1\tbool\nfield\ty\t1\tbool'), /A uses a field number twice/);
    assert.throws(() => parseSchema('service\tS\tp\nrpc\tM\tA\tA'), /M uses the unknown message A/);
  });
});

describe('camelCase', () => {
  it('follows proto3', () => {
    assert.deepEqual(['pod_sandbox_id', 'CDI_devices', 'uidMappings', 'Avg10'].map(camelCase), [
      'podSandboxId',
      'CDIDevices',
      'uidMappings',
      'Avg10',
    ]);
  });
});
