import { defineCommand } from '../cli/define.ts';

export const command = defineCommand({
  name: 'version',
  summary: "Show the runtime's version",
  usage: '',
  flags: {},
  arity: { min: 0, max: 0, wrong: 'help' },
  examples: [
    { line: 'crix version', does: 'Show the version of the runtime and of its API' },
    { line: 'crix -r unix:///run/crio/crio.sock version', does: 'Ask another runtime' },
  ],
  async run(context) {
    const { runtime } = await context.cri();
    const reply = await runtime.version({ version: 'v1' });
    await context.io.stdout.write(
      `Version:  ${reply.version}\nRuntimeName:  ${reply.runtimeName}\nRuntimeVersion:  ${reply.runtimeVersion}\nRuntimeApiVersion:  ${reply.runtimeApiVersion}\n`,
    );
    return undefined;
  },
});
