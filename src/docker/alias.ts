import { type MapRow, type MapStatus, rows } from './map.ts';

/** A line of the tables that `crix alias` prints. */
export interface AliasLine {
  docker: string;
  crictl: string;
  status: string;
  note: string;
}

export interface AliasTable {
  title: string;
  lines: readonly AliasLine[];
}

/** The two tables that the project began with: what is typed, and the row it belongs to where that is another word. */
const seeds: readonly { title: string; words: readonly (readonly [shown: string, row?: string])[] }[] = [
  { title: 'Images', words: [['images'], ['pull'], ['push'], ['rmi'], ['inspect IMAGE', 'image inspect']] },
  {
    title: 'Containers',
    words: [
      ['ps'],
      ['create'],
      ['start'],
      ['stop'],
      ['rm'],
      ['inspect', 'container inspect'],
      ['attach'],
      ['exec'],
      ['logs'],
      ['stats'],
    ],
  },
];

const statusWords: Readonly<Record<MapStatus, string>> = { same: 'same', mapped: 'mapped', none: 'n/a' };

/** Every row of the map, those of the project's two first tables in front. */
export function aliasTables(): AliasTable[] {
  const shown = new Set<MapRow>();
  const tables = seeds.map(({ title, words }) => ({
    title,
    lines: words.map(([word, key = word]) => {
      const row = rowOf(key);
      if (row !== undefined) shown.add(row);
      return row === undefined ? { docker: word, crictl: '', status: '', note: '' } : lineOf(row, word);
    }),
  }));
  const others = rows.filter((row) => !shown.has(row));
  const can = others.filter(({ status }) => status !== 'none').map((row) => lineOf(row));
  const cannot = others.filter(({ status }) => status === 'none').map((row) => lineOf(row));
  return [...tables, { title: 'Further commands', lines: can }, { title: 'Not available with CRI', lines: cannot }];
}

function lineOf(row: MapRow, word = row.words[0] ?? ''): AliasLine {
  return { docker: word, crictl: row.crictl || '-', status: statusWords[row.status], note: row.note };
}

/** The row that these words of docker belong to. */
export function rowOf(words: string): MapRow | undefined {
  return rows.find((row) => row.words.includes(words));
}

export function allWords(): string[] {
  return rows.flatMap((row) => row.words);
}

/** One row, explained in lines. */
export function explainRow(row: MapRow): string {
  const [word = '', ...others] = row.words;
  const meaning: Readonly<Record<MapStatus, string>> = {
    same: 'same: it shows and does what docker does',
    mapped: 'mapped: the same purpose, with a difference',
    none: 'n/a: CRI cannot do it',
  };
  const facts: readonly (readonly [string, string])[] = [
    ['does', row.summary],
    ['status', meaning[row.status]],
    ['crictl', row.crictl || '-'],
    ...(others.length === 0 ? [] : [['also', others.map((each) => `docker ${each}`).join(', ')] as const]),
    ...(row.note === '' ? [] : [['note', row.note] as const]),
    ...(row.load === undefined ? [] : [['try', `crix docker --explain ${word} …`] as const]),
  ];
  return `docker ${word}\n${facts.map(([name, text]) => `  ${name.padEnd(8)}${text}\n`).join('')}`;
}
