import { nilList, nilMap } from '../../json.ts';

/**
 * docker's templates may use the names of the engine's own structures besides those that its JSON shows: `{{.ID}}` is
 * `{{.Id}}`. `aliases` are other names to names; JSON does not show them.
 */
export function withAliases<T extends object>(document: T, aliases: Readonly<Record<string, keyof T>>): T {
  for (const [alias, name] of Object.entries(aliases)) {
    Object.defineProperty(document, alias, { value: document[name], enumerable: false });
  }
  return document;
}

/** Fields that JSON leaves out while they are empty; templates may ask for them all the same. */
export function withHidden<T extends object>(document: T, fields: Readonly<Record<string, unknown>>): T {
  for (const [name, value] of Object.entries(fields)) {
    if (!Object.hasOwn(document, name)) Object.defineProperty(document, name, { value, enumerable: false });
  }
  return document;
}

/** The `Config` of a container or an image, with what docker leaves out of its JSON while it is empty. */
export function asConfig<T extends object>(document: T): T {
  return withHidden(document, {
    ExposedPorts: nilMap,
    StopSignal: '',
    StopTimeout: null,
    Healthcheck: null,
    Shell: nilList,
  });
}

/** A map with any keys, in order: templates may ask it for what it does not have. */
export function mapOf<T>(entries: Iterable<readonly [string, T]>): Record<string, T> {
  const map: Record<string, T> = Object.create(null);
  for (const [key, value] of [...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) map[key] = value;
  return map;
}
