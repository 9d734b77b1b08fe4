// npm run build:standalone [-- x64|arm64|x64-musl|…]: one executable per machine, with no need of Node.js or any other file.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startTrialRuntime, trialEnv, trialLines } from './trial-runtime.mjs';

const root = new URL('../../', import.meta.url).pathname;
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
const folder = join(root, 'dist/standalone');

/** The compiler from the npm package `bun`. Its own install step may have been skipped (--ignore-scripts). */
function compiler(): string {
  const home = dirname(createRequire(import.meta.url).resolve('bun/package.json'));
  const program = join(home, 'bin/bun.exe');
  // Before that step there is a text file in the program's place.
  if (statSync(program).size < 1_000_000) spawnSync(process.execPath, [join(home, 'install.js')], { stdio: 'inherit' });
  return program;
}

/**
 * Without bytecode a start takes twice as long, and in one piece half as long again. At its normal readiness to compile for
 * the machine Bun would start threads for loops that end after a few hundred rounds; a tenth of it still finds the loops of a
 * large list. A compiled program would read .env and bunfig.toml from the folder it is started in, which may be anybody's:
 * both are switched off. @param order from `learnOrder`
 */
export function compile(source: string, target: string, outfile: string, order?: string): void {
  const flags = ['--compile', '--minify', '--bytecode', '--format=esm', '--splitting', '--min-chunk-size=65536'];
  const start = ['--compile-jit-policy=10', ...(order === undefined ? [] : [`--bytecode-order=${order}`])];
  const closed = ['--no-compile-autoload-dotenv', '--no-compile-autoload-bunfig'];
  // yargs can extend a configuration file by import.meta, which bytecode does not allow; we never ask it to.
  const define = ['--define', `CRIX_VERSION=${JSON.stringify(version)}`, '--define', 'import.meta.resolve=undefined'];
  const words = ['build', ...flags, ...start, ...closed, ...define, `--target=bun-linux-${target}`, source];
  const { status, stdout, stderr } = spawnSync(compiler(), [...words, '--outfile', outfile], { encoding: 'utf8' });
  if (status !== 0 || !existsSync(outfile)) throw new Error(`bun build failed for ${target}\n${stdout}${stderr}`);
}

/** Runs lists with a first program, which tells what they use: the second is laid out so that those parts lie together. */
async function learnOrder(source: string, folder: string): Promise<string> {
  const program = join(folder, 'first');
  compile(source, process.arch, program);
  const runtime = await startTrialRuntime(join(folder, 's'));
  const orders = [];
  for (const [index, words] of trialLines.entries()) {
    const order = join(folder, `order-${index}`);
    const env = { ...trialEnv(join(folder, 's')), BUN_BYTECODE_ORDER_OUT: order };
    const [status] = (await once(spawn(program, words, { env, stdio: 'ignore' }), 'close')) as [number | null];
    if (!existsSync(order))
      throw new Error(`the trial of crix ${words.join(' ')} ended with ${status} and told nothing`);
    orders.push(order);
  }
  runtime.close();
  return orders.join(',');
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const wanted = process.argv.slice(2);
  const source = join(root, 'src/standalone.ts');
  const trial = mkdtempSync(join(tmpdir(), 'crix-trial-'));
  mkdirSync(folder, { recursive: true });
  try {
    const order = await learnOrder(source, trial);
    for (const target of wanted.length > 0 ? wanted : ['x64', 'arm64']) {
      const outfile = join(folder, `crix-linux-${target}`);
      compile(source, target, outfile, order);
      process.stdout.write(`${outfile} ${(statSync(outfile).size / 1e6).toFixed(1)} MB\n`);
    }
  } finally {
    rmSync(trial, { recursive: true });
  }
}
