import { execFile } from 'node:child_process';

const limitMs = 5000;

/** What a program prints on stdout; undefined when it cannot be run, fails or takes too long. */
export function programOutput(program: string, args: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, args, { timeout: limitMs, encoding: 'utf8' }, (error, stdout) =>
      resolve(error ? undefined : stdout),
    );
  });
}
