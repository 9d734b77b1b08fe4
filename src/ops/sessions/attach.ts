import { setTimeout as pause } from 'node:timers/promises';
import type { RuntimeService } from '../../cri/api.ts';
import { runSession } from '../../stream/session.ts';
import type { Ending } from '../../stream/status.ts';
import { type ContainerDetails, detailsOf } from '../containers/details.ts';
import { failedTo } from '../failures.ts';
import { withContainer } from '../resolve.ts';
import { type AskOrder, askAndCheck, type Streams } from './streams.ts';

export interface AttachInput {
  /** An ID or its beginning; with `names` also a name. */
  readonly container: string;
  readonly names: boolean;
  readonly isInteractive: boolean;
  readonly tty: boolean;
}

export interface AttachOptions {
  readonly order?: AskOrder;
  /** Told what will not work as asked. */
  readonly warn?: (line: string) => Promise<void>;
}

/**
 * Joins our streams to a running container's until it ends or the user detaches. The runtime reports success at the end
 * whatever the container's exit code is, so that is asked for.
 */
export async function attach(
  runtime: RuntimeService,
  input: AttachInput,
  open: () => Promise<Streams>,
  { order = 'check-first', warn = async () => {} }: AttachOptions = {},
): Promise<Ending> {
  let containerId = input.container;
  const ask = () =>
    withContainer(runtime, input.container, { names: input.names, preferRunning: true }, (id) => {
      containerId = id;
      return requestAttach(runtime, id, input);
    });
  const [url, streams] = await askAndCheck(order, ask, open);
  let made: Promise<MadeWith | undefined> = Promise.resolve(undefined);
  const onOpen = () => {
    if (!input.isInteractive && !input.tty) return;
    // The session goes on meanwhile: this question must not delay it, nor end it when it fails.
    made = howMade(runtime, containerId).catch(() => undefined);
    made.then((facts) => warnOfMismatch(input, facts, warn)).catch(() => {});
  };
  // In any other container, containerd takes the end of our input for a wish to leave, and cuts the output off.
  const passesStdinEnd = async () => (await made)?.stdin_once ?? true;
  const ending = await runSession({ ...streams, url, onOpen, passesStdinEnd });
  return ending.kind === 'success' ? exitOf(runtime, containerId) : ending;
}

type MadeWith = NonNullable<ContainerDetails['config']>;

/** The outputs end a moment before the runtime has noticed the exit. */
const exitLooks = 20;
const exitPauseMs = 100;

async function exitOf(runtime: RuntimeService, containerId: string): Promise<Ending> {
  for (let left = exitLooks; left > 0; left--) {
    const { status } = await runtime.containerStatus({ containerId });
    if (status?.state === 'CONTAINER_EXITED') return endingOf(status.exitCode);
    await pause(exitPauseMs);
  }
  // It has closed its outputs and goes on.
  return { kind: 'success' };
}

function endingOf(code: number): Ending {
  return code === 0 ? { kind: 'success' } : { kind: 'exit', code };
}

async function requestAttach(runtime: RuntimeService, containerId: string, input: AttachInput): Promise<string> {
  const { isInteractive, tty } = input;
  try {
    const request = { containerId, stdin: isInteractive, tty, stdout: true, stderr: !tty };
    return (await runtime.attach(request, { timeoutMs: 0 })).url;
  } catch (error) {
    throw failedTo(`attach to container ${containerId}`, error);
  }
}

async function howMade(runtime: RuntimeService, containerId: string): Promise<MadeWith | undefined> {
  const { info } = await runtime.containerStatus({ containerId, verbose: true });
  const { config } = detailsOf(info);
  return config && { stdin_once: false, ...config };
}

/** The runtime accepts a wrong tty, and input that goes nowhere, without a word. */
async function warnOfMismatch(
  input: AttachInput,
  made: MadeWith | undefined,
  warn: (line: string) => Promise<void>,
): Promise<void> {
  for (const line of made === undefined ? [] : mismatches(input, made)) await warn(line);
}

function mismatches({ isInteractive, tty }: AttachInput, made: MadeWith): string[] {
  const found: [boolean, string][] = [
    [tty && !made.tty, 'the container has no terminal: lines may come out staggered; leave out -t'],
    [!tty && made.tty === true, 'the container has a terminal: attach with -it to use it'],
    [isInteractive && !made.stdin, 'the container was made without stdin: what is typed is lost'],
    [
      isInteractive && made.stdin_once === true,
      'the container takes input only once: after detaching nothing more can be sent to it',
    ],
  ];
  return found.filter(([applies]) => applies).map(([, line]) => line);
}
