import { CrixError } from '../../errors.ts';
import { fullReference } from '../../model/image-reference.ts';

export interface TypedReference {
  /** As the runtime knows it. */
  full: string;
  /** As docker repeats it in messages: with `:latest` where no tag was given. */
  shown: string;
  /** No tag and no digest was typed. */
  isDefaultTag: boolean;
  /** It may be the beginning of an image's ID as well. */
  mayBeId: boolean;
}

const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const host =
  '(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*(?::\\d+)?|\\[[0-9a-fA-F:]+\\](?::\\d+)?';
const grammar = new RegExp(
  `^(?:(?:${host})/)?${component}(?:/${component})*(?::[\\w][\\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$`,
);

/** An image as people type it for docker. @throws CrixError in docker's words */
export function referenceOf(word: string): TypedReference {
  const mayBeId = /^(?:sha256:)?[0-9a-f]{3,64}$/.test(word);
  if (/^(?:sha256:)?[0-9a-f]{64}$/.test(word) || /^sha256:[0-9a-f]+$/.test(word)) {
    return { full: word, shown: word, isDefaultTag: false, mayBeId: true };
  }
  if (!grammar.test(word)) {
    const lower = grammar.test(word.toLowerCase());
    throw new CrixError(
      'failure',
      `invalid reference format${lower ? ': repository name must be lowercase' : ''}: ${JSON.stringify(word)}`,
      { hint: 'write [HOST[:PORT]/]NAME[:TAG]' },
    );
  }
  const isDefaultTag = !/:[^/]*$/.test(word) && !word.includes('@');
  return { full: fullReference(word), shown: isDefaultTag ? `${word}:latest` : word, isDefaultTag, mayBeId };
}

/** The error of a pull in docker's words. */
export function pullFailure(shown: string, error: unknown): unknown {
  if (!(error instanceof CrixError) || error.code !== 'NotFound') return error;
  return new CrixError('not-found', `manifest for ${shown} not found: no such image in the registry`, { cause: error });
}
