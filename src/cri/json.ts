import { CrixError } from '../errors.ts';
import { sortByCodePoint } from '../model/code-points.ts';
import type { Init } from './api.ts';
import { emptyList, emptyMap } from './decode-plan.ts';
import type { EnumTable, Field, Table } from './table.ts';

/** What JSON can hold, with members in the order in which they are printed. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** Fields of the API that crictl does not print yet: left out while they are empty, so that both print the same. */
const newerThanCrictl = new Set(['mount_options']);

/**
 * A message as CRI's own JSON shows it: fields in the order of the API, zero values included, unset messages left out, 64-bit numbers
 * as decimal text, enums by name, bytes as base64, map keys sorted.
 */
export function toJson<T>(table: Table<T>, message: T | Init<T>, options: JsonOptions = {}): JsonObject {
  const object: JsonObject = {};
  for (const field of table.fields) {
    const value = (message as Record<string, unknown>)[field.name];
    if (value === undefined) continue;
    if (newerThanCrictl.has(field.protoName) && (value as unknown[]).length === 0) continue;
    if (field.isSecret && options.hideSecrets === true) object[field.name] = value === '' ? '' : '(hidden)';
    else if (field.isList) object[field.name] = (value as unknown[]).map((item) => valueToJson(field, item, options));
    else object[field.name] = valueToJson(field, value, options);
  }
  return object;
}

export interface JsonOptions {
  /** Passwords and tokens are replaced; for logs. */
  hideSecrets?: boolean;
}

function valueToJson(field: Field, value: unknown, options: JsonOptions): Json {
  switch (field.kind) {
    case 'm':
      return toJson(field.table(), value, options);
    case 'p':
      return sortedMap(value as Readonly<Record<string, string>>);
    case 'l':
    case 'v':
      return String(value);
    case 'y':
      return Buffer.from(value as Uint8Array).toString('base64');
    case 'e':
      return enumToJson(field.enumTable(), value as string | number);
    case 'd':
      return Number.isFinite(value) ? (value as number) : String(value);
    default:
      return value as Json;
  }
}

function enumToJson(table: EnumTable, value: string | number): Json {
  return typeof value === 'string' && value.startsWith(table.jsonDrop) ? value.slice(table.jsonDrop.length) : value;
}

/** Sorted by bytes, as Go sorts strings. */
function sortedMap(map: Readonly<Record<string, string>>): JsonObject {
  const sorted: JsonObject = Object.create(null);
  for (const key of sortByCodePoint(Object.keys(map))) sorted[key] = map[key] as string;
  return sorted;
}

/**
 * The way back. Field names may be spelt as in the proto file or as in JSON; 64-bit numbers may be text, number or bigint; null is
 * the same as nothing.
 * @throws CrixError of kind usage that names the place
 */
export function fromJson<T>(table: Table<T>, json: unknown): T {
  return messageFromJson(table, json, table.name) as T;
}

function messageFromJson(table: Table<unknown>, json: unknown, place: string): Record<string, unknown> {
  const source = objectAt(json, place);
  const known = new Set(table.fields.flatMap((field) => [field.name, field.protoName]));
  for (const key of Object.keys(source)) if (!known.has(key)) refuse(`${place}.${key}`, 'is no field of it');
  const message: Record<string, unknown> = {};
  for (const field of table.fields) {
    const value = fieldFromJson(field, source[field.name] ?? source[field.protoName], `${place}.${field.protoName}`);
    if (value !== undefined) message[field.name] = value;
  }
  return message;
}

function fieldFromJson(field: Field, json: unknown, place: string): unknown {
  if (field.isList) {
    if (json === undefined || json === null) return emptyList;
    if (!Array.isArray(json)) refuse(place, 'has to be a list');
    return json.map((item, index) => valueFromJson(field, item, `${place}[${index}]`));
  }
  if (json === undefined || json === null) {
    if (field.kind === 'm') return undefined;
    if (field.kind === 'p') return emptyMap;
  }
  return valueFromJson(field, json, place);
}

function valueFromJson(field: Field, json: unknown, place: string): unknown {
  switch (field.kind) {
    case 'm':
      return messageFromJson(field.table(), json, place);
    case 'p':
      return Object.assign(Object.create(null), objectAt(json, place));
    case 's':
      return typed('string', json ?? '', place);
    case 'b':
      return typed('boolean', json ?? false, place);
    case 'y':
      return new Uint8Array(Buffer.from(typed('string', json ?? '', place), 'base64'));
    case 'l':
    case 'v':
      return bigintFromJson(json ?? 0, place);
    case 'e':
      return enumFromJson(field.enumTable(), json ?? 0, place);
    default:
      return numberFromJson(field, json ?? 0, place);
  }
}

function typed(type: 'string', json: unknown, place: string): string;
function typed(type: 'boolean', json: unknown, place: string): boolean;
function typed(type: 'string' | 'boolean', json: unknown, place: string): unknown {
  return typeof json === type ? json : refuse(place, `has to be a ${type}`);
}

function bigintFromJson(json: unknown, place: string): bigint {
  if (typeof json === 'bigint' || Number.isSafeInteger(json)) return BigInt(json as bigint | number);
  return typeof json === 'string' && /^-?\d+$/.test(json) ? BigInt(json) : refuse(place, 'has to be a whole number');
}

function numberFromJson(field: Field, json: unknown, place: string): number {
  const number = typeof json === 'string' && json !== '' ? Number(json) : json;
  if (field.kind === 'd' && (json === 'NaN' || (typeof number === 'number' && !Number.isNaN(number))))
    return number as number;
  return Number.isInteger(number) ? (number as number) : refuse(place, 'has to be a whole number');
}

function enumFromJson(table: EnumTable, json: unknown, place: string): string | number {
  if (typeof json === 'number') return table.names.get(json) ?? json;
  for (const name of [String(json), table.jsonDrop + json]) if (table.numbers.has(name)) return name;
  return refuse(place, `has to be one of ${[...table.numbers.keys()].join(', ')}`);
}

function objectAt(json: unknown, place: string): Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json)
    ? { ...json }
    : refuse(place, 'has to be an object');
}

function refuse(place: string, problem: string): never {
  throw new CrixError('usage', `${place} ${problem}`);
}
