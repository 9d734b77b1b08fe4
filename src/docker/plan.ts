import type { Context } from '../cli/define.ts';

/** A file that an explained line reads, shown as a here-document. */
export interface PlanFile {
  name: string;
  text: string;
}

/** One line that a person could type instead. */
export interface PlanLine {
  /** Words after `crix`; a word that begins with `$` is a shell variable set by an earlier line. */
  words: readonly string[];
  /** Words after `crix` of a command that takes what this line prints as its arguments. */
  into?: readonly string[];
  /** The variable that keeps this line's output for later ones. */
  as?: string;
  files?: readonly PlanFile[];
  /** Said above the line, where it does not do quite the same. */
  note?: string;
}

/** What a docker command comes to: the same in crix's words, and the operation that does it. Making one touches nothing. */
export interface Plan {
  lines: readonly PlanLine[];
  /** The exit status; undefined is 0. */
  perform(context: Context): Promise<number | undefined>;
}

/** The plan as shell lines, each of which runs by itself. */
export function explain(plan: Plan): string {
  return plan.lines.map(explainLine).join('');
}

function explainLine(line: PlanLine): string {
  const note = line.note === undefined ? '' : `# ${line.note}\n`;
  const files = (line.files ?? []).map(({ name, text }) => `cat >${name} <<'END'\n${text.replace(/\n?$/, '\n')}END\n`);
  if (line.words.length === 0) return note + files.join('');
  const into = line.into === undefined ? '' : ` | xargs -r crix ${line.into.map(shellWord).join(' ')}`;
  const command = `crix ${line.words.map(shellWord).join(' ')}${into}`;
  return `${note}${files.join('')}${line.as === undefined ? command : `${line.as}=$(${command})`}\n`;
}

function shellWord(word: string): string {
  if (/^\$[A-Z_]+$/.test(word)) return `"${word}"`;
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
