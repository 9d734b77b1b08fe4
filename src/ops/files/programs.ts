import { PassThrough, Readable } from 'node:stream';
import type { RuntimeService } from '../../cri/api.ts';
import { CrixError } from '../../errors.ts';
import type { ByteSink } from '../../stream/output-pump.ts';
import { runSession } from '../../stream/session.ts';
import type { Ending } from '../../stream/status.ts';
import type { Connection } from '../sessions/streams.ts';
import type { Programs } from './by-tar.ts';

/** Runs programs of a container by CRI's exec. */
export function programsOf(runtime: RuntimeService, containerId: string, connection: Connection): Programs {
  const start = async (cmd: readonly string[], streams: { stdin?: Readable; stdout: ByteSink }): Promise<void> => {
    const said: Uint8Array[] = [];
    const stderr = { write: async (bytes: Uint8Array) => void said.push(bytes) };
    const request = { containerId, cmd, stdin: streams.stdin !== undefined, stdout: true, stderr: true, tty: false };
    const { url } = await runtime.exec(request, { timeoutMs: 0 });
    const ending = await runSession({ ...connection, transport: 'spdy', url, ...streams, stderr });
    if (ending.kind !== 'success') throw failed(cmd, ending, Buffer.concat(said).toString('utf8'));
  };
  return {
    async status(cmd) {
      const { exitCode } = await runtime.execSync({ containerId, cmd, timeout: 10n });
      return exitCode;
    },
    async *read(cmd) {
      const pipe = new PassThrough();
      const over = start(cmd, { stdout: sinkOf(pipe) }).then(
        () => pipe.end(),
        (error: Error) => pipe.destroy(error),
      );
      yield* pipe;
      await over;
    },
    async write(cmd, input) {
      await start(cmd, { stdin: Readable.from(input), stdout: { write: async () => undefined } });
    },
  };
}

/** Waits while nobody reads. */
function sinkOf(pipe: PassThrough): ByteSink {
  return {
    write(bytes) {
      if (pipe.write(bytes)) return Promise.resolve();
      return new Promise((resolve) => pipe.once('drain', resolve));
    },
  };
}

function failed(command: readonly string[], ending: Ending, said: string): CrixError {
  const why =
    said.trim().split('\n')[0] || (ending.kind === 'failure' ? ending.message : `it ended with ${statusOf(ending)}`);
  return new CrixError('failure', `${command[0]} in the container failed: ${why}`, {
    hint: 'where the files of a container are not on this machine, copying takes its own tar program',
  });
}

function statusOf(ending: Ending): string {
  return ending.kind === 'exit' ? `status ${ending.code}` : 'a status that is not known';
}
