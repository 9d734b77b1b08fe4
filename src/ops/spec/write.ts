import type { Init } from '../../cri/api.ts';
import { tables } from '../../cri/gen/tables.ts';
import type { ContainerConfig, PodSandboxConfig } from '../../cri/gen/types.ts';
import type { Field, Table } from '../../cri/table.ts';

interface Configs {
  ContainerConfig: Init<ContainerConfig>;
  PodSandboxConfig: Init<PodSandboxConfig>;
}

/** A configuration as a file that crictl reads as well: only what is set. */
export function specText<M extends keyof Configs>(message: M, config: Configs[M]): string {
  const text = JSON.stringify(plain(tables.of(message), config as Readonly<Record<string, unknown>>), null, 2);
  // Numbers of 64 bits are written as numbers.
  return `${text.replace(/"\\u0000(-?\d+)"/g, '$1')}\n`;
}

function plain(table: Table<unknown>, message: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const object: Record<string, unknown> = {};
  for (const field of table.fields) {
    const value = message[field.name];
    const written = field.isList
      ? ((value ?? []) as unknown[]).map((item) => single(field, item))
      : single(field, value);
    // A message that is set means something even if it is empty, such as the default profile of seccomp.
    const isSet = field.kind === 'm' && !field.isList && written !== undefined;
    if (isSet || !isEmpty(written)) object[field.protoName] = written;
  }
  return object;
}

function single(field: Field, value: unknown): unknown {
  if (value === undefined) return undefined;
  if (field.kind === 'm') return plain(field.table(), value as Readonly<Record<string, unknown>>);
  if (field.kind === 'y') return Buffer.from(value as Uint8Array).toString('utf8');
  if (field.kind === 'e') return typeof value === 'string' ? (field.enumTable().numbers.get(value) ?? 0) : value;
  return typeof value === 'bigint' ? `\0${value}` : value;
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === '' || value === 0 || value === '\u00000' || value === false) return true;
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
