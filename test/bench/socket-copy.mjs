// The least that any client does: bytes from a socket to standard output, or from standard input to a socket.
import { connect, createServer } from 'node:net';
import process from 'node:process';

const [direction, bytes] = process.argv.slice(2);
const zeros = Buffer.alloc(1024 * 1024);

function send(socket) {
  let left = Number(bytes);
  const more = () => {
    while (left > 0) {
      left -= zeros.length;
      if (!socket.write(zeros)) return;
    }
    socket.end();
  };
  socket.on('drain', more);
  more();
}

if (direction === 'server') {
  const server = createServer((socket) => {
    socket.once('data', (mode) => (String(mode).startsWith('out') ? send(socket) : socket.resume()));
  }).listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
  process.stdin.on('end', () => process.exit()).resume();
} else {
  const socket = connect(Number(bytes), '127.0.0.1', () => socket.write(direction));
  if (direction === 'out') socket.pipe(process.stdout);
  else process.stdin.pipe(socket);
}
