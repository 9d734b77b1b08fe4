// Writes types.ts, tables.ts and services.ts beside each schema.tsv. With --check it writes nothing and fails if one differs.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { emitServices, emitTables, emitTypes } from './emit.ts';
import { parseSchema } from './schema.ts';

const places = [
  { folder: new URL('./', import.meta.url), api: '../api.ts', table: '../table.ts' },
  { folder: new URL('../../containerd/gen/', import.meta.url), api: '../../cri/api.ts', table: '../../cri/table.ts' },
];

function main(): void {
  const stale = places.flatMap(({ folder, api, table }) => {
    const source = new URL('schema.tsv', folder);
    if (!existsSync(source)) return [];
    const schema = parseSchema(readFileSync(source, 'utf8'));
    return [
      { file: new URL('types.ts', folder), text: emitTypes(schema) },
      { file: new URL('tables.ts', folder), text: emitTables(schema, table) },
      { file: new URL('services.ts', folder), text: emitServices(schema, api) },
    ].filter(({ file, text }) => !existsSync(file) || readFileSync(file, 'utf8') !== text);
  });
  if (argv.includes('--check')) {
    if (stale.length > 0) throw new Error(`out of date, run npm run gen: ${stale.map(({ file }) => file.pathname).join(', ')}`);
    return;
  }
  for (const { file, text } of stale) writeFileSync(file, text);
}

main();
