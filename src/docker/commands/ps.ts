import type { Args, Context, Flags } from '../../cli/define.ts';
import { fullReference } from '../../model/image-reference.ts';
import { containerSizes } from '../../ops/containers/sizes.ts';
import { type Surveyed, type SurveyInput, surveyContainers } from '../../ops/containers/survey.ts';
import { defineDockerCommand } from '../define.ts';
import type { PlanLine } from '../plan.ts';
import { type ContainerChoice, containerChoice, containerFilterKeys } from '../translate/container-filters.ts';
import { type Filters, readFilters } from '../translate/filters.ts';
import { containerHeads, containerRow, containerTable } from '../views/containers.ts';
import { mentions, mentionsAny, rawFormat, readListFormat } from '../views/list-format.ts';

const flags = {
  all: { type: 'boolean', short: 'a', help: 'Also containers that do not run' },
  filter: {
    type: 'strings',
    short: 'f',
    metavar: 'FILTER',
    help: 'Only those that fit, such as name=web or status=exited',
  },
  format: { type: 'string', metavar: 'FORMAT', help: 'table, json, or a Go template for each container' },
  last: { type: 'int', short: 'n', default: -1, metavar: 'N', help: 'The N newest, whatever their state' },
  latest: { type: 'boolean', short: 'l', help: 'The newest one, whatever its state' },
  'no-trunc': { type: 'boolean', help: 'Whole IDs and commands' },
  quiet: { type: 'boolean', short: 'q', help: 'Only IDs' },
  size: { type: 'boolean', short: 's', help: 'What each takes on disk' },
} as const satisfies Flags;

type PsFlags = Args<typeof flags>['flags'];

export const command = defineDockerCommand({
  summary: 'List containers',
  usage: '[OPTIONS]',
  flags,
  arity: { min: 0, max: 0 },
  reads: true,
  async translate({ flags: given }) {
    const filters = readFilters(given.filter, containerFilterKeys);
    const limit = given.last > 0 ? given.last : given.latest ? 1 : Number.POSITIVE_INFINITY;
    const choice = await containerChoice(filters, { all: given.all || limit !== Number.POSITIVE_INFINITY });
    const format = formatOf(given);
    const printer = readListFormat(format, containerHeads);
    const input = surveyInput(choice, format, limit);
    return {
      lines: explained(given, filters, choice),
      async perform(context) {
        if (given.quiet && given.format)
          await context.warn('ignoring the format, because both --format and --quiet are set');
        const cri = await context.cri();
        const found = await surveyContainers(cri, input);
        const sizes = given.size || mentionsByName(format, 'Size') ? await sizesOf(context, found) : undefined;
        const look = { now: context.now(), noTrunc: given['no-trunc'] };
        await printer.print(
          context.io.stdout,
          found.map((one) => containerRow(one, look, sizes?.get(one.container.id))),
        );
        return 0;
      },
    };
  },
});

const rawFields = {
  container_id: 'ID',
  image: 'Image',
  command: 'Command',
  created_at: 'CreatedAt',
  state: 'State',
  status: 'Status',
  names: 'Names',
  labels: 'Labels',
  ports: 'Ports',
};

function formatOf({ quiet, format, size }: PsFlags): string {
  if (format === 'raw')
    return rawFormat(quiet ? { container_id: 'ID' } : { ...rawFields, ...(size ? { size: 'Size' } : {}) });
  if (quiet) return '{{.ID}}';
  if (format !== undefined && format !== '' && format !== 'table') return format;
  return size ? `${containerTable}\t{{.Size}}` : containerTable;
}

/** docker measures only when the size is asked for by its name. */
function mentionsByName(format: string, field: string): boolean {
  return format.includes(`.${field}`) && mentions(format, field);
}

async function sizesOf(context: Context, found: readonly Surveyed[]) {
  return containerSizes(
    await context.cri(),
    found.map(({ container }) => container),
  );
}

/** Each column's price: most are in the list of containers, some on the pods, some take a call for each container. */
function surveyInput(choice: ContainerChoice, format: string, limit: number): SurveyInput {
  const showsCommand = mentions(format, 'Command');
  const showsStatus = mentionsAny(format, ['Status', 'Mounts', 'Image']);
  return {
    // before and since may name a container that does not run.
    state: undefined,
    needs: {
      pods: choice.needsPods || mentionsAny(format, ['Names', 'Image', 'Ports', 'Networks']),
      status: showsCommand ? 'details' : showsStatus ? 'plain' : 'none',
    },
    choose: choice.choose,
    images: choice.ancestors.length === 0 ? undefined : choice.ancestors.map(fullReference),
    keep: choice.keep,
    limit,
  };
}

function explained(given: PsFlags, filters: Filters, { all }: ContainerChoice): PlanLine[] {
  const last = given.last > 0 ? ['--last', String(given.last)] : given.latest ? ['--latest'] : [];
  const words = (key: string, flag: string): string[] => (filters.get(key) ?? []).flatMap((value) => [flag, value]);
  const states = filters.get('status') ?? [];
  const beyond = [...filters.keys()].filter((key) => !['name', 'id', 'label', 'ancestor', 'status'].includes(key));
  return [
    {
      words: [
        'ps',
        ...(all && states.length !== 1 ? ['-a'] : []),
        ...(given.quiet ? ['-q'] : []),
        ...(given['no-trunc'] ? ['--no-trunc'] : []),
        ...last,
        ...(states.length === 1 ? ['--state', ...states] : []),
        ...words('name', '--name'),
        ...words('id', '--id'),
        ...words('label', '--label'),
        ...words('ancestor', '--image'),
      ],
      ...(beyond.length === 0 ? {} : { note: `crix ps has no filter for ${beyond.join(', ')}: this shows more` }),
    },
  ];
}
