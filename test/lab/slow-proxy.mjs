// node slow-proxy.mjs LISTEN TARGET BYTES_PER_SECOND: passes TCP connections on, holding back what the target answers.
// The rate is shared by all connections. Plain JavaScript, since it runs by itself beside the registry.
import { connect, createServer } from 'node:net';
import { pipeline, Transform } from 'node:stream';

const [listen, target, rate] = process.argv.slice(2);
const [host, port] = listen.split(':');
const [targetHost, targetPort] = target.split(':');
const bytesPerMs = Number(rate) / 1000;
let freeAt = 0;

function brake() {
  return new Transform({
    transform(chunk, _encoding, done) {
      const now = Date.now();
      freeAt = Math.max(freeAt, now) + chunk.length / bytesPerMs;
      setTimeout(done, freeAt - now, null, chunk);
    },
  });
}

createServer((client) => {
  const upstream = connect(Number(targetPort), targetHost);
  // One side going away, for whatever reason, ends the other.
  pipeline(client, upstream, brake(), client, () => {
    client.destroy();
    upstream.destroy();
  });
}).listen(Number(port), host);
