/** An operand, or a call of a function. */
export type Expression =
  | { kind: 'dot' }
  | { kind: 'nil' }
  | { kind: 'literal'; value: string | number | bigint | boolean }
  /** `.a.b`, looked up in the dot. */
  | { kind: 'field'; path: readonly string[] }
  /** `$x.a.b`; the name keeps its dollar. */
  | { kind: 'variable'; name: string; path: readonly string[] }
  | { kind: 'function'; name: string }
  /** `(…).a.b` */
  | { kind: 'chain'; of: Expression; path: readonly string[] }
  | { kind: 'pipe'; pipe: Pipe };

/** The first word and its arguments, as in `printf "%d" .x`. */
export type Stage = readonly [Expression, ...Expression[]];

export interface Pipe {
  /** Variables set by `$x :=`, `$x =` or `range $k, $v :=`. */
  readonly targets: readonly string[];
  readonly declares: boolean;
  readonly stages: readonly [Stage, ...Stage[]];
}

interface Branch {
  pipe: Pipe;
  body: readonly Node[];
  otherwise: readonly Node[];
}

export type Node =
  | { kind: 'text'; text: string }
  | { kind: 'action'; pipe: Pipe }
  | ({ kind: 'if' | 'with' | 'range' } & Branch)
  | { kind: 'template'; name: string; pipe: Pipe | undefined }
  | { kind: 'break' | 'continue' };

export interface Program {
  readonly body: readonly Node[];
  /** What `define` and `block` made. */
  readonly named: ReadonlyMap<string, readonly Node[]>;
}
