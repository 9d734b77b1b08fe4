import { type Context, defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import type { CreateInput } from '../ops/containers/create.ts';
import { createContainerTidily } from '../ops/containers/run.ts';
import { imagesOf } from '../ops/images/pull.ts';
import { lookUpPod } from '../ops/pods/look-up.ts';
import { type PodSpec, readContainerSpec, readPodSpec } from '../ops/spec.ts';
import { cancelTimeoutMs, decidePull, makeFlags, tidyUp } from './changing/make-flags.ts';
import { pullShowingProgress, pullTimeoutMs } from './changing/pull-image.ts';
import { readLogin } from './changing/registry-login.ts';
import { asksForSchema, checkStdinOnce, printSchema, specInput, warned } from './changing/spec-files.ts';

type PodOfContainer = Pick<CreateInput, 'podId' | 'sandboxConfig'>;

export const command = defineCommand({
  name: 'create',
  summary: 'Create a container in a pod, without starting it',
  description:
    'The files hold a ContainerConfig and the PodSandboxConfig that the pod was started with, in JSON or YAML; `-` reads one of them from standard input. `create jsonschema` prints the JSON Schema of a container file.',
  usage: '[flags] POD CONTAINER-FILE POD-FILE',
  flags: makeFlags,
  arity: { min: 1, max: 3, wrong: 'help' },
  separateShorts: true,
  examples: [
    { line: 'crix create 260435508cb0e web.yaml pod.yaml', does: 'Create a container and print its ID' },
    { line: 'crix create --with-pull 260435508cb0e web.yaml pod.yaml', does: 'Pull its image first' },
  ],
  async run(context, args) {
    const { flags, positionals } = args;
    if (asksForSchema(positionals)) return void (await printSchema(context, 'ContainerConfig'));
    const [podWord = '', containerPath = '', podPath] = positionals;
    if (podPath === undefined) {
      if (context.persona === 'crictl') return 'help';
      throw usageError('create needs a POD, a CONTAINER-FILE and a POD-FILE');
    }
    const withPull = decidePull(flags, context.settings.pullImageOnCreate);
    const pullTimeout = pullTimeoutMs(flags['pull-timeout']);
    checkStdinOnce(containerPath, podPath);
    const { config } = await warned(context, readContainerSpec(specInput(context, containerPath)));
    // An empty path sends no pod configuration, as crictl does.
    const podSpec = podPath === '' ? undefined : await warned(context, readPodSpec(specInput(context, podPath)));
    const login = await readLogin(context, args);
    const { signal } = context;
    const { runtime } = await context.cri();
    const pod = await findPod(context, podWord, podSpec);
    for (const image of withPull ? imagesOf(config) : []) {
      await pullShowingProgress(context, { image, sandboxConfig: pod.sandboxConfig, login, timeoutMs: pullTimeout });
    }
    const timeoutMs = cancelTimeoutMs(context, flags['cancel-timeout']);
    const input = { ...pod, config, timeoutMs, signal };
    await context.io.stdout.write(`${await createContainerTidily(runtime, input, tidyUp(context))}\n`);
    return undefined;
  },
});

/**
 * Under the name crictl the words go to the runtime as they are. Else the pod may be named, and a file without uid gets the uid that
 * was made when the pod was started.
 */
async function findPod(context: Context, word: string, spec: PodSpec | undefined): Promise<PodOfContainer> {
  if (context.persona === 'crictl') return { podId: word, ...(spec && { sandboxConfig: spec.config }) };
  const { runtime } = await context.cri();
  const { id, uid } = await lookUpPod(runtime, word);
  if (spec === undefined) return { podId: id };
  const { config, isUidMade } = spec;
  return { podId: id, sandboxConfig: isUidMade ? { ...config, metadata: { ...config.metadata, uid } } : config };
}
