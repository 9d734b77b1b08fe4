import yargs, { type Argv, type Options } from 'yargs';
import { usageError } from '../errors.ts';
import type { Command, Flag, Flags } from './define.ts';
import { type FlagIndex, type Grammar, type RawArgs, splitWords } from './words.ts';

// The one file that imports yargs. It is kept off the path of a command that succeeds, because loading it costs as much as
// listing containers: see docs/decisions/0005-parsing.md.

/** yargs as a strict reader of what is written: nothing negated, split, nested or turned into numbers. */
const asWritten = {
  'boolean-negation': false,
  'camel-case-expansion': false,
  'dot-notation': false,
  'duplicate-arguments-array': true,
  'greedy-arrays': false,
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'populate--': true,
  'strip-aliased': true,
} as const;

function strictParser(words: readonly string[], flags: Flags, toOption: (flag: Flag) => Options): Argv {
  return yargs([...words])
    .locale('en')
    .exitProcess(false)
    .showHelpOnFail(false)
    .help(false)
    .version(false)
    .parserConfiguration(asWritten)
    .options(Object.fromEntries(Object.entries(flags).map(([name, flag]) => [name, toOption(flag)])))
    .strictOptions();
}

/** Every flag with a text: what Go calls a boolean (`1`, `T`) is more than yargs does, so values.ts reads them all. */
const textOption = (): Options => ({ type: 'string', requiresArg: true });

const shownOption = (flag: Flag): Options => ({
  describe: flag.help,
  type: flag.type === 'boolean' ? 'boolean' : 'string',
  ...(flag.short === undefined ? {} : { alias: flag.short }),
});

/** The full path (CRIX_FULL=1): words in one spelling, read by yargs. @throws CrixError of kind usage */
export function splitWithYargs(index: FlagIndex, words: readonly string[], grammar: Grammar): RawArgs {
  const spelled = splitWords(index, words, grammar);
  const given = [...spelled.values].flatMap(([name, texts]) => texts.map((text) => `--${name}=${text}`));
  const problems: string[] = [];
  const parser = strictParser([...given, '--', ...spelled.positionals], index.flags, textOption).fail((message) => {
    problems.push(message);
  });
  const parsed = parser.parseSync() as Record<string, unknown>;
  if (problems[0] !== undefined) throw usageError(problems[0]);
  const values = new Map<string, string[]>();
  for (const name of spelled.values.keys()) values.set(name, [parsed[name]].flat().map(String));
  return { values, positionals: (parsed['--'] as string[] | undefined) ?? [] };
}

/** The usage that a mistake is answered with, laid out by yargs. */
export async function usageText(
  program: string,
  command: Pick<Command, 'name' | 'usage' | 'summary' | 'flags'>,
): Promise<string> {
  const words = [program, command.name, command.usage].filter((word) => word !== '').join(' ');
  const text = await strictParser([], command.flags, shownOption)
    .usage(`Usage: ${words}\n\n${command.summary}`)
    .wrap(100)
    .getHelp();
  return `${text}\n`;
}
