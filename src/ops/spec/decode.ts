import type { Field, Table } from '../../cri/table.ts';
import { CrixError } from '../../errors.ts';
import { PlainScalar, type YamlMapping, type YamlNode } from '../../yaml.ts';
import { type Dialect, fieldFor, joinPath, suggestPath } from './keys.ts';
import {
  isIntegerKind,
  isNull,
  isScalar,
  plainKind,
  type Reading,
  readBoolean,
  readBytes,
  readEnum,
  readInteger,
  readText,
} from './scalars.ts';

type Message = Record<string, unknown>;

/** Turns a file's content into a message. What it does not know it leaves out and says so in `warnings`. */
export class SpecDecoder {
  readonly warnings: string[] = [];
  readonly #fileName: string;
  readonly #root: Table<unknown>;
  readonly #dialect: Dialect;

  constructor(fileName: string, root: Table<unknown>, dialect: Dialect) {
    this.#fileName = fileName;
    this.#root = root;
    this.#dialect = dialect;
  }

  /** @throws CrixError naming the path of the first value that does not fit */
  decode(node: YamlNode | undefined): Message {
    if (node === undefined || isNull(node)) return {};
    return this.#message(this.#root, node, '');
  }

  #message(table: Table<unknown>, node: YamlNode, path: string): Message {
    if (!isMapping(node)) throw this.#mismatch(path, node, this.#wrongMessage(table, node));
    const message: Message = {};
    for (const [key, value] of Object.entries(node)) {
      const field = fieldFor(table, key, this.#dialect);
      if (field === undefined) this.#warnUnknown(table, path, key);
      else if (isNull(value)) delete message[field.name];
      else message[field.name] = this.#field(field, value, joinPath(path, field.protoName));
    }
    return message;
  }

  #field(field: Field, node: YamlNode, path: string): unknown {
    if (field.kind === 'p') return this.#map(node, path);
    if (!field.isList) return this.#single(field, node, path);
    if (!Array.isArray(node)) {
      const write = isScalar(node) ? { write: `[${quoteNode(node)}]` } : {};
      throw this.#mismatch(path, node, { expected: 'a list', ...write });
    }
    return node.map((item, index) => this.#single(field, item, `${path}[${index}]`));
  }

  #single(field: Field, node: YamlNode, path: string): unknown {
    const { kind } = field;
    if (kind === 'm') return isNull(node) ? {} : this.#message(field.table(), node, path);
    if (kind === 'e') return this.#take(path, node, readEnum(node, field.enumTable(), this.#dialect));
    if (kind === 'b') return this.#take(path, node, readBoolean(node));
    if (kind === 'y') return this.#take(path, node, readBytes(node));
    if (!isIntegerKind(kind)) return this.#take(path, node, readText(node));
    const value = this.#take(path, node, readInteger(node, kind, this.#dialect));
    return kind === 'l' || kind === 'v' ? value : Number(value);
  }

  #map(node: YamlNode, path: string): Readonly<Record<string, string>> {
    if (!isMapping(node))
      throw this.#mismatch(path, node, { expected: 'keys with text values', write: '{"key": "value"}' });
    const map: Record<string, string> = Object.create(null);
    for (const [key, value] of Object.entries(node)) map[key] = this.#take(joinPath(path, key), value, readText(value));
    return map;
  }

  #take<T>(path: string, node: YamlNode, reading: Reading<T>): T {
    if ('value' in reading) return reading.value;
    throw this.#mismatch(path, node, reading);
  }

  /** A wrapper such as Int64Value has one field called value; people write the number alone. */
  #wrongMessage(table: Table<unknown>, node: YamlNode): { expected: string; write?: string } {
    const isWrapper = table.fields.length === 1 && table.fields[0]?.protoName === 'value';
    if (isWrapper && isScalar(node)) return { expected: 'an object', write: `{"value": ${textOf(node)}}` };
    return { expected: 'an object' };
  }

  #mismatch(path: string, node: YamlNode, { expected, write }: { expected: string; write?: string }): CrixError {
    const where = path === '' ? this.#fileName : `${this.#fileName}: ${path}`;
    const form = write === undefined ? '' : `; write ${write}`;
    return new CrixError('failure', `${where}: expected ${expected}, found ${describe(node)}${form}`);
  }

  #warnUnknown(table: Table<unknown>, path: string, key: string): void {
    const suggestion = suggestPath(this.#root, table, path, key);
    const isTopLevel = path !== '' && suggestion !== undefined && !suggestion.includes('.');
    const hint =
      suggestion === undefined ? '' : `; did you mean ${suggestion}${isTopLevel ? ' at the top level' : ''}?`;
    this.warnings.push(`${this.#fileName}: unknown key ${joinPath(path, key)} is ignored${hint}`);
  }
}

function isMapping(node: YamlNode): node is YamlMapping {
  return typeof node === 'object' && !Array.isArray(node) && !(node instanceof PlainScalar);
}

function textOf(node: string | PlainScalar): string {
  return typeof node === 'string' ? node : node.text;
}

function quoteNode(node: string | PlainScalar): string {
  return node instanceof PlainScalar && plainKind(node) !== 'text' ? node.text : JSON.stringify(textOf(node));
}

function describe(node: YamlNode): string {
  if (Array.isArray(node)) return 'a list';
  if (isMapping(node)) return 'an object';
  if (typeof node === 'string') return `the text ${JSON.stringify(node)}`;
  const kind = plainKind(node);
  if (kind === 'null') return 'null';
  return kind === 'text' ? `the text ${JSON.stringify(node.text)}` : `the ${kind} ${node.text}`;
}
