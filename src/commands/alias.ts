import { type Args, type Context, defineCommand } from '../cli/define.ts';
import type { AliasTable } from '../docker/alias.ts';
import { CrixError, usageError } from '../errors.ts';
import { nearest } from '../model/nearest.ts';
import { LIST_JSON } from '../output/json.ts';
import { documentPrinter, parseFormat, printAll, printTable } from '../output/print.ts';
import { installLink, type LinkOutcome, linkNames, removeLink, shadowOf } from './alias/links.ts';

const flags = {
  dir: {
    type: 'string',
    default: '/usr/local/bin',
    metavar: 'DIR',
    help: 'Folder of the links, with install and uninstall',
  },
  output: { type: 'string', short: 'o', default: 'table', metavar: 'FORMAT', help: 'table, json or yaml' },
} as const;

export const command = defineCommand({
  name: 'alias',
  summary: "Show docker's commands with their equivalents, or make links named docker and crictl",
  description:
    'Without arguments the whole map is shown: what each docker command is here, and what to use for those that CRI cannot do. `install` makes links named docker and crictl that lead to crix, which then answers as those programs do; files that it did not make are left alone.',
  usage: '[flags] [DOCKER-COMMAND | install [NAME...] | uninstall [NAME...]]',
  flags,
  examples: [
    { line: 'crix alias', does: "Show docker's commands and their equivalents" },
    { line: 'crix alias run', does: 'Explain one' },
    { line: 'crix alias install docker --dir /usr/local/bin', does: 'Let crix answer to docker' },
  ],
  async run(context, args) {
    const [first, ...rest] = args.positionals;
    if (first === 'install' || first === 'uninstall') return changeLinks(context, first, rest, args.flags.dir);
    if (first === undefined) return showMap(context, args);
    const { allWords, explainRow, rowOf } = await import('../docker/alias.ts');
    const words = args.positionals.join(' ').replace(/^docker /, '');
    const row = rowOf(words);
    if (row === undefined) {
      const meant = nearest(words, allWords());
      throw usageError(
        `docker has no command ${JSON.stringify(words)} that is known here`,
        meant === undefined ? '`crix alias` lists them all' : `did you mean ${JSON.stringify(meant)}?`,
      );
    }
    await context.io.stdout.write(explainRow(row));
    return undefined;
  },
});

async function showMap({ io }: Context, { flags: { output } }: Args<typeof flags>): Promise<undefined> {
  const format = parseFormat(output, ['table', 'json', 'yaml']);
  const { aliasTables } = await import('../docker/alias.ts');
  const tables = aliasTables();
  if (format !== 'table') {
    const print = await documentPrinter({ format, json: LIST_JSON });
    await printAll(io.stdout, print({ commands: tables.flatMap(({ lines }) => lines) }));
    return undefined;
  }
  for (const [at, table] of tables.entries()) {
    if (at > 0) await io.stdout.write('\n');
    await printTable(io.stdout, rowsOf(table), { minWidth: 0 });
  }
  return undefined;
}

function rowsOf({ title, lines }: AliasTable): string[][] {
  const heads = [`${title}: docker`, 'crictl', 'status', 'note'].map((head) => head.toUpperCase());
  return [heads, ...lines.map(({ docker, crictl, status, note }) => [docker, crictl, status, note])];
}

async function changeLinks(
  context: Context,
  action: 'install' | 'uninstall',
  names: readonly string[],
  dir: string,
): Promise<number> {
  const unknown = names.find((name) => !linkNames.includes(name));
  if (unknown !== undefined) {
    throw usageError(`crix does not answer to ${JSON.stringify(unknown)}`, `names: ${linkNames.join(', ')}`);
  }
  const { programPath, env, io } = context;
  let status = 0;
  for (const name of names.length > 0 ? names : linkNames) {
    const path = `${dir.replace(/\/+$/, '')}/${name}`;
    const outcome = action === 'install' ? installLink(path, programPath) : removeLink(path);
    if (outcome === 'foreign') {
      await context.report(foreign(path));
      status = 1;
      continue;
    }
    await io.stdout.write(`${path}: ${words[outcome]}\n`);
    const shadow = action === 'install' ? shadowOf(path, env['PATH'] ?? '') : undefined;
    if (shadow !== undefined) await context.warn(`${shadow} comes first in PATH: it is what ${name} means`);
  }
  return status;
}

const words: Readonly<Record<Exclude<LinkOutcome, 'foreign'>, string>> = {
  made: 'made',
  there: 'was there already',
  removed: 'removed',
  absent: 'there is none',
};

function foreign(path: string): CrixError {
  return new CrixError('failure', `${path} was not made by crix and is left alone`, {
    hint: 'move it away first, or choose another folder with --dir',
  });
}
