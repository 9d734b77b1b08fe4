// npm run build:standalone [-- x64|arm64|x64-musl|…]: one executable per machine, with no need of Node.js or any other file.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

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
 * Without bytecode a start takes twice as long, and in one piece half as long again. A compiled program would read .env and bunfig.toml from the folder it is
 * started in, which may be anybody's: both are switched off.
 */
export function compile(source: string, target: string, outfile: string): void {
  const flags = ['--compile', '--minify', '--bytecode', '--format=esm', '--splitting', '--min-chunk-size=16384'];
  const closed = ['--no-compile-autoload-dotenv', '--no-compile-autoload-bunfig'];
  // yargs can extend a configuration file by import.meta, which bytecode does not allow; we never ask it to.
  const define = ['--define', `CRIX_VERSION=${JSON.stringify(version)}`, '--define', 'import.meta.resolve=undefined'];
  const words = ['build', ...flags, ...closed, ...define, `--target=bun-linux-${target}`, source, '--outfile', outfile];
  const { status, stdout, stderr } = spawnSync(compiler(), words, { encoding: 'utf8' });
  if (status !== 0 || !existsSync(outfile)) throw new Error(`bun build failed for ${target}\n${stdout}${stderr}`);
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  const wanted = process.argv.slice(2);
  mkdirSync(folder, { recursive: true });
  for (const target of wanted.length > 0 ? wanted : ['x64', 'arm64']) {
    const outfile = join(folder, `crix-linux-${target}`);
    compile(join(root, 'src/standalone.ts'), target, outfile);
    process.stdout.write(`${outfile} ${(statSync(outfile).size / 1e6).toFixed(1)} MB\n`);
  }
}
