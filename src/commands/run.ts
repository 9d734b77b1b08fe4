import { defineCommand } from '../cli/define.ts';
import { type RunInput, runContainer } from '../ops/containers/run.ts';
import { imagesOf } from '../ops/images/pull.ts';
import { readContainerSpec, readPodSpec } from '../ops/spec.ts';
import { cancelTimeoutMs, decidePull, makeFlags, runtimeFlag, tidyUp } from './changing/make-flags.ts';
import { pullShowingProgress, pullTimeoutMs } from './changing/pull-image.ts';
import { readLogin } from './changing/registry-login.ts';
import { checkStdinOnce, specInput, warned } from './changing/spec-files.ts';

export const command = defineCommand({
  name: 'run',
  summary: 'Start a container in a new pod',
  description:
    'Reads both files first, starts the pod, pulls the images, creates the container and starts it. When it is interrupted, the pod is removed again.',
  usage: '[flags] CONTAINER-FILE POD-FILE',
  flags: { ...makeFlags, ...runtimeFlag },
  arity: { min: 2, max: 2, wrong: 'help' },
  separateShorts: true,
  examples: [
    { line: 'crix run web.yaml pod.yaml', does: 'Start a container and print its ID' },
    {
      line: 'crix run --no-pull --runtime kata web.yaml pod.yaml',
      does: 'Use another runtime handler and a local image',
    },
  ],
  async run(context, args) {
    const { flags, positionals } = args;
    const [containerPath = '', podPath = ''] = positionals;
    const withPull = decidePull(flags, !context.settings.disablePullOnRun);
    const pullTimeout = pullTimeoutMs(flags['pull-timeout']);
    checkStdinOnce(containerPath, podPath);
    const { config: pod } = await warned(context, readPodSpec(specInput(context, podPath)));
    const { config: container } = await warned(context, readContainerSpec(specInput(context, containerPath)));
    const login = await readLogin(context, args);
    const { signal } = context;
    const { runtime } = await context.cri();
    const input = {
      pod,
      container,
      runtimeHandler: flags.runtime ?? '',
      timeoutMs: cancelTimeoutMs(context, flags['cancel-timeout']),
      images: withPull ? imagesOf(container) : [],
      pull: async (image: RunInput['images'][number]) => {
        await pullShowingProgress(context, { image, sandboxConfig: pod, login, timeoutMs: pullTimeout });
      },
      signal,
    };
    await context.io.stdout.write(`${await runContainer(runtime, input, tidyUp(context))}\n`);
    return undefined;
  },
});
