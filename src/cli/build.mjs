// npm run build: makes dist/, CommonJS files of which each command loads only what it needs.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { Module } from 'node:module';
import { rolldown } from 'rolldown';

const root = new URL('../../', import.meta.url).pathname;
const { version } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

/**
 * V8 reads about 40 MB of source a second at start, and looking a file up takes as long as reading 5 kB: so the front door
 * is one file (main), the lists with all that it takes to ask a runtime are another, and the rest splits by itself where the
 * sources say `import()`. npm packages are only reached that way, so none of them is ever read by a plain list.
 */
const groups = {
  main: ['main.ts', 'cli/define.ts', 'cli/context.ts', 'config/node-files.ts'],
  lists: [
    'commands/ps.ts',
    'commands/pods.ts',
    'commands/images.ts',
    'output/table.ts',
    'cli/connect.ts',
    'cri/client.ts',
    'cri/transport/open.ts',
    'cri/transport/lean.ts',
    'cri/transport/local-connect.ts',
    'cri/transport/socket-pipe.ts',
  ],
  inspect: ['commands/inspect.ts', 'commands/inspecti.ts', 'commands/inspectp.ts', 'views/info-map.ts'],
  /** What cron jobs and checks run under the name docker. */
  docker: ['docker/front.ts', 'docker/commands/ps.ts', 'docker/commands/images.ts', 'docker/commands/inspect.ts'],
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
const decideGroups = {
  name: 'decide-groups',
  buildEnd() {
    for (const [name, roots] of Object.entries(groups)) {
      members[name] = closure(
        roots.map((path) => `${root}src/${path}`),
        (id) => this.getModuleInfo(id),
      );
    }
  },
};
/** A module of several groups is in the first. */
const chunks = Object.keys(groups).map((name, index) => ({
  name,
  priority: 9 - index,
  test: (id) => members[name].has(id),
}));
/** Each package is a file whose name says so: test/startup.test.ts sees by it which ones a command loads. */
const packages = {
  name: (id) => `npm-${/.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(id)[1].replace(/^@/, '').replace('/', '-')}`,
  debugName: 'npm packages',
  priority: 1,
  test: /\/node_modules\//,
};

const dist = `${root}dist/`;
// Not the whole folder: the standalone programs lie there, too.
for (const name of existsSync(dist) ? readdirSync(dist) : []) {
  if (name !== 'standalone') rmSync(dist + name, { recursive: true });
}
const bundle = await rolldown({
  input: { main: `${root}src/main.ts` },
  platform: 'node',
  plugins: [decideGroups],
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
  // The loader in bin/crix.js gives files a require, and V8's cached code no way to find an import().
  dynamicImportInCjs: false,
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name].cjs',
  codeSplitting: { groups: [...chunks, packages] },
});
for (const { fileName, moduleIds } of output) {
  const foreign = moduleIds.filter((id) => fileName.replace('.cjs', '') in groups && id.includes('/node_modules/'));
  if (foreign.length > 0) throw new Error(`${fileName} would load npm packages at every start: ${foreign.join(', ')}`);
}
/** One letter beyond Latin-1 would make V8 hold the whole file in two bytes a letter. */
const asAscii = (code) =>
  code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
// What bin/crix.js runs: each file as the function that require would make of it.
for (const { fileName, code } of output) writeFileSync(dist + fileName, Module.wrap(asAscii(code)));
const caches = spawnSync(process.execPath, [`${root}src/cli/build-caches.mjs`], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
if (caches.status !== 0) throw new Error('no caches of compiled code were made');

if (process.argv.includes('--sizes')) {
  for (const { fileName, code, moduleIds } of output) {
    process.stdout.write(`${fileName} ${code.length} bytes, ${moduleIds.length} modules\n`);
  }
}
