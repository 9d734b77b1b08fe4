import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '../../cli/define.ts';
import type { Cri } from '../../cri/api.ts';
import { inspectContainer } from '../../ops/containers/inspect.ts';
import { surveyContainers } from '../../ops/containers/survey.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { type FullSample, type KnownContainers, sampleContainers } from '../../ops/stats/full-samples.ts';
import { rounds, samplePair } from '../../ops/stats/samples.ts';
import type { RowFormat } from '../../output/row-format.ts';
import { defineDockerCommand } from '../define.ts';
import { readListFormat } from '../views/list-format.ts';
import { statsHeads, statsRow, statsTable } from '../views/stats.ts';
import { inDockersWords } from './each-named.ts';

export const command = defineDockerCommand({
  summary: 'Show what containers use, again and again',
  usage: '[OPTIONS] [CONTAINER...]',
  flags: {
    all: { type: 'boolean', short: 'a', help: 'Also containers that do not run' },
    format: { type: 'string', metavar: 'FORMAT', help: 'table, json, or a Go template for each container' },
    'no-stream': { type: 'boolean', help: 'Show them once' },
    'no-trunc': { type: 'boolean', help: 'Whole IDs' },
  },
  arity: { min: 0 },
  translate({ flags, positionals }) {
    const { format = '' } = flags;
    const printer = readListFormat(format === '' || format === 'table' ? statsTable : format, statsHeads);
    const words = ['stats', ...(flags['no-stream'] ? [] : ['-w']), ...(flags.all ? ['-a'] : [])];
    return {
      lines: positionals.length === 0 ? [{ words }] : positionals.map((word) => ({ words: [...words, word] })),
      async perform(context) {
        const cri = await context.cri();
        const targets = await targetsOf(cri, positionals, flags.all);
        const settings = { intervalMs: 1000, signal: context.signal, pause: pauseFor };
        const known: KnownContainers = new Map();
        const take = async (): Promise<Look> => {
          const meant = await targets();
          return { meant, samples: await sampleContainers(cri, [...meant.keys()], known) };
        };
        const rows = (before: Look | undefined, after: Look) => rowsOf(before, after, flags['no-trunc']);
        if (flags['no-stream']) {
          await printer.print(context.io.stdout, rows(...(await samplePair(take, settings))));
          return 0;
        }
        const show = await screenFor(context, printer);
        try {
          let before: Look | undefined;
          for await (const after of rounds(take, settings)) {
            await show.draw(rows(before, after));
            before = after;
          }
        } finally {
          await show.close();
        }
        context.signal.throwIfAborted();
        return 0;
      },
    };
  },
});

const pauseFor = (ms: number, signal: AbortSignal): Promise<void> => pause(ms, undefined, { signal });

interface Look {
  /** IDs to how they were asked for. */
  meant: ReadonlyMap<string, string | undefined>;
  samples: readonly FullSample[];
}

function rowsOf(before: Look | undefined, { meant, samples }: Look, noTrunc: boolean) {
  const earlier = new Map(before?.samples.map((sample) => [sample.status.id, sample]));
  return samples.map((sample) => {
    const { id } = sample.status;
    return statsRow(earlier.get(id), sample, { typed: meant.get(id), noTrunc });
  });
}

/** Whoever is named, found once; else all that run at the moment. @throws CrixError in docker's words */
async function targetsOf(cri: Cri, words: readonly string[], all: boolean): Promise<() => Promise<Look['meant']>> {
  if (words.length > 0) {
    const named = new Map<string, string | undefined>();
    for (const word of words) named.set(await idOf(cri, word), word);
    return async () => named;
  }
  return async () => {
    const found = await surveyContainers(cri, {
      state: all ? undefined : 'CONTAINER_RUNNING',
      needs: { pods: false, status: 'none' },
      choose: (everything) => everything,
      limit: Number.POSITIVE_INFINITY,
    });
    return new Map(found.map(({ container }) => [container.id, undefined]));
  };
}

async function idOf({ runtime }: Cri, word: string): Promise<string> {
  try {
    return await withContainer(runtime, word, dockerNames, async (id) => {
      return (await inspectContainer(runtime, id, false)).status.id;
    });
  } catch (error) {
    throw inDockersWords(word, error);
  }
}

interface Screen {
  draw(rows: ReturnType<typeof rowsOf>): Promise<void>;
  close(): Promise<void>;
}

/** On a terminal each look is drawn over the one before; elsewhere they follow each other. */
async function screenFor({ io }: Context, printer: RowFormat): Promise<Screen> {
  if (!io.stdout.isTerminal) {
    const sink = await io.flow('stdout');
    return { draw: (rows) => printer.print(sink, rows), close: async () => undefined };
  }
  const { openLiveLines } = await import('../../output/live-lines.ts');
  const lines = openLiveLines(io.stdout);
  return {
    async draw(rows) {
      const chunks: string[] = [];
      await printer.print({ isTerminal: true, write: async (chunk) => void chunks.push(chunk) }, rows);
      await lines.draw(chunks.join('').replace(/\n$/, '').split('\n'));
    },
    close: () => lines.leave(),
  };
}
