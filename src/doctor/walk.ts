// Steps into documents of unknown shape: a runtime's info, a TOML file, a kubelet's YAML.

export type Document = Readonly<Record<string, unknown>>;

/** The object at the end of the keys; empty when there is none. */
export function objectAt(value: unknown, ...keys: readonly string[]): Document {
  const found = valueAt(value, ...keys);
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? (found as Document) : {};
}

export function valueAt(value: unknown, ...keys: readonly string[]): unknown {
  let here = value;
  for (const key of keys) {
    if (typeof here !== 'object' || here === null || Array.isArray(here) || !Object.hasOwn(here, key)) return undefined;
    here = (here as Document)[key];
  }
  return here;
}

/** A text that is not empty. */
export function textAt(value: unknown, ...keys: readonly string[]): string | undefined {
  const found = valueAt(value, ...keys);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function textsAt(value: unknown, ...keys: readonly string[]): string[] {
  const found = valueAt(value, ...keys);
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : [];
}

export function objectsAt(value: unknown, ...keys: readonly string[]): Document[] {
  const found = valueAt(value, ...keys);
  return Array.isArray(found) ? found.map((item) => objectAt(item)) : [];
}

/** Runtimes send nested documents as JSON text. */
export function parseJson(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}
