import { CrixError } from '../../errors.ts';
import { dockerNameOf } from '../../model/docker-names.ts';
import { withoutMark } from '../../model/managed.ts';
import { compileRegex, type Matches } from '../../model/regex.ts';
import { memoryOf } from '../../ops/containers/memory.ts';
import { portsOf } from '../../ops/containers/ports.ts';
import type { Surveyed } from '../../ops/containers/survey.ts';
import { mountsOf, networkNameOf } from '../shape/mounts.ts';
import { dockerState, dockerStates } from '../shape/states.ts';
import { badFilter, booleanFilter, type Filters, fitsLabels } from './filters.ts';

export const containerFilterKeys = [
  'ancestor',
  'before',
  'exited',
  'expose',
  'health',
  'id',
  'is-task',
  'label',
  'name',
  'network',
  'publish',
  'since',
  'status',
  'volume',
] as const;

/** What of the containers is meant, checked before anything is asked. */
export interface ContainerChoice {
  /** Also those that do not run. */
  all: boolean;
  needsPods: boolean;
  /** Images, as typed, of which one has to be the container's. */
  ancestors: readonly string[];
  /** All but what takes the status. @throws CrixError when a container that a filter names is not there */
  choose(all: readonly Surveyed[]): readonly Surveyed[];
  /** What takes the status; undefined when nothing does. */
  keep: ((one: Surveyed) => boolean) | undefined;
}

type Test = (one: Surveyed) => boolean;

/** Several values of a key: one has to fit; labels: all. @throws CrixError for a value that cannot be */
export async function containerChoice(filters: Filters, { all }: { all: boolean }): Promise<ContainerChoice> {
  const values = (key: (typeof containerFilterKeys)[number]): readonly string[] | undefined => filters.get(key);
  const states = statesOf(values('status'));
  const tests: Test[] = [
    anyOf(await patterns(values('name')), (fits, one) => {
      const name = dockerNameOf(one.container, one.pod);
      return fits(name) || fits(`/${name}`);
    }),
    anyOf(await patterns(values('id')), (fits, one) => fits(one.container.id)),
    ({ container }) => fitsLabels(withoutMark(container.labels), values('label')),
    ...(states === undefined ? [] : [({ container }: Surveyed) => states.includes(dockerState(container.state))]),
    anyOf(values('network'), (word, one) => networkNameOf(one) === word),
    // docker goes by the port of the host here, and by that of the container there.
    anyOf(portRanges('publish', values('publish')), (fits, one) =>
      openPorts(one).some(({ hostPort, protocol }) => hostPort > 0 && fits(hostPort, protocol)),
    ),
    anyOf(portRanges('expose', values('expose')), (fits, one) =>
      openPorts(one).some(({ containerPort, protocol }) => fits(containerPort, protocol)),
    ),
    ...neverTests(filters),
  ];
  const showsAll = all || states !== undefined;
  return {
    all: showsAll,
    // Networks and ports are noted on the pod, names of containers without the kubelet's labels are made of it.
    needsPods: ['name', 'network', 'publish', 'expose'].some((key) => filters.has(key)),
    ancestors: values('ancestor') ?? [],
    choose(everything) {
      const isBetween = between(everything, values('before'), values('since'));
      return everything.filter((one) => {
        const isShown = showsAll || one.container.state === 'CONTAINER_RUNNING';
        return isShown && isBetween(one) && tests.every((test) => test(one));
      });
    },
    keep: statusTests(values('exited'), values('volume')),
  };
}

function anyOf<Wanted>(wanted: readonly Wanted[] | undefined, fits: (wanted: Wanted, one: Surveyed) => boolean): Test {
  return (one) => wanted === undefined || wanted.some((value) => fits(value, one));
}

async function patterns(values: readonly string[] | undefined): Promise<Matches[] | undefined> {
  if (values === undefined) return undefined;
  return Promise.all(
    values.map(async (value) => {
      try {
        return await compileRegex(value, 'filter');
      } catch {
        // docker takes what is no pattern literally.
        return (text: string) => text === value;
      }
    }),
  );
}

function statesOf(values: readonly string[] | undefined): readonly string[] | undefined {
  for (const value of values ?? []) {
    if (!dockerStates.includes(value)) throw badFilter('status', value, `one of ${dockerStates.join(', ')}`);
  }
  return values;
}

function statusTests(exited: readonly string[] | undefined, volumes: readonly string[] | undefined): Test | undefined {
  if (exited === undefined && volumes === undefined) return undefined;
  const codes = exited?.map((value) => {
    if (!/^-?\d+$/.test(value)) throw badFilter('exited', value, 'an exit code');
    return Number(value);
  });
  const test = anyOf(codes, (code, { status }) => status?.state === 'CONTAINER_EXITED' && status.exitCode === code);
  const onVolume = anyOf(volumes, (word, one) =>
    mountsOf(one).some(({ Source, Destination }) => Source === word || Destination === word),
  );
  return (one) => test(one) && onVolume(one);
}

/** Filters on what CRI's containers never have: a health check, a swarm task. */
function neverTests(filters: Filters): Test[] {
  const health = filters.get('health');
  const words = ['starting', 'healthy', 'unhealthy', 'none'];
  for (const word of health ?? []) if (!words.includes(word)) throw badFilter('health', word, words.join(', '));
  const excludes =
    (health !== undefined && !health.includes('none')) || booleanFilter('is-task', filters.get('is-task')) === true;
  return excludes ? [() => false] : [];
}

/** Ports of a container that runs. */
function openPorts({ container, pod }: Surveyed) {
  return container.state === 'CONTAINER_RUNNING' ? portsOf(container, memoryOf(pod)) : [];
}

type PortTest = (port: number, protocol: string) => boolean;

/** `80`, `80/udp`, `8000-8080/tcp`. */
function portRanges(key: string, values: readonly string[] | undefined): PortTest[] | undefined {
  return values?.map((value) => {
    const [, first, last = first, protocol = 'tcp'] = /^(\d+)(?:-(\d+))?(?:\/(\w+))?$/.exec(value) ?? [];
    if (first === undefined) throw badFilter(key, value, 'PORT[-PORT][/PROTOCOL]');
    return (port, spoken) => spoken === protocol && port >= Number(first) && port <= Number(last);
  });
}

/** Made before (since) the container that is named; with several names the last one counts. */
function between(
  all: readonly Surveyed[],
  before: readonly string[] | undefined,
  since: readonly string[] | undefined,
): Test {
  const createdAt = (word: string | undefined): bigint | undefined =>
    word === undefined ? undefined : named(all, word).container.createdAt;
  const [newest, oldest] = [createdAt(before?.at(-1)), createdAt(since?.at(-1))];
  return ({ container }) =>
    (newest === undefined || container.createdAt < newest) && (oldest === undefined || container.createdAt > oldest);
}

function named(all: readonly Surveyed[], word: string): Surveyed {
  const found = all.find(
    ({ container, pod }) => container.id === word || dockerNameOf(container, pod) === word.replace(/^\//, ''),
  );
  if (found === undefined) throw new CrixError('not-found', `No such container: ${word}`);
  return found;
}
