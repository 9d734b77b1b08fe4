// Serves a runtime that is made up, for trying crix without root: tsx test/support/serve.ts SOCKET [--containers N]
import { parseArgs } from 'node:util';
import { startScriptedServer } from './scripted-server.ts';
import { makeSimulatedNode } from './simulated-node.ts';
import { makeWorld } from './world.ts';

const { values, positionals } = parseArgs({
  options: { containers: { type: 'string', default: '0' } },
  allowPositionals: true,
});
const [socket] = positionals;
if (socket === undefined) {
  throw new Error('usage: serve.ts SOCKET [--containers N]');
}

const server = await startScriptedServer({
  socket,
  node: makeSimulatedNode({ world: makeWorld({ bulk: Number(values.containers) }) }),
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void server.close());
}
