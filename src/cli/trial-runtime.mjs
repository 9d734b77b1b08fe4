// A runtime with one container, pod and image. The builds run lists against it, to learn what of crix a list uses.
import { createServer } from 'node:net';

export const trialId = 'c'.repeat(64);

/** What is run, most wanted first. */
export const trialLines = [
  ['ps'],
  ['ps', '-a', '-o', 'json'],
  ['ps', '-q'],
  ['pods'],
  ['images'],
  ['inspect', trialId],
  ['version'],
];

/** protobuf: a field that holds fewer than 16,384 bytes, and one that holds a number below 128. */
const bytesField = (number, content) => {
  const { length } = content;
  const size = length < 128 ? [length] : [(length & 127) | 128, length >> 7];
  return Buffer.concat([Buffer.from([number * 8 + 2, ...size]), Buffer.from(content)]);
};
const numberField = (number, value) => Buffer.from([number * 8, value]);
const message = (...fields) => Buffer.concat(fields);

const labels = ['io.kubernetes.pod.name', 'io.kubernetes.pod.namespace', 'app'].map((key) =>
  message(bytesField(1, key), bytesField(2, 'trial')),
);
const metadata = message(bytesField(1, 'trial'));
const image = message(bytesField(1, `sha256:${'1'.repeat(64)}`));
const container = message(
  bytesField(1, trialId),
  bytesField(2, trialId),
  bytesField(3, metadata),
  bytesField(4, image),
  numberField(6, 1),
  numberField(7, 1),
  ...labels.map((label) => bytesField(8, label)),
);
const status = message(
  bytesField(1, trialId),
  bytesField(2, metadata),
  numberField(3, 1),
  numberField(4, 1),
  bytesField(8, image),
  bytesField(9, 'example.com/trial'),
);
const pod = message(
  bytesField(1, trialId),
  bytesField(2, message(bytesField(1, 'trial'), bytesField(2, 'uid'), bytesField(3, 'default'))),
  numberField(4, 1),
);
const stored = message(
  bytesField(1, `sha256:${'1'.repeat(64)}`),
  bytesField(2, 'example.com/trial:1.0'),
  numberField(4, 1),
);
const version = message(...['0.1.0', 'trial', '1.0', 'v1'].map((text, index) => bytesField(index + 1, text)));

const replies = {
  ListContainers: bytesField(1, container),
  ListPodSandbox: bytesField(1, pod),
  ListImages: bytesField(1, stored),
  ContainerStatus: bytesField(1, status),
  Version: version,
};

const frame = (type, flags, id, payload) => {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head.set([type, flags], 3);
  head.writeUInt32BE(id, 5);
  return Buffer.concat([head, payload]);
};
/** As servers written in Go send them: status 200 and the content type; a gRPC status of OK with an empty message. */
export const replyHeaders = Buffer.from('885f8b1d75d0620d263d4c4d6564', 'hex');
export const replyTrailers = Buffer.from('40889acac8b21234da8f013040899acac8b5254207317f00', 'hex');
const prefaceBytes = 24;

/** Makes crix ask the runtime at this path, whatever the machine's crictl.yaml says. */
export function trialEnv(path) {
  return { CONTAINER_RUNTIME_ENDPOINT: `unix://${path}`, IMAGE_SERVICE_ENDPOINT: `unix://${path}` };
}

/** Listens until it is closed. Answers each call that arrives in one piece, as crix sends it. */
export function startTrialRuntime(path) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write(frame(4, 0, 0, Buffer.alloc(0)));
    let isGreeted = false;
    socket.on('data', (chunk) => {
      for (let at = isGreeted ? 0 : prefaceBytes; at + 9 <= chunk.length; ) {
        const length = chunk.readUIntBE(at, 3);
        const content = chunk.subarray(at + 9, at + 9 + length).toString('latin1');
        if (chunk[at + 3] === 1) answer(socket, chunk.readUInt32BE(at + 5), content);
        at += 9 + length;
      }
      isGreeted = true;
    });
  });
  return new Promise((resolve) => server.listen(path, () => resolve(server)));
}

function answer(socket, id, headers) {
  // crix sends paths as plain text.
  const method = Object.keys(replies).find((name) => headers.includes(`/${name}`));
  const reply = replies[method] ?? Buffer.alloc(0);
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(reply.length, 1);
  socket.write(frame(1, 4, id, replyHeaders));
  socket.write(frame(0, 0, id, Buffer.concat([prefix, reply])));
  socket.write(frame(1, 5, id, replyTrailers));
}
