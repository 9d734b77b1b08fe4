// A node of N containers on SOCKET, in a process of its own so that the client's cost is not mixed with the server's.
import { decodeMessage, encodeMessage } from '../support/message-bytes.ts';
import { schema } from '../support/schema.ts';
import { makeScriptedNode } from '../support/scripted-node.ts';
import { startQuickServer } from './quick-server.ts';
import { worldOf } from './worlds.ts';

const [socket = '', count = '6'] = process.argv.slice(2);
const node = makeScriptedNode({}, worldOf(Number(count)));
/** Each reply is made once: the node never changes. */
const made = new Map<string, Buffer>();

await startQuickServer(socket, (path, request) => {
  const key = `${path} ${request.toString('base64')}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const rpc = path.split('/')[2] ?? '';
  const method = schema().methods.get(rpc);
  if (method === undefined) throw new Error(`no method ${path}`);
  const reply = encodeMessage(method.reply, node.answer(rpc, decodeMessage(method.request, request)));
  made.set(key, reply);
  return reply;
});
process.stdout.write('ready\n');
// The end of the pipe is the end of the bench, however it came.
process.stdin.on('end', () => process.exit()).resume();
