import { type Args, defineCommand } from '../cli/define.ts';
import type { ContainerEventResponse } from '../cri/gen/types.ts';
import { usageError } from '../errors.ts';
import { type EventType, eventTypeOf, watchEvents } from '../ops/node/events.ts';
import { LIST_JSON } from '../output/json.ts';
import { documentPrinter, type Format, parseFormat } from '../output/print.ts';
import { eventDocument, eventHeader, eventLine } from '../views/events.ts';

const eventTypes: readonly EventType[] = ['created', 'started', 'stopped', 'deleted'];

const eventFlags = {
  output: { type: 'string', short: 'o', default: 'json', metavar: 'FORMAT', help: 'json, yaml, go-template or table' },
  template: { type: 'string', metavar: 'TEXT', help: 'Go template for each event, with --output go-template' },
  id: { type: 'list', metavar: 'ID', beyond: true, help: 'Show only events of containers whose ID begins so' },
  pod: {
    type: 'list',
    metavar: 'POD',
    beyond: true,
    help: 'Show only events of pods of this name, or whose ID begins so',
  },
  type: { type: 'list', metavar: 'TYPE', beyond: true, help: 'Show only created, started, stopped or deleted' },
  reconnect: {
    type: 'boolean',
    beyond: true,
    help: 'Go on when the runtime restarts; what happens meanwhile is not seen',
  },
} as const;

export const command = defineCommand({
  name: 'events',
  aliases: ['event'],
  summary: 'Show events of containers as they happen',
  usage: '[flags]',
  flags: eventFlags,
  arity: { min: 0, max: 0, wrong: 'help' },
  examples: [
    { line: 'crix events -o table --type stopped', does: 'Watch for containers that end, a line for each' },
    {
      line: "crix events -o go-template --template '{{.containerEventType}} {{.containerId}}'",
      does: 'Print two fields of each event',
    },
  ],
  async run(context, args) {
    const { flags } = args;
    const filter = { ids: flags.id, pods: flags.pod, types: flags.type.map(parseType) };
    const toText = await printerOf(args);
    const sink = await context.io.flow('stdout');
    const { runtime } = await context.cri();
    const onLost = flags.reconnect
      ? (reason: string) => void context.warn(`lost the event stream: ${reason}`)
      : undefined;
    if (flags.output === 'table') await sink.write(eventHeader);
    for await (const event of watchEvents(runtime, filter, { signal: context.signal, onLost, retryMs: 500 })) {
      for (const piece of toText(event)) await sink.write(piece);
    }
    return undefined;
  },
});

function parseType(word: string): EventType {
  const type = eventTypes.find((candidate) => candidate === word.toLowerCase());
  if (type === undefined) {
    throw usageError(`unknown event type ${JSON.stringify(word)}`, `want one of: ${eventTypes.join(', ')}`);
  }
  return type;
}

/** @throws CrixError of kind usage */
async function printerOf({
  flags,
  given,
}: Args<typeof eventFlags>): Promise<(event: ContainerEventResponse) => Iterable<string>> {
  const format = parseFormat<Format>(flags.output, ['json', 'yaml', 'go-template', 'table']);
  if (given.has('template') && format !== 'go-template') {
    throw usageError(`--template does not fit --output ${format}`, 'give --output go-template');
  }
  if (format === 'table') return (event) => [eventLine(event, eventTypeOf(event))];
  const print = await documentPrinter({ format, template: flags.template, json: LIST_JSON });
  return (event) => print(eventDocument(event));
}
