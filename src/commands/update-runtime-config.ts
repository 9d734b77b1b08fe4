import { defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';

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
  examples: [
    { line: 'crix update-runtime-config --pod-cidr 10.1.0.0/16', does: 'Set the range of pod addresses' },
    { line: 'crix update-runtime-config -p 10.1.0.0/16,fd00:1::/64', does: 'Set one range for each address family' },
  ],
  async run(context, { flags, given }) {
    if (!given.has('pod-cidr')) {
      if (context.persona === 'crictl') return 'help';
      throw usageError('update-runtime-config has nothing to change', 'give --pod-cidr CIDR');
    }
    if (context.persona !== 'crictl') await checkRanges(flags['pod-cidr'] ?? '');
    const { runtime } = await context.cri();
    await runtime.updateRuntimeConfig({
      runtimeConfig: { networkConfig: { podCidr: flags['pod-cidr'] ?? '' } },
    });
    return undefined;
  },
});

/** The runtime writes what it is given into the node's CNI configuration. @throws CrixError of kind usage */
async function checkRanges(text: string): Promise<void> {
  const { isIP } = await import('node:net');
  for (const range of text.split(',')) {
    const [, address = '', bits = ''] = /^(.*)\/(\d{1,3})$/.exec(range) ?? [];
    const family = isIP(address);
    if (family !== 0 && Number(bits) <= (family === 4 ? 32 : 128)) continue;
    throw usageError(
      `invalid value ${JSON.stringify(range)} for flag --pod-cidr: want a range of addresses such as 10.1.0.0/16`,
    );
  }
}
