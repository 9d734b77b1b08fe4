import { crixWords, type Outcome, run } from '../e2e/support/program.ts';

export interface Stage {
  env: Readonly<Record<string, string | undefined>>;
  cwd: string;
}

/** Runs crix and shows command line and output as a terminal would. */
export class Show {
  readonly #stage: Stage;
  failures = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  async crix(...words: string[]): Promise<Outcome> {
    say(`\n$ crix ${words.map(quote).join(' ')}`);
    const outcome = await run([...crixWords, ...words], this.#stage);
    process.stdout.write(outcome.stdout + outcome.stderr);
    if (outcome.status !== 0) this.failures += 1;
    return outcome;
  }

  /** Runs crix and returns the short form of the ID that it prints. */
  async id(...words: string[]): Promise<string> {
    return (await this.crix(...words)).stdout.trim().slice(0, 13);
  }
}

export function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function quote(word: string): string {
  return /^[\w./:@=-]+$/.test(word) ? word : `'${word}'`;
}
