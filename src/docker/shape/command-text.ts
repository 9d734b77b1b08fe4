import { quoted } from '../../output/template/format.ts';

const shown = 20;

/** A command line as docker's lists show it, in double quotes; arguments with blanks in single ones. */
export function commandText(argv: readonly string[], { noTrunc }: { noTrunc: boolean }): string {
  const [program = '', ...args] = argv;
  const line = [program, ...args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg))].join(' ');
  return quoted(noTrunc ? line : ellipsis(line, shown));
}

/** Cut to so many characters, the last of which is the sign that something was cut. */
export function ellipsis(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
