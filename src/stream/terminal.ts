import { usageError } from '../errors.ts';
import type { TerminalSize } from './channels.ts';

/** The user's terminal, for sessions with a tty. */
export interface Terminal {
  size(): TerminalSize;
  /** Calls back at each change of size, until the returned function is called. */
  onResize(changed: () => void): () => void;
  /** Every key goes to us as it is typed; the returned function puts things back. */
  enterRawMode(): () => void;
}

export const defaultDetachKeys = 'ctrl-p,ctrl-q';

/**
 * Reads docker's spelling: keys separated by commas, each a single character or `ctrl-` and one of a-z @ [ \ ] ^ _. An empty
 * text switches detaching off. @throws CrixError of kind usage
 */
export function parseDetachKeys(text: string): Uint8Array {
  if (text === '') return new Uint8Array();
  const bytes = text.split(',').map((key) => {
    const control = /^ctrl-([a-z@[\\\]^_])$/i.exec(key)?.[1];
    if (control !== undefined) return control.toUpperCase().charCodeAt(0) & 0x1f;
    if (/^[\x21-\x7e]$/.test(key)) return key.charCodeAt(0);
    throw usageError(
      `detach key ${JSON.stringify(key)} is not known`,
      `write keys as in ${defaultDetachKeys}: single characters, or ctrl- and one of a-z @ [ \\ ] ^ _`,
    );
  });
  return Uint8Array.from(bytes);
}

export interface Filtered {
  /** What the command in the container should get. */
  readonly pass: Uint8Array;
  readonly isDetached: boolean;
}

/** Looks for the keys in what is typed. The beginning of a match is held back until it is clear what it is. */
export function detachFilter(keys: Uint8Array): (typed: Uint8Array) => Filtered {
  if (keys.length === 0) return (typed) => ({ pass: typed, isDetached: false });
  let matched = 0;
  return (typed) => {
    const pass: number[] = [];
    for (const byte of typed) {
      // What was held back turns out to be ordinary input, save for an end of it that may begin the keys anew.
      while (matched > 0 && byte !== keys[matched]) {
        const shorter = longestRestart(keys, matched);
        pass.push(...keys.subarray(0, matched - shorter));
        matched = shorter;
      }
      if (byte !== keys[matched]) {
        pass.push(byte);
      } else if (++matched === keys.length) {
        return { pass: Uint8Array.from(pass), isDetached: true };
      }
    }
    return { pass: Uint8Array.from(pass), isDetached: false };
  };
}

/** The length of the longest proper end of the first `length` keys that is also a beginning of them. */
function longestRestart(keys: Uint8Array, length: number): number {
  for (let shorter = length - 1; shorter > 0; shorter--) {
    const end = keys.subarray(length - shorter, length);
    if (end.every((byte, index) => byte === keys[index])) return shorter;
  }
  return 0;
}
