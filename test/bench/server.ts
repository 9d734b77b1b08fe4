// A node of N containers on SOCKET, in a process of its own so that the client's cost is not mixed with the server's.
import { makeScriptedNode } from '../support/scripted-node.ts';
import { startScriptedServer } from '../support/scripted-server.ts';
import { worldOf } from './worlds.ts';

const [socket = '', count = '6'] = process.argv.slice(2);
await startScriptedServer({ socket, node: makeScriptedNode({}, worldOf(Number(count))), encodeOnce: true });
process.stdout.write('ready\n');
// The end of the pipe is the end of the bench, however it came.
process.stdin.on('end', () => process.exit()).resume();
