import type { Field, Table } from '../../cri/table.ts';
import { nearest } from '../../model/nearest.ts';

/** crictl reads snake_case keys in any letter case and enums as numbers; crix reads camelCase, enum names and quoted 64-bit numbers too. */
export type Dialect = 'crictl' | 'crix';

/** The field that a key of a configuration file means. */
export function fieldFor(table: Table<unknown>, key: string, dialect: Dialect): Field | undefined {
  const exact = table.fields.find((field) => field.protoName === key);
  if (exact !== undefined) return exact;
  const fold = dialect === 'crictl' ? (name: string) => name.toLowerCase() : bare;
  return table.fields.find((field) => fold(field.protoName) === fold(key));
}

function bare(key: string): string {
  return key.replace(/[_-]/g, '').toLowerCase();
}

/** Where an unknown key probably belongs: a path from the root of the file, or undefined. */
export function suggestPath(
  root: Table<unknown>,
  parent: Table<unknown>,
  parentPath: string,
  key: string,
): string | undefined {
  const sibling = parent.fields.find((field) => bare(field.protoName) === bare(key));
  if (sibling !== undefined) return joinPath(parentPath, sibling.protoName);
  return findElsewhere(root, key) ?? nearestSibling(parent, parentPath, key);
}

export function joinPath(parent: string, key: string): string {
  return parent === '' ? key : `${parent}.${key}`;
}

/** Breadth first: of several fields with the name the one nearest to the top is meant most often. */
function findElsewhere(root: Table<unknown>, key: string): string | undefined {
  const seen = new Set<string>();
  let level: [string, Table<unknown>][] = [['', root]];
  while (level.length > 0) {
    for (const [path, table] of level) {
      const field = table.fields.find(({ protoName }) => bare(protoName) === bare(key));
      if (field !== undefined) return joinPath(path, field.protoName);
    }
    level = level.flatMap(([path, table]) => messagesIn(path, table)).filter(([, table]) => isNew(seen, table.name));
  }
  return undefined;
}

function isNew(seen: Set<string>, name: string): boolean {
  const isNews = !seen.has(name);
  seen.add(name);
  return isNews;
}

function messagesIn(path: string, table: Table<unknown>): [string, Table<unknown>][] {
  return table.fields
    .filter(({ kind }) => kind === 'm')
    .map((field) => [`${joinPath(path, field.protoName)}${field.isList ? '[]' : ''}`, field.table()]);
}

function nearestSibling(parent: Table<unknown>, parentPath: string, key: string): string | undefined {
  const meant = nearest(
    key.toLowerCase(),
    parent.fields.map(({ protoName }) => protoName),
  );
  return meant === undefined ? undefined : joinPath(parentPath, meant);
}
