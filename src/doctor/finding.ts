import type { Facts } from './facts.ts';

export const levels = ['ok', 'skipped', 'warn', 'fail'] as const;
export type Level = (typeof levels)[number];

export const groups = ['endpoint', 'runtime', 'network', 'disk', 'workloads', 'kubelet'] as const;
export type Group = (typeof groups)[number];

/** A file that `--fix` would write. Nothing is written before it was shown and confirmed. */
export interface Fix {
  file: string;
  /** Undefined: the file is made. */
  before: string | undefined;
  after: string;
}

/** What one look at the node found. */
export interface Finding {
  /** Stable, such as endpoint.socket.absent: scripts match it. */
  id: string;
  level: Level;
  /** What was seen. */
  seen: string;
  /** What comes of it when nothing is done. */
  why?: string;
  /** What to do next: shell commands as they are to be typed, or a sentence where no command can be given. */
  next?: readonly string[];
  fix?: Fix;
}

export interface Check {
  readonly id: string;
  readonly group: Group;
  /** What is looked at, as a question. */
  readonly title: string;
  /** `runtime`: skipped when no CRI answers. */
  readonly needs?: 'runtime';
  run(facts: Facts): Promise<Finding[]> | Finding[];
}

/** Makes the findings of one check; `code` is the last part of the id. */
export function findingsOf(check: string) {
  const make =
    (level: Level) =>
    (code: string, seen: string, more: Pick<Finding, 'why' | 'next' | 'fix'> = {}): Finding => {
      return { id: `${check}.${code}`, level, seen, ...more };
    };
  const ok = make('ok');
  const skipped = make('skipped');
  return {
    warn: make('warn'),
    fail: make('fail'),
    ok: (seen: string): Finding => ok('ok', seen),
    skipped: (seen: string): Finding => skipped('skipped', seen),
  };
}
