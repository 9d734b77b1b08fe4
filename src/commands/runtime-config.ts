import { defineCommand } from '../cli/define.ts';
import { CrixError } from '../errors.ts';

export const command = defineCommand({
  name: 'runtime-config',
  summary: 'Show the cgroup driver that the runtime uses',
  description:
    'kubelet has to use the same one. Runtimes that are too old to say so answer that the call is unimplemented.',
  usage: '',
  flags: {},
  arity: { min: 0, max: 0, wrong: 'help' },
  examples: [
    { line: 'crix runtime-config', does: 'Show whether systemd or cgroupfs keeps the cgroups' },
    { line: 'crix -r unix:///run/crio/crio.sock runtime-config', does: 'Ask another runtime' },
  ],
  async run(context) {
    const { runtime } = await context.cri();
    const { linux } = await runtime.runtimeConfig({}).catch(refuseKindly);
    if (linux !== undefined) await context.io.stdout.write(`cgroup driver:   ${linux.cgroupDriver}\n`);
    return undefined;
  },
});

/** @throws what it is given, explained where the runtime is merely too old */
function refuseKindly(error: unknown): never {
  if (!(error instanceof CrixError) || error.kind !== 'unsupported') throw error;
  throw new CrixError('unsupported', 'this runtime does not say which cgroup driver it uses (Unimplemented)', {
    hint: 'containerd does from version 2.0 on; before, look for SystemdCgroup in the output of `crix info`',
    cause: error,
  });
}
