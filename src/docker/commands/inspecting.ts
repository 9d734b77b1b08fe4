import type { Context } from '../../cli/define.ts';
import { CrixError, messageOf } from '../../errors.ts';
import { manyAtOnce } from '../../ops/each-target.ts';
import { inParallel } from '../../ops/in-parallel.ts';
import { writeJson } from '../../output/json.ts';
import { compileTemplate } from '../../output/template/template.ts';
import { visibleLines } from '../../output/visible.ts';

/** How documents are printed: `--format` of inspect. */
export type DocumentPrint = (documents: readonly object[]) => { text: string; problems: unknown[] };

const badTemplate = 64;

/** @throws CrixError with docker's status for a template that does not parse */
export function documentPrint(format: string | undefined): DocumentPrint {
  if (format === undefined || format === '') return (documents) => whole(`${writeJson(documents, { indent: 4 })}\n`);
  if (format === 'json') return (documents) => whole(`${writeJson(documents, { indent: 0 })}\n`);
  const template = parsedTemplate(format);
  return (documents) => {
    const problems: unknown[] = [];
    let text = '';
    for (const document of documents) {
      try {
        text += `${template.execute(document)}\n`;
      } catch (error) {
        problems.push(new CrixError('failure', `template parsing error: ${messageOf(error)}`, { cause: error }));
      }
    }
    // docker ends even nothing with a line end.
    return { text: text === '' ? '\n' : text, problems };
  };
}

function whole(text: string): { text: string; problems: unknown[] } {
  return { text, problems: [] };
}

function parsedTemplate(format: string) {
  try {
    return compileTemplate(format, { dialect: 'docker' });
  } catch (error) {
    throw new CrixError('failure', `template parsing error: ${messageOf(error)}`, {
      status: badTemplate,
      cause: error,
    });
  }
}

/**
 * Prints what `find` makes of each word, in the order of the words: what was found in any event, then what was not.
 *
 * @returns docker's exit status
 */
export async function inspectEach(
  context: Context,
  words: readonly string[],
  print: DocumentPrint,
  find: (word: string) => Promise<object>,
): Promise<number> {
  const results = await inParallel(words, manyAtOnce, async (word) => {
    try {
      return { document: await find(word) };
    } catch (error) {
      if (error instanceof CrixError && error.kind === 'cancelled') throw error;
      return { error };
    }
  });
  const { text, problems } = print(results.flatMap(({ document }) => document ?? []));
  const { stdout } = context.io;
  await stdout.write(stdout.isTerminal ? visibleLines(text) : text);
  const errors = [...results.flatMap((result) => ('error' in result ? [result.error] : [])), ...problems];
  for (const error of errors) await context.report(error);
  return errors.length === 0 ? 0 : 1;
}
