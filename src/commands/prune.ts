import { type Context, defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { shortId } from '../model/ids.ts';
import { parseMoment } from '../model/moment.ts';
import { type PruneDeps, type Pruned, pruneContainers } from '../ops/prune/containers.ts';
import { type PruneFilter, wishOf } from '../ops/prune/filter.ts';
import { type PrunedImages, pruneImages } from '../ops/prune/images.ts';
import { formatBytes } from '../output/units.ts';
import { visible } from '../output/visible.ts';
import { confirm } from './changing/confirm.ts';

const SIZE_DIGITS = 4;

export const command = defineCommand({
  name: 'prune',
  summary: 'Remove containers that docker run left behind, and images that nothing uses',
  description:
    "Containers go that crix made as docker and that do not run, with their pods; then images without a tag, or with --all any image, of which no container is made. The kubelet's containers and pods, pinned images and the image of pods are never touched. What would go is shown first.",
  usage: '[flags]',
  flags: {
    all: { type: 'boolean', short: 'a', help: 'Also images with a tag' },
    'dry-run': { type: 'boolean', help: 'Only show what would go, and how much that would free' },
    filter: {
      type: 'strings',
      metavar: 'FILTER',
      help: 'Only what fits: until=TIME (made before, such as 24h ago), label=KEY[=VALUE], label!=KEY[=VALUE]; repeat it',
    },
    force: { type: 'boolean', short: 'f', help: 'Do not ask' },
    yes: { type: 'boolean', short: 'y', help: 'The same' },
  },
  arity: { min: 0, max: 0, wrong: 'error' },
  examples: [
    { line: 'crix prune --all --dry-run', does: 'Show what could go' },
    { line: 'crix prune -f --filter until=72h', does: 'Remove what is older than three days, without a question' },
  ],
  async run(context, { flags }) {
    const { stdout } = context.io;
    const filter = readFilter(flags.filter, context.now());
    const found = await prune(context, { all: flags.all, filter }, { isDryRun: true });
    await stdout.write(foundText(found));
    if (flags['dry-run'] || isEmpty(found)) return undefined;
    if (!flags.force && !flags.yes && !(await confirm(context, 'remove these'))) return undefined;
    const only = idsOf([...found.containers.removed, ...found.images.removed]);
    const done = await prune(context, { all: flags.all, filter }, { only });
    await stdout.write(`freed ${formatBytes(bytesOf(done), SIZE_DIGITS)}\n`);
    const left = only.size - done.containers.removed.length - done.images.removed.length;
    if (left > 0) await context.warn(`${left} of them stayed`);
    return left > 0 ? 1 : 0;
  },
});

interface Outcome {
  containers: Pruned;
  images: PrunedImages;
}

async function prune(
  context: Context,
  { all, filter }: { all: boolean; filter: PruneFilter },
  how: Pick<PruneDeps, 'isDryRun' | 'only'>,
): Promise<Outcome> {
  const cri = await context.cri();
  const { signal, settings, warn } = context;
  const deps = { timeoutMs: settings.timeoutMs, signal, note: warn, ...how };
  const containers = await pruneContainers(cri.runtime, await context.containerd(), filter, deps);
  const images = await pruneImages(cri, { all, filter, without: idsOf(containers.removed) }, deps);
  return { containers, images };
}

const FILTERS = 'until=TIME, label=KEY[=VALUE], label!=KEY[=VALUE]';

/** @throws CrixError of kind usage naming the word */
function readFilter(words: readonly string[], now: bigint): PruneFilter {
  const read = words.map((word) => {
    const [, key, value = ''] = /^(until|label!?)=(.+)$/s.exec(word) ?? [];
    if (key === undefined) throw usageError(`unknown filter ${JSON.stringify(word)}`, `filters: ${FILTERS}`);
    return { key, value };
  });
  const valuesOf = (wanted: string): string[] => read.filter(({ key }) => key === wanted).map(({ value }) => value);
  const moments = valuesOf('until').map((value) => parseMoment(value, now, '--filter until'));
  const [earliest] = moments.sort((a, b) => (a < b ? -1 : 1));
  return {
    labels: valuesOf('label').map(wishOf),
    notLabels: valuesOf('label!').map(wishOf),
    // Of several the earliest spares the most.
    until: earliest,
  };
}

function idsOf(objects: readonly { id: string }[]): Set<string> {
  return new Set(objects.map(({ id }) => id));
}

function isEmpty({ containers, images }: Outcome): boolean {
  return containers.removed.length + images.removed.length === 0;
}

function bytesOf({ containers, images }: Outcome): bigint {
  return containers.bytes + images.bytes;
}

function foundText(found: Outcome): string {
  if (isEmpty(found)) return 'nothing to remove\n';
  const lines = [
    ...found.containers.removed.map(({ id, name }) => `container ${shortId(id)} ${visible(name)}`),
    ...found.images.removed.map(({ id, names }) => `image ${shortId(id)} ${names.map(visible).join(' ')}`.trimEnd()),
    `together ${formatBytes(bytesOf(found), SIZE_DIGITS)}`,
  ];
  return `${lines.join('\n')}\n`;
}
