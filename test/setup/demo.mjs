// npm run demo: what crix does, on a real containerd made for it and gone afterwards; without root, or with
// `-- --simulated`, on a runtime that is made up.
import { spawnSync } from 'node:child_process';
import { npmRun } from './checks.mjs';
import { ensureDependencies, root } from './dependencies.mjs';

ensureDependencies();
if (!npmRun('build')) process.exit(1);
const isReal = process.getuid?.() === 0 && !process.argv.includes('--simulated');
const script = isReal ? 'test/setup/demo.ts' : 'test/setup/demo-simulated.ts';
process.exitCode =
  spawnSync(process.execPath, ['--import', 'tsx', script], { cwd: root, stdio: 'inherit' }).status ?? 1;
