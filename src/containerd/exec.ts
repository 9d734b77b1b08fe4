import { randomBytes } from 'node:crypto';
import { RpcError } from '../cri/transport/transport.ts';
import { CrixError } from '../errors.ts';
import { type Ending, startFailure } from '../stream/status.ts';
import type { ContainerdServices, TaskExecInput } from './api.ts';
import { readContainerFile } from './container-files.ts';
import { resolveUser } from './container-user.ts';
import { TaskSession } from './exec-session.ts';
import { openFifos, type StreamName } from './fifos.ts';
import type { Any } from './gen/types.ts';
import { processFor } from './process-spec.ts';

/** The container and the name that containerd knows the process by. */
export interface ProcessName {
  readonly containerId: string;
  readonly execId: string;
}

/** Longer than killing or collecting a process takes. */
const killTimeoutMs = 5000;
const collectTimeoutMs = 500;

/**
 * Runs a command in a container through containerd's Tasks service. Only works on the node itself, as root.
 * @throws CrixError when it cannot be prepared, when containerd goes away, or when `signal` aborts
 */
export async function execInTask(services: ContainerdServices, input: TaskExecInput): Promise<Ending> {
  input.signal.throwIfAborted();
  const spec = await prepare(services, input);
  const name: ProcessName = { containerId: input.containerId, execId: `crix-${randomBytes(12).toString('hex')}` };
  return input.detach === true ? startOnly(services, name, spec, input) : runAttached(services, name, spec, input);
}

async function prepare({ containers, tasks }: ContainerdServices, input: TaskExecInput): Promise<Any> {
  const { containerId, signal } = input;
  const [{ container }, { process }] = await Promise.all([
    containers.get({ id: containerId }, { signal }),
    tasks.get({ containerId }, { signal }),
  ]);
  if (container?.spec === undefined || process?.status !== 'RUNNING') {
    throw new CrixError('failure', `container ${containerId} is not running`);
  }
  const { pid } = process;
  const read = (path: string): string => readContainerFile(pid, path) ?? '';
  const user = input.user && resolveUser(input.user, { passwd: read('/etc/passwd'), group: read('/etc/group') });
  return processFor(container.spec, input, user || undefined);
}

async function startOnly(
  { tasks }: ContainerdServices,
  name: ProcessName,
  spec: Any,
  { signal, terminal, onOpen }: TaskExecInput,
): Promise<Ending> {
  await tasks.exec({ ...name, spec, terminal: terminal !== undefined }, { signal });
  const failure = await start({ tasks }, name, signal);
  if (failure !== undefined) await forget({ tasks }, name, true);
  else onOpen?.();
  return failure ?? { kind: 'detached' };
}

async function runAttached(
  services: ContainerdServices,
  name: ProcessName,
  spec: Any,
  input: TaskExecInput,
): Promise<Ending> {
  const { tasks } = services;
  const { signal, terminal } = input;
  const fifos = await openFifos(streamsOf(input));
  let isKnown = false;
  let ending: Ending | undefined;
  try {
    // A terminal has no stderr; elsewhere containerd 1.6 fails if one of the outputs is missing.
    const elsewhere = terminal === undefined ? { stdout: '/dev/null', stderr: '/dev/null' } : {};
    await tasks.exec({ ...name, ...elsewhere, ...fifos.paths, terminal: terminal !== undefined, spec }, { signal });
    isKnown = true;
    const session = new TaskSession(tasks, name, fifos, input);
    ending = await start(services, name, signal);
    fifos.started();
    ending ??= await session.run();
    return ending;
  } finally {
    if (ending?.kind === 'detached') fifos.abandon();
    else if (isKnown) await forget(services, name, ending !== undefined);
    await fifos.remove();
  }
}

function streamsOf({ stdin, stdout, stderr, terminal }: TaskExecInput): StreamName[] {
  const wanted = { stdin, stdout, stderr: terminal === undefined ? stderr : undefined };
  return (['stdin', 'stdout', 'stderr'] as const).filter((name) => wanted[name] !== undefined);
}

/** An ending where the command could not be started. */
async function start(
  { tasks }: Pick<ContainerdServices, 'tasks'>,
  name: ProcessName,
  signal: AbortSignal,
): Promise<Ending | undefined> {
  try {
    await tasks.start(name, { signal, timeoutMs: 0 });
    return undefined;
  } catch (error) {
    if (error instanceof CrixError && error.kind === 'runtime' && error.cause instanceof RpcError) {
      return startFailure(error.cause.details);
    }
    throw error;
  }
}

/**
 * A process that nobody can talk to any more must not stay, running or not. Of one that has ended containerd still waits for the
 * outputs, which a child may hold open: it goes on with that by itself.
 */
async function forget(
  { tasks }: Pick<ContainerdServices, 'tasks'>,
  name: ProcessName,
  hasEnded: boolean,
): Promise<void> {
  const { signal } = new AbortController();
  if (!hasEnded) {
    await tasks.kill({ ...name, signal: 9 }, { signal, timeoutMs: killTimeoutMs }).catch(() => {});
    await tasks.wait(name, { signal, timeoutMs: killTimeoutMs }).catch(() => {});
  }
  await tasks.deleteProcess(name, { signal, timeoutMs: collectTimeoutMs }).catch(() => {});
}
