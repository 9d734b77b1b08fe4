import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../', import.meta.url));

interface Import {
  /** As in the source: './file.ts', 'node:fs', 'js-yaml'. */
  from: string;
  isType: boolean;
  isLazy: boolean;
}

interface Source {
  /** Relative to src, such as ops/containers/list.ts. */
  path: string;
  text: string;
  imports: Import[];
}

/** What a room may import at run time: rooms, or single files of them. Of its own files every room may import all. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  // The two ways in: bin/crix.js and the compiled binary.
  main: ['cli', 'errors'],
  standalone: ['main'],
  errors: [],
  'node-binding': [],
  yaml: ['errors'],
  // Files of a container, walked from outside.
  inside: [],
  json: [],
  cli: ['config', 'node-binding', 'model', 'errors'],
  commands: [
    'cli/define',
    'cli/completion-words',
    'ops',
    'views',
    'output',
    'stream/terminal',
    'doctor',
    'config',
    // The map of docker's commands, which `crix alias` prints.
    'docker/alias',
    'model',
    'errors',
  ],
  // commands/changing and commands/reading hold what several commands do with the terminal, and no command.
  docker: [
    'cli',
    'commands/changing',
    'commands/reading',
    'ops',
    'views',
    'output',
    'stream/terminal',
    'json',
    'model',
    'errors',
  ],
  ops: [
    'inside',
    'cri/api',
    'cri/json',
    'cri/gen',
    'containerd/api',
    'stream',
    'logs',
    'model',
    'yaml',
    'json',
    'errors',
  ],
  views: [
    'model',
    'cri/json',
    'cri/gen',
    'output/units',
    'output/ages',
    'output/times',
    'output/visible',
    'json',
    'errors',
  ],
  doctor: [
    'cri/api',
    'cri/endpoint',
    'cri/transport/probe',
    'containerd/api',
    'config',
    'logs',
    'yaml',
    'model',
    'errors',
    'ops/in-parallel',
  ],
  cri: ['node-binding', 'errors', 'model'],
  containerd: ['cri', 'inside', 'stream', 'model', 'json', 'errors'],
  stream: ['errors', 'model'],
  logs: ['errors', 'model'],
  config: ['errors', 'yaml', 'model'],
  output: ['errors', 'yaml', 'json', 'model'],
  model: ['errors'],
};

/** What it may name in addition, in types only. */
const mayImportTypesOf: Readonly<Record<string, readonly string[]>> = {
  commands: ['cri', 'containerd', 'stream', 'logs', 'inside'],
  docker: ['cri', 'containerd', 'stream', 'logs', 'inside'],
  cli: ['cri', 'containerd'],
  ops: ['cri', 'containerd'],
  views: ['ops', 'logs', 'cri', 'output', 'doctor', 'containerd'],
  output: ['cri'],
  doctor: ['cri', 'containerd'],
  model: ['cri'],
};

/** What the front door reaches by import() alone, so that it is loaded when a command asks for it. */
const mayImportLazily: Readonly<Record<string, readonly string[]>> = {
  cli: ['commands', 'docker', 'cri', 'containerd', 'output', 'yaml'],
};

/** Each npm package enters through one file. */
const packageDoors: Readonly<Record<string, string>> = {
  '@grpc/grpc-js': 'cri/transport/grpc.ts',
  'js-yaml': 'yaml.ts',
  table: 'output/table.ts',
  'tty-table': 'output/live.ts',
  'smol-toml': 'doctor/toml.ts',
};

const sources = readSources();

describe('architecture', () => {
  it('lets rooms import downwards only', () => {
    const wrong = sources.flatMap((source) =>
      source.imports.filter((entry) => !isAllowed(source, entry)).map(({ from }) => `${source.path} imports ${from}`),
    );
    assert.deepEqual(wrong, []);
  });

  it('lets each npm package in through one file', () => {
    const doors = new Map<string, Set<string>>();
    for (const { path, imports } of sources) {
      for (const { from, isType } of imports) {
        const name = packageOf(from);
        if (name !== undefined && !isType) {
          doors.set(name, (doors.get(name) ?? new Set()).add(path));
        }
      }
    }
    for (const [name, files] of doors) {
      assert.deepEqual([...files], [packageDoors[name] ?? [...files][0]], `files that import ${name}`);
    }
  });

  it('touches the process in cli alone', () => {
    const touching = sources
      .filter(({ path }) => !['cli', 'standalone', 'node-binding'].includes(roomOf(path)) && !isGenerated(path))
      .filter(({ text, imports }) => usesProcess(text) || imports.some(({ from }) => from === 'node:process'))
      .map(({ path }) => path);
    assert.deepEqual(touching, []);
  });

  it('imports no command from another', () => {
    const crossing = sources
      .filter(({ path }) => /^commands\/[^/]+$/.test(path))
      .flatMap(({ path, imports }) =>
        imports.filter(({ from, isType }) => !isType && /^\.\/[^/]+$/.test(from)).map(({ from }) => `${path}: ${from}`),
      );
    assert.deepEqual(crossing, []);
  });

  it('is what docs/architecture.md says', () => {
    const path = join(root, 'docs/architecture.md');
    const page = readFileSync(path, 'utf8');
    const wanted = page.replace(/\| room \| may import .*(?:\n\|.*)+/, tableOfRooms);
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, wanted);
    assert.equal(readFileSync(path, 'utf8'), wanted, 'UPDATE_GOLDEN=1 writes the table into the page');
  });

  it('keeps files short', (test) => {
    const aim = 300;
    for (const { path, text } of sources) {
      const lines = text.split('\n').length;
      if (lines > aim && !isGenerated(path)) {
        test.diagnostic(`${path} has ${lines} lines, more than ${aim}`);
      }
    }
  });
});

function readSources(): Source[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => {
      const text = readFileSync(join(root, 'src', path), 'utf8');
      return { path, text, imports: importsOf(text) };
    });
}

function importsOf(text: string): Import[] {
  const code = text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '');
  const fixed = [...code.matchAll(/^(?:import|export)\s+(type\s+)?(?:[^'";]*?\sfrom\s+)?'([^']+)';/gm)];
  const lazy = [...code.matchAll(/\bimport\(\s*'([^']+)'\s*\)/g)];
  return [
    ...fixed.map(([, type, from = '']) => ({ from, isType: type !== undefined, isLazy: false })),
    ...lazy.map(([, from = '']) => ({ from, isType: false, isLazy: true })),
  ];
}

function isAllowed(source: Source, { from, isType, isLazy }: Import): boolean {
  if (!from.startsWith('.')) {
    return true;
  }
  const target = posix.join(posix.dirname(source.path), from).replace(/\.ts$/, '');
  const room = roomOf(source.path);
  if (roomOf(target) === room) {
    return true;
  }
  const allowed = [
    ...(mayImport[room] ?? []),
    ...(isType ? (mayImportTypesOf[room] ?? []) : []),
    ...(isLazy ? (mayImportLazily[room] ?? []) : []),
  ];
  return allowed.some((entry) => target === entry || target.startsWith(`${entry}/`));
}

function roomOf(path: string): string {
  return (path.split('/')[0] ?? '').replace(/\.ts$/, '');
}

function packageOf(from: string): string | undefined {
  if (from.startsWith('.') || from.startsWith('node:')) {
    return undefined;
  }
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

function usesProcess(text: string): boolean {
  const code = text.replace(/^\s*(?:\/\/|\*|\/\*).*$/gm, '').replace(/'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`/g, "''");
  return /(?<![.\w])process\.[a-zA-Z]/.test(code);
}

function tableOfRooms(): string {
  const list = (rooms: readonly string[] | undefined): string => rooms?.join(', ') ?? '';
  const rows = Object.entries(mayImport).map(
    ([room, imports]) =>
      `| \`${room}\` | ${list(imports)} | ${list(mayImportTypesOf[room])} | ${list(mayImportLazily[room])} |`,
  );
  return ['| room | may import | in types only | by `import()` |', '|---|---|---|---|', ...rows].join('\n');
}

/** Made by the generator, or the generator itself, which is no part of the program. */
function isGenerated(path: string): boolean {
  return path.includes('/gen/');
}
