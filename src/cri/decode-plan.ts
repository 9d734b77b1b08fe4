import type { Mask } from './api.ts';
import type { Field, Kind, Table } from './table.ts';
import { wireOf } from './wire.ts';

/** A message while it is filled in. */
export type Draft = Record<string, unknown>;

/** How to decode one message type, for one mask. */
export interface Plan {
  /** The fields that are always present, with their zero values. */
  readonly zeros: readonly (readonly [name: string, zero: unknown])[];
  /** For Bun: a message of those. */
  readonly blank: Draft | undefined;
  /** At the index of the field number; fields that nobody asked for are missing. */
  readonly steps: readonly (Step | undefined)[];
}

export interface WantedKey {
  readonly text: string;
  readonly bytes: Uint8Array;
}

export interface Step {
  readonly name: string;
  readonly kind: Kind;
  readonly isList: boolean;
  readonly wire: number;
  /** Of kind m. A function, since messages may contain themselves. */
  readonly plan: () => Plan;
  /** Of kind e. */
  readonly names: ReadonlyMap<number, string>;
  /** Of kind p: the only keys wanted. */
  readonly keys: readonly WantedKey[] | undefined;
  /** True at the lengths of those keys, false up to 127. */
  readonly keyLengths: readonly boolean[] | undefined;
}

/** Shared by all messages in which nothing was sent, hence frozen. */
export const emptyList: readonly unknown[] = Object.freeze([]);
export const emptyMap: Readonly<Record<string, string>> = Object.freeze(Object.create(null));

const emptyBytes = new Uint8Array(0);
const noNames: ReadonlyMap<number, string> = new Map();
const wholePlans = new WeakMap<Table<unknown>, Plan>();
const maskedPlans = new WeakMap<Mask, { table: Table<unknown>; plan: Plan }>();

export function planFor(table: Table<unknown>, mask: Mask | undefined): Plan {
  if (mask === undefined) {
    const plan = wholePlans.get(table) ?? makePlan(table, undefined);
    wholePlans.set(table, plan);
    return plan;
  }
  const known = maskedPlans.get(mask);
  if (known?.table === table) return known.plan;
  const plan = makePlan(table, mask);
  maskedPlans.set(mask, { table, plan });
  return plan;
}

/**
 * In V8 this is ten times as fast as copying a blank message, which makes it reshape every copy that gets one more field. Bun
 * copies in one go what it makes field by field slowly.
 */
export function blankMessage({ zeros, blank }: Plan): Draft {
  if (blank !== undefined) return { ...blank };
  const message: Draft = {};
  for (const [name, zero] of zeros) message[name] = zero;
  return message;
}

function makePlan(table: Table<unknown>, mask: Mask | undefined): Plan {
  const zeros: [string, unknown][] = [];
  const steps: (Step | undefined)[] = [];
  for (const field of table.fields) {
    const zero = zeroOf(field);
    if (zero !== undefined) zeros.push([field.name, zero]);
    const part = mask === undefined ? true : mask[field.name];
    if (part !== undefined) steps[field.number] = makeStep(field, part);
  }
  for (const name of Object.keys(mask ?? {})) {
    if (!table.fields.some((field) => field.name === name))
      throw new TypeError(`the mask names ${name}, no field of ${table.name}`);
  }
  const blank = 'Bun' in globalThis ? Object.fromEntries(zeros) : undefined;
  return { zeros, blank, steps };
}

function makeStep(field: Field, part: true | Mask): Step {
  const subMask = part === true ? undefined : part;
  const keys =
    field.kind === 'p' && subMask
      ? Object.keys(subMask).map((text) => ({ text, bytes: Buffer.from(text) }))
      : undefined;
  return {
    name: field.name,
    kind: field.kind,
    isList: field.isList,
    wire: wireOf(field.kind),
    plan: () => planFor(field.table(), subMask),
    names: field.kind === 'e' ? field.enumTable().names : noNames,
    keys,
    keyLengths: keys && lengthsOf(keys),
  };
}

function lengthsOf(keys: readonly WantedKey[]): readonly boolean[] {
  const lengths = new Array<boolean>(128).fill(false);
  for (const { bytes } of keys) if (bytes.length < 128) lengths[bytes.length] = true;
  return lengths;
}

/** Undefined for a single message: it is left out until one arrives. */
function zeroOf(field: Field): unknown {
  if (field.isList) return emptyList;
  switch (field.kind) {
    case 's':
      return '';
    case 'y':
      return emptyBytes;
    case 'b':
      return false;
    case 'l':
    case 'v':
      return 0n;
    case 'p':
      return emptyMap;
    case 'e':
      return field.enumTable().names.get(0) ?? 0;
    case 'm':
      return undefined;
    default:
      return 0;
  }
}
