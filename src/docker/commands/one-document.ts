import type { Context } from '../../cli/define.ts';
import { CrixError, messageOf } from '../../errors.ts';
import { writeJson } from '../../output/json.ts';
import { compileTemplate } from '../../output/template/template.ts';
import { visibleLines } from '../../output/visible.ts';

const badTemplate = 64;

/** How `--format` prints a single document. */
export type OneDocument = (document: object) => string;

/** Undefined where no format was given. @throws CrixError with docker's status for a template that does not parse */
export function oneDocument(format: string | undefined): OneDocument | undefined {
  if (format === undefined || format === '') return undefined;
  if (format === 'json') return (document) => writeJson(document, { indent: 0 });
  try {
    const template = compileTemplate(format, { dialect: 'docker' });
    return (document) => template.execute(document);
  } catch (error) {
    throw new CrixError('failure', `template parsing error: ${messageOf(error)}`, {
      status: badTemplate,
      cause: error,
    });
  }
}

/** Prints it with a line end, which docker also prints when the template fails. */
export async function printOne({ io }: Context, print: OneDocument, document: object): Promise<void> {
  let text = '';
  try {
    text = print(document);
  } finally {
    await io.stdout.write(`${io.stdout.isTerminal ? visibleLines(text) : text}\n`);
  }
}
