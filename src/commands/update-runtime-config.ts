import { defineCommand } from '../cli/define.ts';

export const command = defineCommand({
  name: 'update-runtime-config',
  summary: "Change the runtime's pod network",
  usage: '--pod-cidr CIDR',
  flags: {
    'pod-cidr': {
      type: 'string',
      short: 'p',
      metavar: 'CIDR',
      help: 'Addresses that pods get, such as 10.1.0.0/16. Runtimes with a CNI configuration of their own ignore it',
    },
  },
  arity: { min: 0, max: 0, wrong: 'help' },
  examples: [{ line: 'crix update-runtime-config --pod-cidr 10.1.0.0/16', does: 'Set the range of pod addresses' }],
  async run(context, { flags, given }) {
    if (!given.has('pod-cidr')) return 'help';
    const { runtime } = await context.cri();
    await runtime.updateRuntimeConfig({
      runtimeConfig: { networkConfig: { podCidr: flags['pod-cidr'] ?? '' } },
    });
    return undefined;
  },
});
