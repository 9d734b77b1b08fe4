/** What a pipe takes whole or not at all; Bun repeats a part of longer writes when a non-blocking pipe is full. */
export const wholeWriteBytes = 4096;

interface BunOutput {
  stdout: unknown;
  stderr: unknown;
  write(file: unknown, bytes: Uint8Array): Promise<number>;
}

/** Writes at most `wholeWriteBytes` without node:fs. Rejects when nobody reads any more. */
export async function writeByBun(fd: number, bytes: Uint8Array): Promise<void> {
  const { Bun } = globalThis as unknown as { Bun: BunOutput };
  await Bun.write(fd === 1 ? Bun.stdout : Bun.stderr, bytes);
}
