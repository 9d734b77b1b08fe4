import { CrixError } from '../errors.ts';
import type { Init } from './api.ts';
import type { Field, Table } from './table.ts';
import { keyTag, valueTag, Writer, wireOf, wireType } from './wire.ts';

/** A message of any type, by the names of its fields. */
type Values = Readonly<Record<string, unknown>>;

/**
 * Message → bytes. Zero values are left out, as proto3 says; an empty message is sent as such.
 * @throws CrixError of kind usage, for a number that does not fit its field
 */
export function encode<T>(table: Table<T>, message: Init<T>): Uint8Array {
  const writer = new Writer();
  writeMessage(writer, table, message as Values);
  return writer.done();
}

function writeMessage(writer: Writer, table: Table<unknown>, message: Values): void {
  for (const field of table.fields) {
    const value = message[field.name];
    if (value === undefined || value === null) continue;
    if (field.kind === 'p') writeMap(writer, field, value as Record<string, string>);
    else if (!field.isList) writeField(writer, table, field, value);
    else if (wireOf(field.kind) === wireType.bytes)
      for (const item of value as unknown[]) writeItem(writer, table, field, item);
    else if ((value as unknown[]).length > 0) writePacked(writer, table, field, value as unknown[]);
  }
}

function writeField(writer: Writer, table: Table<unknown>, field: Field, value: unknown): void {
  const isZero =
    value === 0 ||
    value === 0n ||
    value === '' ||
    value === false ||
    (field.kind === 'y' && (value as Uint8Array).length === 0);
  // Minus zero equals zero and yet has to be sent.
  if (isZero && !Object.is(value, -0)) return;
  if (field.kind === 'e' && enumNumber(table, field, value) === 0) return;
  writeItem(writer, table, field, value);
}

function writeItem(writer: Writer, table: Table<unknown>, field: Field, value: unknown): void {
  writer.varint((field.number << 3) | wireOf(field.kind));
  if (field.kind === 's') writer.text(value as string);
  else if (field.kind === 'y') writer.raw(value as Uint8Array);
  else if (field.kind === 'm') writer.nested(() => writeMessage(writer, field.table(), value as Values));
  else writeNumber(writer, table, field, value);
}

function writePacked(writer: Writer, table: Table<unknown>, field: Field, values: unknown[]): void {
  writer.varint((field.number << 3) | wireType.bytes);
  writer.nested(() => {
    for (const value of values) writeNumber(writer, table, field, value);
  });
}

function writeMap(writer: Writer, field: Field, map: Readonly<Record<string, string>>): void {
  for (const [key, value] of Object.entries(map)) {
    writer.varint((field.number << 3) | wireType.bytes);
    writer.nested(() => {
      writer.byte(keyTag);
      writer.text(key);
      writer.byte(valueTag);
      writer.text(value);
    });
  }
}

const ranges: Readonly<Record<string, readonly [bigint, bigint]>> = {
  i: [-(2n ** 31n), 2n ** 31n - 1n],
  u: [0n, 2n ** 32n - 1n],
  l: [-(2n ** 63n), 2n ** 63n - 1n],
  v: [0n, 2n ** 64n - 1n],
  e: [-(2n ** 31n), 2n ** 31n - 1n],
};

function writeNumber(writer: Writer, table: Table<unknown>, field: Field, value: unknown): void {
  if (field.kind === 'd') {
    writer.double(value as number);
    return;
  }
  if (field.kind === 'b') {
    writer.byte(value ? 1 : 0);
    return;
  }
  const number = field.kind === 'e' ? enumNumber(table, field, value) : (value as number | bigint);
  const [lowest, highest] = ranges[field.kind] as readonly [bigint, bigint];
  if ((typeof number === 'number' && !Number.isInteger(number)) || number < lowest || number > highest) {
    throw new CrixError(
      'usage',
      `${table.name}.${field.name} cannot be ${number}: use a whole number from ${lowest} to ${highest}`,
    );
  }
  writer.varint64(BigInt(number));
}

function enumNumber(table: Table<unknown>, field: Field, value: unknown): number {
  if (typeof value === 'number') return value;
  const { numbers, name } = field.enumTable();
  const number = numbers.get(value as string);
  if (number === undefined)
    throw new CrixError(
      'usage',
      `${table.name}.${field.name} cannot be ${value}: use ${[...numbers.keys()].join(', ')} (${name})`,
    );
  return number;
}
