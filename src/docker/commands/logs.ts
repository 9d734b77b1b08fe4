import { badLineCounter, printLog } from '../../commands/reading/print-log.ts';
import type { RuntimeService } from '../../cri/api.ts';
import { type ContainerLog, findLog } from '../../ops/logs/find.ts';
import type { LogSelection } from '../../ops/logs/show.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { defineDockerCommand } from '../define.ts';
import { inDockersWords } from './each-named.ts';
import { momentOf } from './moments.ts';

export const command = defineDockerCommand({
  summary: 'Show the output of a container',
  usage: '[OPTIONS] CONTAINER',
  flags: {
    details: { type: 'boolean', help: 'Leave room for details, of which CRI knows none' },
    follow: { type: 'boolean', short: 'f', help: 'Go on with new lines until the container ends' },
    since: {
      type: 'string',
      metavar: 'TIME',
      help: 'From this time on: 90s ago, a date, RFC 3339, seconds since 1970',
    },
    tail: { type: 'string', short: 'n', default: 'all', metavar: 'N', help: 'Only the last N lines' },
    timestamps: { type: 'boolean', short: 't', help: 'Show the time of each line' },
    until: { type: 'string', metavar: 'TIME', help: 'Up to this time' },
  },
  arity: { min: 1, max: 1 },
  translate({ flags, positionals: [word = ''] }, { now }) {
    const selection: LogSelection = {
      tail: tailOf(flags.tail),
      since: momentOf(flags.since, now(), '--since'),
      until: momentOf(flags.until, now(), '--until'),
      stream: undefined,
      limitBytes: undefined,
      timestamps: flags.timestamps,
    };
    const timeWords = (['since', 'until'] as const).flatMap((name) => {
      const value = flags[name];
      return value === undefined ? [] : [`--${name}`, value];
    });
    return {
      lines: [
        {
          words: [
            'logs',
            ...(flags.follow ? ['-f'] : []),
            ...(flags.timestamps ? ['-t'] : []),
            ...(selection.tail === undefined ? [] : ['--tail', String(selection.tail)]),
            ...timeWords,
            word,
          ],
        },
      ],
      async perform(context) {
        const { runtime } = await context.cri();
        const log = await logOf(runtime, word);
        const deps = {
          runtime,
          follow: flags.follow ? context.signal : undefined,
          onBadLine: badLineCounter(context),
          ...(flags.details ? { change: detailsOf(flags.timestamps) } : {}),
        };
        await printLog(context, log, selection, deps).catch((error: unknown) => unlessNew(runtime, log, error));
        // docker's status of an interrupted follow is the signal's.
        context.signal.throwIfAborted();
        return 0;
      },
    };
  },
});

/** What is no number, and a negative one, mean everything. */
function tailOf(text: string): number | undefined {
  return /^\d+$/.test(text) ? Number(text) : undefined;
}

/** A container that was not started yet has no log file: docker shows nothing. @throws any other error */
async function unlessNew(runtime: RuntimeService, { id }: ContainerLog, error: unknown): Promise<void> {
  const mask = { status: { state: true } } as const;
  const { status } = await runtime.containerStatus({ containerId: id }, { mask });
  if (status?.state !== 'CONTAINER_CREATED') throw error;
}

async function logOf(runtime: RuntimeService, word: string): Promise<ContainerLog> {
  try {
    return await withContainer(runtime, word, { ...dockerNames, preferRunning: true }, (id) =>
      findLog(runtime, id, false),
    );
  } catch (error) {
    throw inDockersWords(word, error);
  }
}

/** A blank before each line, behind its time if that is shown: where docker puts details, of which there are none. */
function detailsOf(timestamps: boolean): (stream: 'stdout' | 'stderr', bytes: Uint8Array) => Uint8Array {
  const isDue = { stdout: true, stderr: true };
  return (stream, bytes) => {
    // One character a byte: a piece may end within a character.
    const text = `${isDue[stream] ? '\n' : ''}${Buffer.from(bytes).toString('latin1')}`;
    const marked = text.replace(timestamps ? /\n[^ \n]+ /g : /\n(?!$)/g, '$& ');
    const result = Buffer.from(isDue[stream] ? marked.slice(1) : marked, 'latin1');
    isDue[stream] = text.endsWith('\n');
    return result;
  };
}
