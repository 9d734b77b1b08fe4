import { CrixError, usageError } from '../../errors.ts';

export function isNameFine(name: string): boolean {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name);
}

/** The three networks that a CRI node has. @throws CrixError naming the network */
export function networkOf(word: string | undefined): 'default' | 'host' | 'none' {
  if (word === undefined || word === 'default' || word === 'bridge') return 'default';
  if (word === 'host' || word === 'none') return word;
  throw new CrixError('unsupported', `network ${word} not found: CRI has the pod network (default), host and none`);
}

/** True for `host`; the modes in `own` are what CRI does anyway. @throws CrixError for any other */
export function hostNamespace(flag: string, word: string | undefined, own: readonly string[] = []): boolean {
  if (word === undefined || word === '' || own.includes(word)) return false;
  if (word === 'host') return true;
  throw usageError(
    `--${flag}: invalid ${flag.toUpperCase()} mode: ${word}`,
    `with CRI: ${['host', ...own].join(', ')}`,
  );
}

export function sysctlsOf(words: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    words.map((word) => {
      const equals = word.indexOf('=');
      if (equals < 1) throw usageError(`invalid argument ${JSON.stringify(word)} for --sysctl: want KEY=VALUE`);
      return [word.slice(0, equals), word.slice(equals + 1)];
    }),
  );
}
