import { type SchemaField, schema } from './schema.ts';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json | undefined;
}

/**
 * CRI messages as the contract writes them (snake_case names, enum names, 64-bit numbers as text) to protobuf bytes and
 * back. Written apart from src/cri on purpose: an error there must not cancel itself out here.
 */
export function encodeMessage(message: string, value: JsonObject): Buffer {
  const parts: Buffer[] = [];
  for (const field of fieldsOf(message)) {
    const entry = value[field.name];
    if (entry === undefined || entry === null) {
      continue;
    }
    if (field.type === 'map<string,string>') {
      for (const [key, text] of Object.entries(entry as Record<string, string>)) {
        parts.push(lengthDelimited(field.number, Buffer.concat([stringField(1, key), stringField(2, text)])));
      }
    } else if (field.isList) {
      parts.push(...encodeList(field, entry as Json[]));
    } else {
      parts.push(encodeField(field, entry, false));
    }
  }
  return Buffer.concat(parts);
}

function encodeList(field: SchemaField, list: Json[]): Buffer[] {
  if (!isPackable(field.type)) {
    return list.map((element) => encodeField(field, element, true));
  }
  const packed = list.map((element) => encodeNumber(field.type, element));
  return packed.length === 0 ? [] : [lengthDelimited(field.number, Buffer.concat(packed))];
}

function encodeField(field: SchemaField, value: Json, keepZero: boolean): Buffer {
  if (field.type === 'string' || field.type === 'bytes') {
    const bytes = Buffer.from(value as string, field.type === 'bytes' ? 'base64' : 'utf8');
    return bytes.length === 0 && !keepZero ? bytes : lengthDelimited(field.number, bytes);
  }
  if (schema().messages.has(field.type)) {
    return lengthDelimited(field.number, encodeMessage(field.type, value as JsonObject));
  }
  const bytes = encodeNumber(field.type, value);
  const isZero = bytes.every((byte) => byte === 0);
  return isZero && !keepZero ? Buffer.alloc(0) : Buffer.concat([tag(field.number, wireTypeOf(field.type)), bytes]);
}

function encodeNumber(type: string, value: Json): Buffer {
  if (type === 'double') {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(Number(value));
    return bytes;
  }
  if (type === 'bool') {
    return varint(value === true ? 1n : 0n);
  }
  const names = schema().enums.get(type);
  const number = names !== undefined && typeof value === 'string' ? names.get(value) : (value as string | number);
  if (number === undefined) {
    throw new Error(`${type} has no value ${String(value)}`);
  }
  return varint(BigInt.asUintN(64, BigInt(number)));
}

/** Zero scalars, empty lists and empty maps are left out, empty messages are kept, map keys are sorted. */
export function decodeMessage(message: string, bytes: Buffer): JsonObject {
  const fields = new Map(fieldsOf(message).map((field) => [field.number, field]));
  const found = new Map<SchemaField, Json>();
  for (const { number, payload } of readFields(bytes)) {
    const field = fields.get(number);
    if (field === undefined) {
      throw new Error(`${message} has no field ${number}`);
    }
    addTo(found, field, payload);
  }
  const json: JsonObject = {};
  for (const field of fieldsOf(message)) {
    const value = found.get(field);
    if (value !== undefined && !isZero(value, field)) {
      json[field.name] = field.type === 'map<string,string>' ? sorted(value as JsonObject) : value;
    }
  }
  return json;
}

function addTo(found: Map<SchemaField, Json>, field: SchemaField, payload: bigint | Buffer): void {
  if (field.type === 'map<string,string>') {
    const entry = { key: '', value: '' };
    for (const part of readFields(payload as Buffer)) {
      entry[part.number === 1 ? 'key' : 'value'] = (part.payload as Buffer).toString('utf8');
    }
    found.set(field, { ...(found.get(field) as JsonObject | undefined), [entry.key]: entry.value });
  } else if (field.isList) {
    const list = (found.get(field) as Json[] | undefined) ?? [];
    list.push(...decodeElements(field, payload));
    found.set(field, list);
  } else {
    found.set(field, decodeValue(field, payload));
  }
}

function decodeElements(field: SchemaField, payload: bigint | Buffer): Json[] {
  if (isPackable(field.type) && typeof payload !== 'bigint') {
    return readPacked(payload).map((element) => decodeValue(field, element));
  }
  return [decodeValue(field, payload)];
}

function decodeValue(field: SchemaField, payload: bigint | Buffer): Json {
  if (typeof payload === 'bigint') {
    return decodeNumber(field.type, payload);
  }
  if (field.type === 'string') {
    return payload.toString('utf8');
  }
  if (field.type === 'bytes') {
    return payload.toString('base64');
  }
  return field.type === 'double' ? payload.readDoubleLE() : decodeMessage(field.type, payload);
}

function decodeNumber(type: string, value: bigint): Json {
  if (type === 'bool') {
    return value !== 0n;
  }
  if (type.endsWith('64')) {
    return String(type === 'int64' ? BigInt.asIntN(64, value) : value);
  }
  const number = Number(type === 'uint32' ? BigInt.asUintN(32, value) : BigInt.asIntN(32, value));
  for (const [name, known] of schema().enums.get(type) ?? []) {
    if (known === number) {
      return name;
    }
  }
  return number;
}

function isZero(value: Json, field: SchemaField): boolean {
  if (Array.isArray(value)) {
    return value.length === 0;
  }
  const firstName = schema().enums.get(field.type)?.keys().next().value;
  return value === '' || value === '0' || value === 0 || value === false || value === firstName;
}

function sorted(map: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function fieldsOf(message: string): readonly SchemaField[] {
  const fields = schema().messages.get(message);
  if (fields === undefined) {
    throw new Error(`the schema has no message ${message}`);
  }
  return fields;
}

function isPackable(type: string): boolean {
  return wireTypeOf(type) !== 2;
}

function wireTypeOf(type: string): number {
  if (type === 'double') {
    return 1;
  }
  return type === 'string' || type === 'bytes' || type.startsWith('map') || schema().messages.has(type) ? 2 : 0;
}

function tag(number: number, wireType: number): Buffer {
  return varint(BigInt((number << 3) | wireType));
}

function stringField(number: number, text: string): Buffer {
  return lengthDelimited(number, Buffer.from(text));
}

function lengthDelimited(number: number, bytes: Buffer): Buffer {
  return Buffer.concat([tag(number, 2), varint(BigInt(bytes.length)), bytes]);
}

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

function readVarint(bytes: Buffer, start: number): { value: bigint; next: number } {
  let value = 0n;
  let next = start;
  for (let shift = 0n; ; shift += 7n) {
    const byte = bytes[next++];
    if (byte === undefined) {
      throw new Error('a message ends inside a number');
    }
    value |= BigInt(byte & 0x7f) << shift;
    if (byte < 0x80) {
      return { value, next };
    }
  }
}

function* readFields(bytes: Buffer): Generator<{ number: number; payload: bigint | Buffer }> {
  let at = 0;
  while (at < bytes.length) {
    const { value: key, next } = readVarint(bytes, at);
    const number = Number(key >> 3n);
    const wireType = Number(key & 7n);
    if (wireType === 0) {
      const { value, next: end } = readVarint(bytes, next);
      yield { number, payload: value };
      at = end;
      continue;
    }
    const { value: length, next: start } =
      wireType === 2 ? readVarint(bytes, next) : { value: wireType === 1 ? 8n : 4n, next };
    at = start + Number(length);
    yield { number, payload: bytes.subarray(start, at) };
  }
}

function readPacked(bytes: Buffer): bigint[] {
  const values: bigint[] = [];
  for (let at = 0; at < bytes.length; ) {
    const { value, next } = readVarint(bytes, at);
    values.push(value);
    at = next;
  }
  return values;
}
