import { CrixError, type ErrorKind } from '../errors.ts';
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
  if (error instanceof CrixError) {
    // A remote command's own status needs no words unless there are some.
    if (error.message !== '') await stderr.write(`${style.program}: ${oneLine(error.message)}\n`);
    if (error.hint !== undefined) await stderr.write(`${oneLine(error.hint)}\n`);
    if (style.debug && error.cause instanceof Error) await stderr.write(`${error.cause.stack}\n`);
    return;
  }
  const text = error instanceof Error ? error.message : String(error);
  await stderr.write(`${style.program}: unexpected error: ${oneLine(text)}\n`);
  await stderr.write('this is a bug in crix: please report it with the command line and the output of --debug\n');
  if (style.debug && error instanceof Error) await stderr.write(`${error.stack}\n`);
}

/** Texts from a runtime may hold anything: nothing of it may move the cursor or fake a second message. */
function oneLine(text: string): string {
  return text.replace(/\s*[\r\n]+\s*/g, ' ').replace(/\p{Cc}/gu, (char) => {
    return `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
}
