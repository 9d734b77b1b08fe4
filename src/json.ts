/** A number whose digits a double would lose. `text` is as it was written. */
export class JsonNumber {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  toString(): string {
    return this.text;
  }
}

export type JsonValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | JsonNumber
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** Go's empty list and map that were never made: templates see them empty, JSON shows them as null. */
export const nilList: readonly never[] = Object.freeze([]);
export const nilMap: Readonly<Record<string, never>> = Object.freeze(Object.create(null));

/**
 * Like JSON.parse, but no digit of a number is lost: whole numbers beyond 2^53 become bigint, other numbers that a double
 * cannot hold become JsonNumber. Objects have no prototype, so a key called __proto__ is like any other.
 *
 * @throws SyntaxError
 */
export function readJson(text: string): JsonValue {
  // The built-in parser checks the syntax; it also is the whole answer when no long number occurs.
  const plain: unknown = JSON.parse(text, dropPrototype);
  if (!/\d[\d.]{14}|\d[eE][+-]?\d/.test(text)) return plain as JsonValue;
  return new Scanner(text).value();
}

function dropPrototype(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.setPrototypeOf(value, null);
}

/** Reads text that is known to be valid JSON. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  value(): JsonValue {
    this.#space();
    const first = this.#text[this.#at];
    if (first === '{') return this.#object();
    if (first === '[') return this.#array();
    if (first === '"') return this.#string();
    const word = this.#match(/[^\s,\]}]+/y);
    if (word === 'true' || word === 'false') return word === 'true';
    return word === 'null' ? null : exactNumber(word);
  }

  #object(): JsonValue {
    const object: Record<string, JsonValue> = Object.create(null);
    while (!this.#closes('}')) {
      const key = this.#string();
      this.#space();
      this.#at++; // the colon
      object[key] = this.value();
    }
    return object;
  }

  #array(): JsonValue {
    const items: JsonValue[] = [];
    while (!this.#closes(']')) items.push(this.value());
    return items;
  }

  /** Steps over an opening bracket or a comma; true when the closing bracket came instead. */
  #closes(bracket: string): boolean {
    this.#space();
    if (this.#text[this.#at] !== bracket) {
      this.#at++;
      this.#space();
      if (this.#text[this.#at] !== bracket) return false;
    }
    this.#at++;
    return true;
  }

  #string(): string {
    this.#space();
    return JSON.parse(this.#match(/"(?:[^"\\]|\\.)*"/y)) as string;
  }

  #space(): void {
    this.#match(/\s*/y);
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0] ?? '';
    this.#at += found.length;
    return found;
  }
}

function exactNumber(text: string): number | bigint | JsonNumber {
  const value = Number(text);
  if (/^-?\d+$/.test(text)) return Number.isSafeInteger(value) ? value : BigInt(text);
  const digits = text.replace(/[eE].*$/, '').replace(/^[-0.]+|\./g, '');
  return Number.isFinite(value) && digits.length <= 15 ? value : new JsonNumber(text);
}
