import { CrixError, type ErrorKind, messageOf } from '../errors.ts';
import type { Persona, Sink } from './define.ts';

/** Exit statuses. docs/decisions/0001-exit-statuses.md explains them and a test compares the two. */
export const exitStatus = {
  ok: 0,
  failure: 1,
  usage: 2,
  unknownCommand: 3,
  dockerUsage: 125,
  closedPipe: 141,
} as const;

const interruptedStatus = 130;

/** The status of a failure that carries none of its own. */
export function statusOf(error: unknown, persona: Persona): number {
  if (!(error instanceof CrixError)) return exitStatus.failure;
  if (error.status !== undefined) return error.status;
  const byKind: Partial<Record<ErrorKind, number>> = { cancelled: interruptedStatus, usage: usageStatus(persona) };
  return byKind[error.kind] ?? exitStatus.failure;
}

function usageStatus(persona: Persona): number {
  return { crix: exitStatus.usage, crictl: exitStatus.failure, docker: exitStatus.dockerUsage }[persona];
}

export interface ErrorStyle {
  program: string;
  debug: boolean;
}

/** One line for what went wrong, one for what to do; a stack only with --debug. */
export async function printError(stderr: Sink, error: unknown, style: ErrorStyle): Promise<void> {
  const lines = error instanceof CrixError ? linesOf(error, style) : unexpectedLines(error, style);
  // One write: several commands' worth of errors may be printed at the same time.
  if (lines.length > 0) await stderr.write(`${lines.join('\n')}\n`);
}

function linesOf(error: CrixError, { program, debug }: ErrorStyle): string[] {
  const { message, hint, cause } = error;
  return [
    // A remote command's own status needs no words unless there are some.
    ...(message === '' ? [] : [`${program}: ${oneLine(message)}`]),
    ...(hint === undefined ? [] : [oneLine(hint)]),
    ...(debug && cause instanceof Error ? stackOf(cause) : []),
  ];
}

function unexpectedLines(error: unknown, { program, debug }: ErrorStyle): string[] {
  return [
    `${program}: unexpected error: ${oneLine(messageOf(error))}`,
    'this is a bug in crix: please report it with the command line and the output of --debug',
    ...(debug && error instanceof Error ? stackOf(error) : []),
  ];
}

/** It begins with the message, in which there may be anything. */
function stackOf({ stack = '' }: Error): string[] {
  return stack.split('\n').map(oneLine);
}

/** Texts from a runtime may hold anything: nothing of it may move the cursor or fake a second message. */
export function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').replace(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu, (char) => {
    const code = char.charCodeAt(0);
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
}
