import { parse, TomlError } from 'smol-toml';
import { messageOf } from '../errors.ts';
import type { Document } from './walk.ts';

export type TomlReading = { document: Document } | { line: number | undefined; message: string };

/** Reads TOML, or says where it is wrong. */
export function readToml(text: string): TomlReading {
  try {
    return { document: parse(text) as Document };
  } catch (error) {
    const [message = ''] = messageOf(error)
      .replace(/^Invalid TOML document: /, '')
      .split('\n');
    return { line: error instanceof TomlError ? error.line : undefined, message };
  }
}
