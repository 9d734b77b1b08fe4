import { type Args, type Context, defineCommand, type Flags } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { parseLabels } from '../model/labels.ts';
import { pullShowingProgress, pullTimeoutFlag, pullTimeoutMs } from './changing/pull-image.ts';
import { loginFlags, readLogin } from './changing/registry-login.ts';
import { asksForSchema, printSchema, specInput, warned } from './changing/spec-files.ts';

const flags = {
  ...loginFlags,
  ...pullTimeoutFlag,
  annotation: { type: 'list', short: 'a', metavar: 'KEY=VALUE', help: 'Annotation for the image' },
  'pod-config': {
    type: 'strings',
    metavar: 'FILE',
    help: 'Configuration of the pod that the image is for (`-`: stdin)',
  },
} as const satisfies Flags;

export const command = defineCommand({
  name: 'pull',
  summary: 'Pull an image from a registry',
  description:
    'The runtime does the pulling, with its own registries, mirrors and proxies. Without credentials given here, those are used that docker or podman have stored on this machine. `pull jsonschema` prints a JSON Schema of the pod file.',
  usage: '[flags] IMAGE',
  flags,
  arity: { min: 1, max: 1, wrong: 'help' },
  examples: [
    { line: 'crix pull docker.io/library/busybox:1.36', does: 'Pull an image' },
    { line: 'crix pull --username bob registry.example.com/team/app:2', does: 'Ask for the password of bob' },
  ],
  async run(context, args) {
    if (asksForSchema(args.positionals)) return void (await printSchema(context, 'PodSandboxConfig'));
    const [image = ''] = args.positionals;
    if (image === '') throw usageError('the image name is empty');
    const timeoutMs = pullTimeoutMs(args.flags['pull-timeout']);
    const annotations = parseLabels(args.flags.annotation, 'annotation');
    const sandboxConfig = await readPodConfig(context, args);
    const login = await readLogin(context, args);
    const spec = { image, ...(Object.keys(annotations).length > 0 && { annotations }) };
    const reference = await pullShowingProgress(context, { image: spec, sandboxConfig, login, timeoutMs });
    await context.io.stdout.write(`Image is up to date for ${reference}\n`);
    return undefined;
  },
});

async function readPodConfig(context: Context, { flags: { 'pod-config': paths } }: Args<typeof flags>) {
  const path = paths.at(-1) ?? '';
  if (path === '') return undefined;
  const { readPodSpec } = await import('../ops/spec.ts');
  return (await warned(context, readPodSpec(specInput(context, path)))).config;
}
