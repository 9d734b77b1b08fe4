import { tables } from '../../cri/gen/tables.ts';
import type { EnumTable, Field, Table } from '../../cri/table.ts';
import { integerRange, isIntegerKind } from './scalars.ts';

type Json = Record<string, unknown>;

const required: Readonly<Record<string, readonly string[]>> = {
  PodSandboxConfig: ['metadata'],
  PodSandboxMetadata: ['name', 'namespace'],
  ContainerConfig: ['metadata', 'image'],
  ContainerMetadata: ['name'],
  ImageSpec: ['image'],
};

/** A JSON Schema of a configuration file, for editors; it lists the keys that both crictl and crix read. */
export function jsonSchemaOf(message: 'PodSandboxConfig' | 'ContainerConfig'): Json {
  const definitions: Record<string, Json> = {};
  const root = define(tables.of(message), definitions);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: message,
    ...root,
    $defs: definitions,
  };
}

/** Adds the message and what it is made of to `definitions`; gives the reference to it. */
function define(table: Table<unknown>, definitions: Record<string, Json>): Json {
  if (definitions[table.name] === undefined) {
    const definition: Json = { type: 'object', additionalProperties: false };
    definitions[table.name] = definition;
    if (required[table.name] !== undefined) definition['required'] = required[table.name];
    definition['properties'] = Object.fromEntries(
      table.fields.map((field) => [field.protoName, fieldSchema(field, definitions)]),
    );
  }
  return { $ref: `#/$defs/${table.name}` };
}

function fieldSchema(field: Field, definitions: Record<string, Json>): Json {
  const one = valueSchema(field, definitions);
  return field.isList ? { type: 'array', items: one } : one;
}

function valueSchema(field: Field, definitions: Record<string, Json>): Json {
  const { kind } = field;
  if (kind === 'm') return define(field.table(), definitions);
  if (kind === 'e') return enumSchema(field.enumTable());
  if (kind === 'b') return { type: 'boolean' };
  if (kind === 'p') return { type: 'object', additionalProperties: { type: 'string' } };
  if (isIntegerKind(kind)) {
    // Numbers of 64 bits have bounds that JSON numbers cannot name exactly.
    const { low, high } = integerRange(kind);
    const isExact = high <= BigInt(Number.MAX_SAFE_INTEGER);
    return {
      type: 'integer',
      ...(isExact || low === 0n ? { minimum: Number(low) } : {}),
      ...(isExact ? { maximum: Number(high) } : {}),
    };
  }
  return { type: kind === 'd' ? 'number' : 'string' };
}

function enumSchema({ names }: EnumTable): Json {
  return { oneOf: [...names].map(([number, name]) => ({ const: number, title: name })) };
}
