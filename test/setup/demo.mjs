// npm run demo: what crix does, on a real containerd made for it and gone afterwards; without root, or with
// `-- --simulated`, on a runtime that is made up.
import { spawnSync } from 'node:child_process';
import { npmRun } from './checks.mjs';
import { ensureDependencies, root } from './dependencies.mjs';

ensureDependencies();
if (!npmRun('build')) process.exit(1);
const words = ['--import', 'tsx', 'test/setup/demo.ts', ...process.argv.slice(2)];
process.exitCode = spawnSync(process.execPath, words, { cwd: root, stdio: 'inherit' }).status ?? 1;
