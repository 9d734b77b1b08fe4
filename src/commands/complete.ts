import { type Candidate, type Wanted, wantedAt } from '../cli/completion-words.ts';
import { type Context, defineCommand } from '../cli/define.ts';
import { containersToComplete, imagesToComplete, type NamedObject, podsToComplete } from '../ops/completion/objects.ts';
import { visible } from '../output/visible.ts';

/** A shell waits for us between two key strokes: rather no candidates than a pause. */
const patienceMs = 1000;
const shortIdLength = 13;

/** Tells the shells that file names fit here. */
const filesMark = ':files\n';

export const command = defineCommand({
  name: '__complete',
  summary: 'Print what fits in place of the last word, for the scripts of `completion`',
  usage: '-- WORD [WORD...]',
  flags: {},
  stopsAtPositional: true,
  examples: [
    { line: "crix __complete -- inspectp ''", does: 'Print IDs and names of all pods' },
    { line: 'crix __complete -- ps --', does: 'Print the flags of ps' },
  ],
  async run(context, { positionals }) {
    const wanted = await wantedAt(positionals, context.persona);
    if (wanted.kind === 'files') {
      await context.io.stdout.write(filesMark);
      return undefined;
    }
    const current = positionals.at(-1) ?? '';
    const candidates = await candidatesFor(wanted, context);
    const lines = candidates
      // A word that a terminal would obey is of no use in a line: its object is found by the ID.
      .filter(({ word }) => word.startsWith(current) && visible(word) === word)
      .map(({ word, about }) => (about === undefined ? word : `${word}\t${visible(about)}`));
    await context.io.stdout.write(lines.map((line) => `${line}\n`).join(''));
    return undefined;
  },
});

async function candidatesFor(wanted: Exclude<Wanted, { kind: 'files' }>, context: Context): Promise<Candidate[]> {
  if (wanted.kind === 'words') return wanted.words;
  try {
    // crictl knows containers and pods by their ids alone.
    const withNames = wanted.kind === 'images' || context.persona !== 'crictl';
    return candidatesOf(await objectsFor(wanted, context), withNames);
  } catch {
    // The runtime is down, or it is not for this user: nobody wants to read that in the middle of a line.
    return [];
  }
}

async function objectsFor(
  wanted: Exclude<Wanted, { kind: 'files' | 'words' }>,
  context: Context,
): Promise<NamedObject[]> {
  const call = { timeoutMs: patienceMs, signal: AbortSignal.timeout(patienceMs) };
  const cri = await context.cri();
  if (wanted.kind === 'containers') return containersToComplete(cri, wanted.states, call);
  return wanted.kind === 'pods' ? podsToComplete(cri, call) : imagesToComplete(cri, call);
}

/** Names that fit one object only, and ids cut to what every command accepts. */
function candidatesOf(objects: readonly NamedObject[], withNames: boolean): Candidate[] {
  const owners = new Map<string, number>();
  for (const name of objects.flatMap(({ names }) => names)) owners.set(name, (owners.get(name) ?? 0) + 1);
  return objects.flatMap(({ id, names, about }) => {
    const shortId = id.slice(0, shortIdLength);
    const unique = withNames ? names.filter((name) => owners.get(name) === 1) : [];
    return [
      ...unique.map((word) => ({ word, about: word === about ? shortId : `${shortId} ${about}` })),
      { word: shortId, about },
    ];
  });
}
