import type { Field, Table } from '../../../src/cri/table.ts';

/** Numbers from 0 to 1 that are the same in every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), 1 | state);
    bits = (bits + Math.imul(bits ^ (bits >>> 7), 61 | bits)) ^ bits;
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Values = Record<string, unknown>;

/** A message as decode would return it: zero values where nothing is set, messages sometimes left out. */
export function randomMessage(table: Table<unknown>, random: () => number, depth = 0): Values {
  const message: Values = {};
  for (const field of table.fields) {
    const value = field.isList ? randomList(field, random, depth) : randomValue(field, random, depth);
    if (value !== undefined) message[field.name] = value;
  }
  return message;
}

function randomList(field: Field, random: () => number, depth: number): unknown[] {
  const length = depth > 4 ? 0 : pick(random, [0, 1, 3]);
  return Array.from({ length }, () => randomValue(field, random, depth) ?? {});
}

function randomValue(field: Field, random: () => number, depth: number): unknown {
  switch (field.kind) {
    case 'm':
      return depth > 4 || (random() < 0.3 && !field.isList)
        ? undefined
        : randomMessage(field.table(), random, depth + 1);
    case 'p': {
      const map = Object.create(null);
      for (let index = pick(random, [0, 1, 5]); index > 0; index--) map[randomText(random)] = randomText(random);
      return map;
    }
    case 's':
      return randomText(random);
    case 'y':
      return new Uint8Array(Array.from({ length: pick(random, [0, 1, 200]) }, () => random() * 256));
    case 'b':
      return random() < 0.5;
    case 'd':
      return pick(random, [0, -0, 1.5, -1e300, 5e-324, Number.POSITIVE_INFINITY]);
    case 'e':
      return pick(random, [...field.enumTable().numbers.keys(), 4711, -3]);
    case 'i':
      return pick(random, [0, 1, -1, 127, 128, 2 ** 31 - 1, -(2 ** 31)]);
    case 'u':
      return pick(random, [0, 1, 300, 2 ** 31, 2 ** 32 - 1]);
    case 'l':
      return pick(random, [0n, 1n, -1n, 2n ** 31n, 2n ** 32n + 7n, 1702433310289755401n, 2n ** 63n - 1n, -(2n ** 63n)]);
    case 'v':
      return pick(random, [0n, 1n, 2n ** 32n - 1n, 2n ** 53n + 1n, 2n ** 64n - 1n]);
  }
}

function randomText(random: () => number): string {
  return pick(random, [
    '',
    'nginx',
    'io.kubernetes.pod.name',
    'é☃',
    '\u{1F600}',
    '__proto__',
    'line\nbreak',
    'x'.repeat(200),
  ]);
}

export function pick<T>(random: () => number, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)] as T;
}
