export interface Goal {
  readonly name: string;
  /** Undefined: not measured in this run. */
  readonly measured: number | undefined;
  readonly limit: number;
}

/** A figure that must not be above `limit`. */
export function goal(name: string, measured: number | undefined, limit: number): Goal {
  return { name, measured, limit };
}

export function verdictOf({ measured, limit }: Goal): string {
  if (measured === undefined) return 'not measured';
  return measured <= limit ? 'met' : `missed by ${((measured / limit - 1) * 100).toFixed(0)} %`;
}
