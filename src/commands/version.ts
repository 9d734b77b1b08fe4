import { defineCommand } from '../cli/define.ts';
import { visible } from '../output/visible.ts';

/** What kubelet and crictl name as the API they speak. */
const apiVersion = 'v1';

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
    const reply = await runtime.version({ version: apiVersion });
    const rows = [
      ['Version', reply.version],
      ['RuntimeName', reply.runtimeName],
      ['RuntimeVersion', reply.runtimeVersion],
      ['RuntimeApiVersion', reply.runtimeApiVersion],
    ] as const;
    await context.io.stdout.write(rows.map(([name, value]) => `${name}:  ${visible(value)}\n`).join(''));
    return undefined;
  },
});
