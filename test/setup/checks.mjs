// Everything that can be said about the sources without running them.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './dependencies.mjs';

/** Names of the checks that failed; what they said has been printed. */
export function failedChecks() {
  return ['types', 'lint', 'unused', 'generated files'].filter(
    (name) => !(name === 'generated files' ? isFresh() : npmRun(name)),
  );
}

/** Runs a script of package.json. It is quiet when all is well. */
export function npmRun(script) {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], { cwd: root, encoding: 'utf8' });
  process.stderr.write(`${status === 0 ? 'ok' : 'FAILED'}  ${script}\n`);
  if (status !== 0) process.stderr.write(`${stdout}${stderr}`);
  return status === 0;
}

/** Generated types and docs are committed: making them again must change nothing. */
function isFresh() {
  const before = fingerprint();
  if (!npmRun('gen')) return false;
  if (fingerprint() === before) return true;
  process.stderr.write('FAILED  generated files were stale; they are new now, commit them\n');
  return false;
}

function fingerprint() {
  const hash = createHash('sha256');
  for (const folder of ['src', 'docs']) {
    for (const name of readdirSync(join(root, folder), { recursive: true }).sort()) {
      const file = join(root, folder, name);
      if (statSync(file).isFile()) hash.update(name).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}
