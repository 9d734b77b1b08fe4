// npm run build: makes dist/, CommonJS files of which each command loads only what it needs.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { rolldown } from 'rolldown';

const root = new URL('../../', import.meta.url).pathname;
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/**
 * V8 reads about 40 MB of source a second at start, and looking a file up takes as long as reading 5 kB: so the front door
 * is one file (main), what every command that asks a runtime needs is another (runtime), and the rest splits by itself
 * where the sources say `import()`. npm packages are only reached that way, so none of them is ever read by a plain list.
 */
const groups = {
  main: ['main.ts'],
  runtime: [
    'cli/connect.ts',
    'cri/client.ts',
    'cri/transport/open.ts',
    'cri/transport/lazy.ts',
    'cri/transport/lean.ts',
    'cri/transport/local-connect.ts',
    'cri/transport/socket-node.ts',
  ],
};

/** These modules and all that they import statically. */
function closure(roots, info, into = new Set()) {
  for (const id of roots) {
    if (into.has(id)) continue;
    into.add(id);
    closure(info(id)?.importedIds ?? [], info, into);
  }
  return into;
}

const members = {};
/** The group of a module, decided once all modules are known. */
function groupOf(id, context) {
  if (id.includes('rolldown/runtime')) return 'main';
  for (const [name, roots] of Object.entries(groups)) {
    members[name] ??= closure(
      roots.map((path) => `${root}src/${path}`),
      (each) => context.getModuleInfo(each),
    );
    if (members[name].has(id)) return name;
  }
  return null;
}

const dist = `${root}dist/`;
// Not the whole folder: the standalone programs lie there, too.
for (const name of existsSync(dist) ? readdirSync(dist) : []) {
  if (name !== 'standalone') rmSync(dist + name, { recursive: true });
}
const bundle = await rolldown({
  input: { main: `${root}src/main.ts` },
  platform: 'node',
  external: [/^node:/],
  transform: {
    target: 'node20',
    // yargs can extend a configuration file found by this; we never ask it to.
    define: { CRIX_VERSION: JSON.stringify(version), 'import.meta.resolve': 'undefined' },
  },
  preserveEntrySignatures: 'allow-extension',
  // A module that is imported both ways simply stays where it is.
  checks: { ineffectiveDynamicImport: false },
});
const { output } = await bundle.write({
  dir: dist,
  format: 'cjs',
  minify: true,
  exports: 'named',
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name].cjs',
  codeSplitting: { groups: [{ name: groupOf, debugName: 'main and runtime' }] },
});
for (const { fileName, moduleIds } of output) {
  const foreign = moduleIds.filter((id) => fileName.replace('.cjs', '') in groups && id.includes('/node_modules/'));
  if (foreign.length > 0) throw new Error(`${fileName} would load npm packages at every start: ${foreign.join(', ')}`);
}
if (process.argv.includes('--sizes')) {
  for (const { fileName, code, moduleIds } of output) {
    process.stdout.write(`${fileName} ${code.length} bytes, ${moduleIds.length} modules\n`);
  }
}
