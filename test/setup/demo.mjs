// npm run demo: what crix does, on a real containerd made for it and gone afterwards.
import { spawnSync } from 'node:child_process';
import { npmRun } from './checks.mjs';
import { ensureDependencies, root } from './dependencies.mjs';

ensureDependencies();
if (!npmRun('build')) process.exit(1);
process.exitCode =
  spawnSync(process.execPath, ['--import', 'tsx', 'test/setup/demo.ts'], { cwd: root, stdio: 'inherit' }).status ?? 1;
