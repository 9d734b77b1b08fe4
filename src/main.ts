import { run } from './cli/front.ts';
import { fromProcess } from './cli/process.ts';

/** What bin/crix.js calls: the whole program, from the process's words to an exit status. */
export function main(): Promise<number> {
  return run(fromProcess());
}
