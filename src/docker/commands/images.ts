import type { Args, Flags } from '../../cli/define.ts';
import { createdAtOf, surveyImages } from '../../ops/images/survey.ts';
import { defineDockerCommand } from '../define.ts';
import { type Filters, readFilters } from '../translate/filters.ts';
import { imageChoice, imageFilterKeys } from '../translate/image-filters.ts';
import { imageHeads, imageRows, imageTable } from '../views/images.ts';
import { mentions, rawFormat, readListFormat } from '../views/list-format.ts';

const flags = {
  all: { type: 'boolean', short: 'a', help: 'Accepted: CRI has no images in between' },
  digests: { type: 'boolean', help: 'Also the digests' },
  filter: { type: 'strings', short: 'f', metavar: 'FILTER', help: 'Only those that fit, such as dangling=true' },
  format: { type: 'string', metavar: 'FORMAT', help: 'table, json, or a Go template for each image' },
  'no-trunc': { type: 'boolean', help: 'Whole IDs' },
  quiet: { type: 'boolean', short: 'q', help: 'Only IDs' },
  tree: { type: 'boolean', hidden: true, help: 'Accepted' },
} as const satisfies Flags;

type ImagesFlags = Args<typeof flags>['flags'];

export const command = defineDockerCommand({
  summary: 'List images',
  usage: '[OPTIONS] [REPOSITORY[:TAG]]',
  flags,
  arity: { min: 0, max: 1 },
  reads: true,
  translate({ flags: given, positionals: [name] }, { now }) {
    const typed = name === undefined ? given.filter : [...given.filter, `reference=${name}`];
    const filters = readFilters(typed, imageFilterKeys);
    const choose = imageChoice(filters, now());
    const format = formatOf(given);
    const printer = readListFormat(format, imageHeads);
    return {
      lines: [explained(given, filters, name)],
      async perform(context) {
        const { images } = await context.cri();
        const found = choose(await surveyImages(images)).sort(newestFirst);
        const look = {
          now: context.now(),
          noTrunc: given['no-trunc'],
          digests: given.digests || (mentions(format, 'Digest') && format.includes('.Digest')),
        };
        await printer.print(
          context.io.stdout,
          found.flatMap((one) => imageRows(one, look)),
        );
        return 0;
      },
    };
  },
});

const rawFields = {
  repository: 'Repository',
  tag: 'Tag',
  image_id: 'ID',
  created_at: 'CreatedAt',
  virtual_size: 'Size',
};

function formatOf({ format, quiet, digests }: ImagesFlags): string {
  if (format === 'raw') return rawFormat(quiet ? { image_id: 'ID' } : rawFields);
  if (format !== undefined && format !== '' && format !== 'table') return format;
  return quiet ? '{{.ID}}' : imageTable({ digests });
}

function newestFirst(a: Parameters<typeof createdAtOf>[0], b: Parameters<typeof createdAtOf>[0]): number {
  const [one, other] = [createdAtOf(a), createdAtOf(b)];
  return one === other ? 0 : one > other ? -1 : 1;
}

function explained(given: ImagesFlags, filters: Filters, name: string | undefined) {
  const kept = given.filter.filter((word) => /^(?:dangling|reference|before|since)=/.test(word));
  const beyond = [...filters.keys()].filter((key) => key === 'label' || key === 'until');
  return {
    words: [
      'images',
      ...(given.quiet ? ['-q'] : []),
      ...(given['no-trunc'] ? ['--no-trunc'] : []),
      ...(given.digests ? ['--digests'] : []),
      ...kept.flatMap((word) => ['-f', word]),
      ...(name === undefined ? [] : [name]),
    ],
    ...(beyond.length === 0 ? {} : { note: `crix images has no filter for ${beyond.join(', ')}: this shows more` }),
  };
}
