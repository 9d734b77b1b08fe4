// npm run bench [-- [startup] [scale] [streams] [--rounds N] [--write]]: prints the figures; --write puts them into docs/.
import { parseArgs } from 'node:util';
import type { Goal } from './goals.ts';
import { machine } from './machine.ts';
import { goalTable, scaleTable, startupTable, streamTable } from './report.ts';
import { scale } from './scale.ts';
import { startup } from './startup.ts';
import { streams } from './streams.ts';
import { writeDocs } from './write-docs.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '21' }, write: { type: 'boolean', default: false } },
});
const rounds = Number(values.rounds);
const isWanted = (part: string): boolean => positionals.length === 0 || positionals.includes(part);

const sections: { title: string; body: string }[] = [];
const goals: Goal[] = [];
let plotted: Awaited<ReturnType<typeof scale>>['rows'] = [];

if (isWanted('startup')) {
  const result = await startup(rounds);
  sections.push({ title: 'Start-up', body: startupTable(result.rows) });
  goals.push(...result.goals);
}
if (isWanted('scale')) {
  const result = await scale(Math.max(3, Math.round(rounds / 3)));
  sections.push({ title: 'Scale', body: scaleTable(result.rows) });
  goals.push(...result.goals);
  plotted = result.rows;
}
if (isWanted('streams')) {
  const result = await streams(Math.max(3, Math.round(rounds / 7)));
  sections.push({ title: 'Streams: 1 GiB of logs, 512 MiB through exec', body: streamTable(result.rows) });
  goals.push(...result.goals);
}
const head = `${machine()}; ${rounds} rounds`;
const text = [
  head,
  ...sections.map(({ title, body }) => `### ${title}\n\n${body}`),
  `### Goals\n\n${goalTable(goals)}`,
].join('\n\n');
process.stdout.write(`${text}\n`);
if (values.write) writeDocs(text, plotted);
