import { type Context, defineCommand } from '../cli/define.ts';
import { allValues, editConfig, writeAtomically } from '../config/edit.ts';
import { type ConfigKey, configKeys, configValue, isConfigKey, parseConfig, readText } from '../config/file.ts';
import { usageError } from '../errors.ts';
import { nearest } from '../model/nearest.ts';

type Changes = Partial<Record<ConfigKey, string | number | boolean>>;

export const command = defineCommand({
  name: 'config',
  summary: 'Get, set and list settings in crictl.yaml',
  description: `Keys: ${Object.keys(configKeys).join(', ')}. Comments and order of the file are kept.`,
  usage: '[flags] [KEY VALUE | init]',
  flags: {
    yes: { type: 'boolean', short: 'y', beyond: true, help: 'Write without asking, with init' },
    get: { type: 'string', metavar: 'KEY', help: 'Show the value of one key' },
    set: { type: 'list', metavar: 'KEY=VALUE', help: 'Set a key; repeat it or separate several with commas' },
    list: { type: 'boolean', help: 'Show all keys and values' },
  },
  examples: [
    { line: 'crix config runtime-endpoint unix:///run/containerd/containerd.sock', does: 'Use containerd from now on' },
    { line: 'crix config --set timeout=10,debug=false', does: 'Set several keys at once' },
    { line: 'crix config init', does: 'Find the runtime that is alive and write its endpoint, after asking' },
    { line: 'crix config --list', does: 'Show what is set' },
  ],
  async run(context, { flags, given, positionals }) {
    if (given.has('get')) return get(context, flags.get ?? '');
    if (given.has('set')) return set(context, changesOf(flags.set));
    if (flags.list) return list(context);
    const [key, value] = positionals;
    if (key === 'init' && context.persona !== 'crictl') return init(context, flags.yes);
    if (key === undefined) return 'help';
    if (value === undefined)
      throw usageError(`no value given for ${JSON.stringify(key)}`, `usage: config ${key} VALUE`);
    return set(context, { [checkedKey(key)]: configValue(checkedKey(key), value) });
  },
});

async function get(context: Context, key: string): Promise<undefined> {
  if (key === '') throw usageError('no configuration option given to --get', knownKeys);
  const values = await current(context);
  await context.io.stdout.write(`${values[checkedKey(key)]}\n`);
}

async function list(context: Context): Promise<undefined> {
  const rows = Object.entries(await current(context));
  const lines = [['KEY', 'VALUE'], ...rows].map(([key, value]) => `${String(key).padEnd(23)}${value}\n`);
  await context.io.stdout.write(lines.join(''));
}

async function set(context: Context, changes: Changes): Promise<undefined> {
  const path = context.settings.configPath;
  writeAtomically(path, await editConfig((await readText(path)) ?? '', path, changes));
}

/** Shows the file as it would be, and writes it when agreed. */
async function init(context: Context, isAgreed: boolean): Promise<undefined> {
  const [{ findRuntime }, { confirm }] = await Promise.all([
    import('../doctor/find-runtime.ts'),
    import('./changing/confirm.ts'),
  ]);
  const path = context.settings.configPath;
  const text = await editConfig((await readText(path)) ?? '', path, {
    'runtime-endpoint': await findRuntime(context.settings.runtimeEndpoint),
  });
  await context.io.stdout.write(`# ${path}\n${text}`);
  if (!isAgreed && !(await confirm(context, `write ${path}`))) return;
  writeAtomically(path, text);
}

/** All values of the file. crictl makes a missing file even to read it; crix leaves the disk alone. */
async function current(context: Context): Promise<ReturnType<typeof allValues>> {
  const path = context.settings.configPath;
  const text = await readText(path);
  if (text === undefined && context.persona === 'crictl') writeAtomically(path, await editConfig('', path, {}));
  return allValues(await parseConfig(text ?? '', path));
}

function changesOf(pairs: readonly string[]): Changes {
  const changes: Changes = {};
  for (const pair of pairs) {
    const [key = '', value, ...more] = pair.split('=');
    if (value === undefined || more.length > 0)
      throw usageError(`cannot read ${JSON.stringify(pair)}: want KEY=VALUE`, knownKeys);
    changes[checkedKey(key)] = configValue(checkedKey(key), value);
  }
  return changes;
}

const knownKeys = `known keys: ${Object.keys(configKeys).join(', ')}`;

function checkedKey(key: string): ConfigKey {
  if (isConfigKey(key)) return key;
  const meant = nearest(key, Object.keys(configKeys));
  throw usageError(
    `unknown configuration option ${JSON.stringify(key)}`,
    meant === undefined ? knownKeys : `did you mean ${meant}?`,
  );
}
