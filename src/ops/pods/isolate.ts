import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError, messageOf } from '../../errors.ts';
import { detailsOf } from '../containers/details.ts';

const run = promisify(execFile);

/**
 * Takes all interfaces but the loopback out of a pod's network namespace: CRI cannot make a pod without a network. Works on the
 * node itself, as root, with the host's nsenter and ip.
 *
 * @throws CrixError where that cannot be done
 */
export async function isolatePod(runtime: RuntimeService, podId: string): Promise<void> {
  const { info } = await runtime.podSandboxStatus({ podSandboxId: podId, verbose: true });
  const namespaces = detailsOf(info).runtimeSpec?.linux?.namespaces ?? [];
  const path = namespaces.find(({ type }) => type === 'network')?.path;
  if (path === undefined || path === '') throw impossible('the runtime does not tell where the network of its pods is');
  try {
    for (const name of interfacesIn((await inNamespace(path, ['-o', 'link'])).stdout)) {
      await inNamespace(path, ['link', 'delete', name]);
    }
  } catch (error) {
    throw impossible(messageOf(error));
  }
}

function inNamespace(path: string, words: readonly string[]): Promise<{ stdout: string }> {
  return run('nsenter', [`--net=${path}`, 'ip', ...words]);
}

/** `2: eth0@if5: <BROADCAST…`. Tunnels that the kernel makes by itself (tunl0, sit0) cannot be deleted, and lead nowhere. */
function interfacesIn(text: string): string[] {
  return [...text.matchAll(/^\d+: ([^:@\s]+)(@\S+)?:/gm)]
    .filter(([, name = '', peer]) => name !== 'lo' && peer !== '@NONE')
    .map(([, name = '']) => name);
}

function impossible(why: string): CrixError {
  return new CrixError('unsupported', `--network none cannot be had: ${why.split('\n')[0]}`);
}
