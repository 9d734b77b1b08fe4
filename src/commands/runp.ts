import { defineCommand } from '../cli/define.ts';
import { runPodTidily } from '../ops/containers/run.ts';
import { readPodSpec } from '../ops/spec.ts';
import { cancelTimeoutFlag, cancelTimeoutMs, runtimeFlag, tidyUp } from './changing/make-flags.ts';
import { asksForSchema, printSchema, specInput, warned } from './changing/spec-files.ts';

export const command = defineCommand({
  name: 'runp',
  summary: 'Start a pod',
  description:
    'The file holds a PodSandboxConfig in JSON or YAML; `-` reads it from standard input. A missing uid is made. `runp jsonschema` prints its JSON Schema for editors.',
  usage: '[flags] POD-FILE',
  flags: { ...cancelTimeoutFlag, ...runtimeFlag },
  arity: { min: 1, max: 1, wrong: 'help' },
  separateShorts: true,
  examples: [
    { line: 'crix runp pod.yaml', does: 'Start a pod and print its ID' },
    {
      line: `echo '{"metadata": {"name": "a", "namespace": "b"}}' | crix runp -`,
      does: 'Start a pod from standard input',
    },
  ],
  async run(context, { flags, positionals }) {
    if (asksForSchema(positionals)) return void (await printSchema(context, 'PodSandboxConfig'));
    const [path = ''] = positionals;
    if (path === '') return 'help';
    const { config } = await warned(context, readPodSpec(specInput(context, path)));
    const { signal } = context;
    const { runtime } = await context.cri();
    const timeoutMs = cancelTimeoutMs(context, flags['cancel-timeout']);
    const input = { config, runtimeHandler: flags.runtime ?? '', timeoutMs, signal };
    await context.io.stdout.write(`${await runPodTidily(runtime, input, tidyUp(context))}\n`);
    return undefined;
  },
});
