// Run by npm run build: leaves V8's own form of each file of dist/ beside it, so that bin/crix.js need not compile it at every
// start under the Node that built it. That takes three of twenty milliseconds.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { Script } from 'node:vm';
import { startTrialRuntime, trialEnv, trialLines } from './trial-runtime.mjs';

const root = new URL('../../', import.meta.url).pathname;
const dist = `${root}dist/`;
const require = createRequire(dist);
const scripts = new Map();
const loaded = new Map();

/** As bin/crix.js does, but the scripts are kept. */
function load(name) {
  const known = loaded.get(name);
  if (known !== undefined) return known.exports;
  const file = { exports: {} };
  loaded.set(name, file);
  const filename = dist + name;
  const script = new Script(readFileSync(filename, 'latin1'), { filename });
  scripts.set(name, script);
  const body = script.runInThisContext();
  body(file.exports, (id) => (id.startsWith('./') ? load(id.slice(2)) : require(id)), file, filename, dist);
  return file.exports;
}

/** A file is read faster the less there is in it: what lists use is compiled, the rest of these files is when it is needed. */
async function runLists() {
  const folder = mkdtempSync(join(tmpdir(), 'crix-build-'));
  const runtime = await startTrialRuntime(`${folder}/s`);
  const { argv } = process;
  Object.assign(process.env, trialEnv(`${folder}/s`));
  for (const words of trialLines) {
    process.argv = [argv[0], `${root}bin/crix.js`, ...words];
    const status = await load('main.cjs').main();
    // This machine's crictl.yaml may be broken: what ran counts all the same.
    if (status !== 0) process.stderr.write(`the trial of crix ${words.join(' ')} ended with ${status}\n`);
  }
  runtime.close();
  rmSync(folder, { recursive: true });
}

await runLists();
for (const name of readdirSync(dist).filter((each) => each.endsWith('.cjs'))) {
  const filename = dist + name;
  // All functions, but the result must not say so: V8 takes only what was made under its own settings.
  setFlagsFromString('--no-lazy');
  const script = scripts.get(name) ?? new Script(readFileSync(filename, 'latin1'), { filename });
  setFlagsFromString('--lazy');
  writeFileSync(`${filename}.v8-${process.versions.v8}-${process.arch}`, script.createCachedData());
}
process.exit();
