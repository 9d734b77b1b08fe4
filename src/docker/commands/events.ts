import type { Args, Context, Flags } from '../../cli/define.ts';
import { CrixError, messageOf } from '../../errors.ts';
import { type ContainerChange, pastChanges, watchChanges } from '../../ops/containers/changes.ts';
import { openWaker } from '../../ops/containers/wakers.ts';
import { writeJson } from '../../output/json.ts';
import { compileTemplate } from '../../output/template/template.ts';
import { visible, visibleLines } from '../../output/visible.ts';
import { defineDockerCommand } from '../define.ts';
import { type DockerEvent, emptyEvent, eventOf } from '../shape/event.ts';
import { longTime } from '../shape/times.ts';
import { eventTest } from '../translate/event-filters.ts';
import { readFilters } from '../translate/filters.ts';
import { momentOf } from './moments.ts';

const badTemplate = 64;

const flags = {
  filter: { type: 'strings', short: 'f', metavar: 'FILTER', help: 'Only those that fit, such as event=die' },
  format: { type: 'string', metavar: 'FORMAT', help: 'json, or a Go template for each event' },
  since: { type: 'string', metavar: 'TIME', help: 'Also what happened from this time on to containers still there' },
  until: { type: 'string', metavar: 'TIME', help: 'End at this time' },
} as const satisfies Flags;

export const command = defineDockerCommand({
  summary: 'Show events of containers as they happen',
  usage: '[OPTIONS]',
  flags,
  arity: { min: 0, max: 0 },
  translate({ flags: given }, { now }) {
    const isMeant = eventTest(readFilters(given.filter));
    const toText = eventText(given);
    const span = { since: momentOf(given.since, now(), '--since'), until: momentOf(given.until, now(), '--until') };
    const note = 'crix events shows the events as the runtime sends them, which containerd does from 1.7 on';
    return {
      lines: [{ words: ['events'], note }],
      async perform(context) {
        const sink = await context.io.flow('stdout');
        for await (const change of changesIn(context, span)) {
          const event = eventOf(change);
          if (!isMeant(event)) continue;
          const line = toText(event);
          await sink.write(`${sink.isTerminal ? visibleLines(line) : line}\n`);
          if (sink.isClosed) break;
        }
        context.signal.throwIfAborted();
        return 0;
      },
    };
  },
});

interface Span {
  since: bigint | undefined;
  until: bigint | undefined;
}

async function* changesIn(context: Context, { since, until }: Span): AsyncGenerator<ContainerChange> {
  const cri = await context.cri();
  const isIn = ({ at }: ContainerChange): boolean => until === undefined || at <= until;
  if (since !== undefined) {
    for (const change of await pastChanges(cri)) if (change.at >= since && isIn(change)) yield change;
  }
  const leftMs = until === undefined ? undefined : Number((until - context.now()) / 1_000_000n);
  if (leftMs !== undefined && leftMs <= 0) return;
  const end = leftMs === undefined ? [] : [AbortSignal.timeout(leftMs)];
  const signal = AbortSignal.any([context.signal, ...end]);
  const { wait } = openWaker(cri.runtime, await context.containerd(), signal);
  for await (const change of watchChanges(cri, { signal, now: context.now, wait })) if (isIn(change)) yield change;
}

/** @throws CrixError with docker's status for a template that cannot be */
function eventText({ format = '' }: Args<typeof flags>['flags']): (event: DockerEvent) => string {
  if (format === '') return lineOf;
  if (format === 'json') return (event) => writeJson(event, { indent: 0 });
  try {
    const template = compileTemplate(format, { dialect: 'docker' });
    template.execute(emptyEvent());
    return (event) => template.execute(event);
  } catch (error) {
    throw new CrixError('failure', `Error parsing format: ${messageOf(error)}`, { status: badTemplate, cause: error });
  }
}

function lineOf({ timeNano, Type, Action, Actor }: DockerEvent): string {
  const attributes = Object.entries(Actor.Attributes).map(([key, value]) => `${key}=${value}`);
  return visible(`${longTime(timeNano)} ${Type} ${Action} ${Actor.ID} (${attributes.join(', ')})`);
}
