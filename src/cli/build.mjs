// Builds dist/: one CommonJS file of ours, and one file per npm package beside it, loaded only when asked for.
import { mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { build } from 'esbuild';

const root = new URL('../../', import.meta.url).pathname;
const { version, dependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
const packages = Object.keys(dependencies);

const shared = {
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  logLevel: 'warning',
};

const fileOf = (name) => `vendor/${name.replace('/', '-').replace('@', '')}.cjs`;

/** Our own bundle leaves npm packages out, so that V8 never reads what a command does not use. */
const apart = {
  name: 'packages-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
      const name = packages.find((candidate) => path === candidate || path.startsWith(`${candidate}/`));
      if (name === undefined || kind === 'entry-point') return undefined;
      return { path: `./${fileOf(path === name ? name : path)}`, external: true };
    });
  },
};

rmSync(`${root}dist/vendor`, { recursive: true, force: true });
mkdirSync(`${root}dist`, { recursive: true });
await build({
  ...shared,
  entryPoints: [`${root}src/main.ts`],
  outfile: `${root}dist/main.cjs`,
  define: { CRIX_VERSION: JSON.stringify(version) },
  plugins: [apart],
});
for (const name of packages) {
  await build({
    ...shared,
    // A default import of a CommonJS file is all that it exports: what yargs, an ES module, calls its default.
    stdin: {
      contents: `const all = require(${JSON.stringify(name)}); module.exports = typeof all.default === 'function' ? all.default : all;`,
      resolveDir: root,
    },
    outfile: `${root}dist/${fileOf(name)}`,
    sourcemap: false,
    // yargs is an ES module that asks where it lies.
    define: { 'import.meta.url': 'fileUrl' },
    banner: { js: 'const fileUrl = require("node:url").pathToFileURL(__filename).href;' },
  });
}
if (process.argv.includes('--sizes')) {
  for (const file of ['main.cjs', ...packages.map(fileOf)])
    process.stdout.write(`${file} ${statSync(`${root}dist/${file}`).size}\n`);
}
