import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { afterEach, test } from 'node:test';
import { attach } from '../../../../src/ops/sessions/attach.ts';
import type { Streams } from '../../../../src/ops/sessions/streams.ts';
import { fakeCri } from '../../../support/fake-cri.ts';
import { SpdyPeer, type SpdyStream } from '../../../support/fake-spdy-peer.ts';
import { type FakeStreamingServer, startStreamingServer } from '../../../support/fake-streaming-server.ts';
import { Collector } from '../../../support/fake-terminal.ts';

const servers: FakeStreamingServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

/** Takes a line and ends; the streams are handed to `look` just before. */
async function runtimeThatReads(look: (stdin: SpdyStream) => Promise<void>): Promise<string> {
  const behave = async (peer: SpdyPeer): Promise<void> => {
    const [errorId = 0, , out = 0, err = 0] = await peer.accept('error', 'stdin', 'stdout', 'stderr');
    const stdin = await peer.stream('stdin');
    await peer.until(() => stdin.received.length > 0);
    await look(stdin);
    await peer.finish({ status: 'Success' }, [out, err], errorId);
  };
  const server = await startStreamingServer((request, socket) => {
    behave(new SpdyPeer(request, socket)).catch((error) => socket.destroy(error));
  });
  servers.push(server);
  return server.url;
}

const input = { container: 'abc', names: false, isInteractive: true, tty: false };
const open = async (): Promise<Streams> => ({
  transport: 'spdy',
  tls: { skipVerification: true },
  handshakeTimeoutMs: 10_000,
  signal: new AbortController().signal,
  stdin: Readable.from([Buffer.from('line\n')]),
  stdout: new Collector(),
  stderr: new Collector(),
});

const exited = { state: 'CONTAINER_EXITED', exitCode: 5 } as const;
const madeWith = (config: object) => ({ status: exited, info: { info: JSON.stringify({ config }) } });

test('the exit code is the container’s, which the session does not tell', async (t) => {
  let looks = 0;
  const url = await runtimeThatReads(async () => {});
  const cri = fakeCri(t, {
    attach: () => ({ url }),
    containerStatus: ({ verbose }) => {
      if (verbose) return madeWith({ stdin: true });
      // The runtime notices the exit a moment later.
      looks++;
      return { status: looks > 1 ? exited : { state: 'CONTAINER_RUNNING' } };
    },
  });
  assert.deepEqual(await attach(cri.runtime, input, open), { kind: 'exit', code: 5 });
  assert.equal(looks, 2);
});

test('the end of input is told only to a container that takes input once', async (t) => {
  for (const stdinOnce of [true, false]) {
    let wasTold: boolean | undefined;
    const url = await runtimeThatReads(async (stdin) => {
      // Several turns of the loop, in which the client has answers to its question and could send the end.
      for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
      wasTold = stdin.hasEnded;
    });
    const cri = fakeCri(t, {
      attach: () => ({ url }),
      containerStatus: ({ verbose }) =>
        verbose ? madeWith({ stdin: true, stdin_once: stdinOnce }) : { status: exited },
    });
    await attach(cri.runtime, input, open);
    assert.equal(wasTold, stdinOnce);
  }
});

test('what the container was not made for is said', async (t) => {
  const url = await runtimeThatReads(async () => {});
  const cri = fakeCri(t, {
    attach: () => ({ url }),
    containerStatus: ({ verbose }) => (verbose ? madeWith({ tty: true }) : { status: exited }),
  });
  const lines: string[] = [];
  await attach(cri.runtime, input, open, { warn: async (line) => void lines.push(line) });
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? '', /has a terminal/);
  assert.match(lines[1] ?? '', /made without stdin/);
});
