/** What a pipe takes whole or not at all; Bun repeats a part of longer writes when a non-blocking pipe is full. */
const wholeWriteBytes = 4096;
/** Loading node:fs takes as long as a hundred small writes. */
export const smallOutputBytes = 64 * wholeWriteBytes;

interface BunOutput {
  stdout: unknown;
  stderr: unknown;
  write(file: unknown, bytes: Uint8Array): Promise<number>;
}

/** Writes without node:fs. Rejects when nobody reads any more. */
export async function writeByBun(fd: number, bytes: Uint8Array): Promise<void> {
  const { Bun } = globalThis as unknown as { Bun: BunOutput };
  const file = fd === 1 ? Bun.stdout : Bun.stderr;
  for (let at = 0; at < bytes.length; at += wholeWriteBytes)
    await Bun.write(file, bytes.subarray(at, at + wholeWriteBytes));
}
