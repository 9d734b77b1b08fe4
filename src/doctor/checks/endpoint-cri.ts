import type { Plugin } from '../../containerd/api.ts';
import { CrixError, messageOf } from '../../errors.ts';
import { generationOf } from '../containerd-config.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';

const { ok, fail, skipped } = findingsOf('endpoint.cri');

export const check: Check = {
  id: 'endpoint.cri',
  group: 'endpoint',
  title: 'does it speak CRI v1?',
  async run(facts) {
    if (!facts.looksAtRuntime) return [skipped('no endpoint was named beside --root')];
    if ((await facts.errno().catch(() => 'EINVAL')) !== undefined) return [skipped('nobody listens')];
    try {
      const { version } = await facts.runtime();
      const { runtimeName, runtimeVersion, runtimeApiVersion } = version;
      if (runtimeApiVersion === 'v1') return [ok(`${runtimeName} ${runtimeVersion}, CRI ${runtimeApiVersion}`)];
      return [tooOld(`${runtimeName} ${runtimeVersion} speaks CRI ${runtimeApiVersion}`)];
    } catch (error) {
      return [await silent(facts, error)];
    }
  },
};

async function silent(facts: Facts, error: unknown): Promise<Finding> {
  const code = error instanceof CrixError ? error.code : undefined;
  if (code === 'DeadlineExceeded') {
    return fail('mute', 'somebody accepts connections, but never answers', {
      why: "it hangs, or the socket is not the runtime's: containerd's .ttrpc socket behaves so",
      next: ['crix config runtime-endpoint unix:///run/containerd/containerd.sock', 'systemctl restart containerd'],
    });
  }
  if (code === 'Unimplemented') return notCri(facts);
  // containerd's words from when it listens until its CRI plugin is ready.
  if (code === 'Unavailable' && messageOf(error).includes('not initialized yet')) {
    return fail('starting', 'the runtime is still starting', {
      why: 'it listens already, but answers nothing yet; that takes seconds, and longer only where it is stuck',
      next: ['crix doctor'],
    });
  }
  return fail('foreign', `what listens there is no CRI runtime: ${messageOf(error)}`, {
    why: 'docker.sock and other HTTP servers look like this',
    next: ['crix config init -y'],
  });
}

/** containerd answers Unimplemented when its CRI plugin is off: its own services say why. */
async function notCri(facts: Facts): Promise<Finding> {
  const state = await facts.criState();
  const { path } = await facts.config();
  const version = (await facts.containerd())?.version;
  if (state === undefined) return fail('not-cri', 'a gRPC server answers, but it has no CRI v1 and is no containerd');
  if (state.state === 'failed') {
    return fail('failed', `containerd ${version} runs, but its CRI plugin failed: ${reasonOf(state.failed)}`, {
      why: 'no pod can be started; those that run go on',
      next: ['crix doctor runtime', 'systemctl restart containerd'],
    });
  }
  if (state.state === 'disabled') {
    return fail('disabled', `containerd ${version} runs, but its CRI plugin is switched off`, {
      why: `disabled_plugins in ${path}, or in a file it imports, names it; Docker's packages do so`,
      next: [facts.fixCommand('runtime.config'), 'systemctl restart containerd'],
    });
  }
  if (generationOf(version) === undefined) return fail('not-cri', 'containerd runs without CRI v1');
  return tooOld(`containerd ${version} has no CRI v1`);
}

/** The first error is the cause: the others only say that it failed. */
function reasonOf([first]: readonly Plugin[]): string {
  return first?.initError ?? 'it does not say why';
}

function tooOld(seen: string): Finding {
  return fail('old', seen, {
    why: 'CRI v1 came with containerd 1.6 and CRI-O 1.23',
    next: ['upgrade the runtime, or use the crictl of its time'],
  });
}
