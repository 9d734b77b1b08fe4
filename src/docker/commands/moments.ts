import { CrixError, messageOf } from '../../errors.ts';
import { parseMoment } from '../../model/moment.ts';

/** The time that --since or --until means, with docker's status for what is none. @throws CrixError naming the flag */
export function momentOf(text: string | undefined, now: bigint, flag: string): bigint | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return parseMoment(text, now, flag);
  } catch (error) {
    throw new CrixError('failure', messageOf(error), { cause: error });
  }
}
