// Plain JavaScript without packages: it runs before there are any.
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Runs `npm ci` when node_modules is missing or is not what package-lock.json says. Quiet unless it fails. */
export function ensureDependencies() {
  if (isUpToDate()) return;
  // A link leads to another clone's packages, which are not ours to replace.
  if (existsSync(`${root}node_modules`) && lstatSync(`${root}node_modules`).isSymbolicLink()) return;
  process.stderr.write('installing npm packages\n');
  const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, encoding: 'utf8' });
  if (npm.status === 0) return;
  process.stderr.write(`${npm.stdout ?? ''}${npm.stderr ?? npm.error}\n`);
  process.exit(npm.status || 1);
}

function isUpToDate() {
  const installed = packagesIn('node_modules/.package-lock.json');
  return Object.entries(packagesIn('package-lock.json')).every(([path, wanted]) => {
    if (path === '') return true;
    const found = installed[path];
    return found === undefined ? wanted.optional === true : found.version === wanted.version;
  });
}

function packagesIn(lockFile) {
  return existsSync(root + lockFile) ? JSON.parse(readFileSync(root + lockFile, 'utf8')).packages : {};
}
