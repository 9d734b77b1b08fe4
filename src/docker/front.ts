import type { GlobalArgs } from '../cli/argv.ts';
import type { Surroundings } from '../cli/front.ts';
import { CrixError } from '../errors.ts';

/** docker's grammar from the first word on. */
export async function runDockerWords(_surroundings: Surroundings, _globals: GlobalArgs['args']): Promise<number> {
  throw new CrixError('unsupported', 'the docker personality is not there yet');
}
