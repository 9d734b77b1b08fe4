// node test/setup/run-tests.mjs [--binary FILE] [GROUP or FILE...]: node's test runner on some of the tests.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { root } from './dependencies.mjs';

/** What runs without and with a node of its own. A group is a folder of test/, `unit` also the files beside the folders. */
export const quickGroups = ['unit', 'contract'];
export const slowGroups = ['docker', 'e2e'];

/** Runs the tests of these groups and files. Returns the exit status. */
export function runTests(wanted, { binary } = {}) {
  const files = wanted.flatMap(filesOf);
  const env = { ...process.env, ...(binary === undefined ? {} : { CRIX_BINARY: resolve(binary) }) };
  // Node's default leaves one of two cores idle, while tests mostly wait for other processes. Real nodes are heavy.
  const least = wanted.some((group) => slowGroups.includes(group)) ? 2 : 3;
  const concurrency = Math.max(least, availableParallelism());
  const words = ['--import', 'tsx', '--test', `--test-concurrency=${concurrency}`, ...files];
  const { status } = spawnSync(process.execPath, words, { cwd: root, env, stdio: 'inherit' });
  return status ?? 1;
}

function filesOf(wanted) {
  if (wanted.endsWith('.test.ts')) return [wanted];
  const beside = wanted === 'unit' ? testFiles('test', false) : [];
  return [...beside, ...testFiles(join('test', wanted), true)];
}

function testFiles(folder, recursive) {
  if (!existsSync(join(root, folder))) return [];
  const names = readdirSync(join(root, folder), { recursive }).filter((name) => name.endsWith('.test.ts'));
  return names.sort().map((name) => join(folder, name));
}

/** Takes `--binary FILE` out of the words. */
export function takeBinary(words) {
  const at = words.indexOf('--binary');
  if (at < 0) return { rest: words };
  const binary = words[at + 1];
  if (binary === undefined || !existsSync(binary)) throw new Error(`--binary needs a file, got "${binary ?? ''}"`);
  return { binary, rest: words.toSpliced(at, 2) };
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const { binary, rest } = takeBinary(process.argv.slice(2));
  process.exitCode = runTests(rest.length > 0 ? rest : [...quickGroups, ...slowGroups], { binary });
}
