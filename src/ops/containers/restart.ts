import type { RuntimeService } from '../../cri/api.ts';
import { CrixError } from '../../errors.ts';
import { containerFacts } from './details.ts';
import { managedPodOf } from './managed-pod.ts';
import { startContainer } from './start.ts';
import { type StartAgainInput, startable } from './start-again.ts';

export interface RestartInput extends StartAgainInput {
  stop(id: string): Promise<void>;
}

/**
 * Stops a container that `docker run` made and starts one like it in its place, as CRI starts a container only once.
 *
 * @returns the ID of the one that runs now
 * @throws CrixError of kind unsupported, and nothing is stopped, where it belongs to somebody else
 */
export async function restartContainer(
  runtime: RuntimeService,
  { id: word, name }: { id: string; name: string },
  input: RestartInput,
): Promise<string> {
  const { status } = await containerFacts(runtime, word);
  // Before it is stopped: it could not be started again.
  if ((await managedPodOf(runtime, status.id)) === undefined) throw notOurs(name);
  await input.stop(status.id);
  const ready = await startable(runtime, status.id, input);
  if (ready === undefined) return status.id;
  await startContainer(runtime, ready);
  return ready;
}

function notOurs(name: string): CrixError {
  return new CrixError('unsupported', `container ${name} was not made by run, and CRI starts a container only once`, {
    hint: "if it is the kubelet's, stopping it is enough: the kubelet starts it again",
  });
}
