import { run } from './cli/front.ts';
import { fromProcess } from './cli/process.ts';

/** What bin/crix.js calls: the whole program, from the process's words to an exit status. */
export async function main(): Promise<number> {
  const surroundings = fromProcess();
  return surroundings.end(await run(surroundings));
}
