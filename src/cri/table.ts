/** string, bytes, bool, int32, uint32, int64, uint64, double, map of strings, enum, message: the letters of gen/tables.ts. */
export type Kind = 's' | 'y' | 'b' | 'i' | 'u' | 'l' | 'v' | 'd' | 'p' | 'e' | 'm';

/** What the codec and JSON know of one field. */
export interface Field {
  readonly number: number;
  /** As in the proto file: pod_sandbox_id. */
  readonly protoName: string;
  /** As in JSON and in our types: podSandboxId. */
  readonly name: string;
  readonly kind: Kind;
  readonly isList: boolean;
  /** Must not reach a log. */
  readonly isSecret: boolean;
  /** Of kind m. */
  readonly table: () => Table<unknown>;
  /** Of kind e. */
  readonly enumTable: () => EnumTable;
}

/** One message type. T only ties the table to its interface in gen/types.ts. */
export interface Table<T> {
  readonly name: string;
  readonly fields: readonly Field[];
  /** Fields at the index of their number, with holes. */
  readonly byNumber: readonly (Field | undefined)[];
  readonly sample?: T;
}

export interface EnumTable {
  readonly name: string;
  readonly names: ReadonlyMap<number, string>;
  readonly numbers: ReadonlyMap<string, number>;
  /** What JSON leaves out at the beginning of names. */
  readonly jsonDrop: string;
}

/** Compact texts made by the generator, opened up one by one when somebody asks: a command uses few of them. */
export class Tables<M extends object> {
  private readonly messages: string;
  private readonly enums: string;
  private readonly open = new Map<string, Table<unknown>>();
  private readonly openEnums = new Map<string, EnumTable>();

  /** Lines of `Name=…`, each with a newline before and behind it. */
  constructor(messages: string, enums: string) {
    this.messages = messages;
    this.enums = enums;
  }

  get names(): (keyof M & string)[] {
    return [...this.messages.matchAll(/^[^=\n]+/gm)].map(([name]) => name) as (keyof M & string)[];
  }

  of<N extends keyof M & string>(name: N): Table<M[N]> {
    return this.byName(name) as Table<M[N]>;
  }

  byName(name: string): Table<unknown> {
    let table = this.open.get(name);
    if (table === undefined) {
      const text = lineOf(this.messages, name);
      const fields = text === '' ? [] : text.split(' ').map((entry) => this.fieldOf(entry));
      const byNumber: (Field | undefined)[] = [];
      for (const field of fields) byNumber[field.number] = field;
      table = { name, fields, byNumber };
      this.open.set(name, table);
    }
    return table;
  }

  /** `3*!m:container_metadata:ContainerMetadata`: number, list, secret, kind, name, type. */
  private fieldOf(entry: string): Field {
    const [head = '', protoName = '', type = ''] = entry.split(':');
    return {
      number: Number.parseInt(head, 10),
      protoName,
      name: camelCase(protoName),
      kind: head.slice(-1) as Kind,
      isList: head.includes('*'),
      isSecret: head.includes('!'),
      table: () => this.byName(type),
      enumTable: () => this.enumNamed(type),
    };
  }

  private enumNamed(name: string): EnumTable {
    let table = this.openEnums.get(name);
    if (table === undefined) {
      const [jsonDrop = '', values = ''] = lineOf(this.enums, name).split('|');
      const numbers = new Map<string, number>();
      const names = new Map<number, string>();
      for (const value of values.split(' ')) {
        const [key = '', number] = value.split('=');
        numbers.set(key, Number(number));
        names.set(Number(number), key);
      }
      table = { name, numbers, names, jsonDrop };
      this.openEnums.set(name, table);
    }
    return table;
  }
}

function lineOf(text: string, name: string): string {
  const at = text.indexOf(`\n${name}=`);
  const start = at + name.length + 2;
  return at < 0 ? '' : text.slice(start, text.indexOf('\n', start));
}

/** The name that proto3's JSON gives a field: CDI_devices is CDIDevices. */
export function camelCase(protoName: string): string {
  if (!protoName.includes('_')) return protoName;
  const [first = '', ...words] = protoName.split('_');
  return words.reduce((name, word) => name + word.charAt(0).toUpperCase() + word.slice(1), first);
}
