import type { RuntimeService } from '../../cri/api.ts';
import { runSession } from '../../stream/session.ts';
import type { Ending } from '../../stream/status.ts';
import { failedTo } from '../failures.ts';
import { type AskOrder, askAndCheck, type Streams } from './streams.ts';

export interface AttachInput {
  readonly containerId: string;
  readonly isInteractive: boolean;
  readonly tty: boolean;
}

async function requestAttach(runtime: RuntimeService, input: AttachInput): Promise<string> {
  try {
    const { url } = await runtime.attach(
      {
        containerId: input.containerId,
        stdin: input.isInteractive,
        tty: input.tty,
        stdout: true,
        stderr: !input.tty,
      },
      { timeoutMs: 0 },
    );
    return url;
  } catch (error) {
    throw failedTo(`attach to container ${input.containerId}`, error);
  }
}

/**
 * Joins our streams to a running container's until it ends or the user detaches. The runtime reports success at the end
 * whatever the container's exit code is, so that is asked for.
 */
export async function attach(
  runtime: RuntimeService,
  input: AttachInput,
  open: () => Promise<Streams>,
  order: AskOrder = 'check-first',
): Promise<Ending> {
  const [url, streams] = await askAndCheck(order, () => requestAttach(runtime, input), open);
  const ending = await runSession({ ...streams, url });
  if (ending.kind !== 'success') return ending;
  const { status } = await runtime.containerStatus({ containerId: input.containerId });
  if (status?.state !== 'CONTAINER_EXITED' || status.exitCode === 0) return ending;
  return { kind: 'exit', code: status.exitCode };
}

/** What a container was made with, as containerd tells it in verbose status; other runtimes may tell nothing. */
interface MadeWith {
  readonly tty?: boolean;
  readonly stdin?: boolean;
  readonly stdin_once?: boolean;
}

/**
 * Reads from the runtime how the container was made, and says in words what will not work as asked. The runtime itself
 * accepts a wrong tty or input that goes nowhere without a word.
 */
export async function attachWarnings(runtime: RuntimeService, input: AttachInput): Promise<readonly string[]> {
  const { info } = await runtime.containerStatus({ containerId: input.containerId, verbose: true });
  const made = madeWith(info['info']);
  if (made === undefined) return [];
  const warnings: string[] = [];
  if (input.tty && !made.tty)
    warnings.push('the container has no terminal: lines may come out staggered; leave out -t');
  if (!input.tty && made.tty) warnings.push('the container has a terminal: attach with -it to use it');
  if (input.isInteractive && !made.stdin) warnings.push('the container was made without stdin: what is typed is lost');
  if (input.isInteractive && made.stdin && made.stdin_once) {
    warnings.push('the container reads input only once: after detaching, nothing more can be sent to it');
  }
  return warnings;
}

function madeWith(info: string | undefined): MadeWith | undefined {
  if (info === undefined) return undefined;
  try {
    const { config } = JSON.parse(info) as { config?: MadeWith };
    return config;
  } catch {
    return undefined;
  }
}
