import { type AloneInput, type Configs, configsOf, defaultPlaces } from '../../ops/containers/alone.ts';
import { specText } from '../../ops/spec/write.ts';
import type { PlanLine } from '../plan.ts';
import { referenceOf } from './reference.ts';

const podFile = 'crix-pod.json';
const containerFile = 'crix-container.json';

/** The lines of create. */
export function explainMaking(input: AloneInput, idFile: string | undefined): PlanLine[] {
  const { full } = referenceOf(input.image);
  const { pod, container } = configsFor(input, full);
  const pull = input.pull === 'never' ? [] : [{ words: ['pull', full] }];
  return [
    ...pull,
    ...preparations(input),
    {
      words: ['runp', podFile],
      as: 'POD',
      files: [{ name: podFile, text: specText('PodSandboxConfig', pod) }],
    },
    {
      words: ['create', '$POD', containerFile, podFile],
      as: 'CONTAINER',
      files: [{ name: containerFile, text: specText('ContainerConfig', container) }],
      ...(idFile === undefined ? {} : { note: `docker writes the ID to ${idFile} as well` }),
    },
  ];
}

export interface ExplainedRun {
  input: AloneInput;
  idFile: string | undefined;
  isDetached: boolean;
  tty: boolean;
  stdin: boolean;
  removes: boolean;
}

/** The lines of run. */
export function explainRun(run: ExplainedRun): PlanLine[] {
  const { input, idFile, isDetached, tty, stdin, removes } = run;
  const keys = `${stdin ? 'i' : ''}${tty ? 't' : ''}`;
  const join: PlanLine =
    stdin || tty
      ? {
          words: ['attach', ...(keys === '' ? [] : [`-${keys}`]), '$CONTAINER'],
          note: 'what it printed before is in crix logs',
        }
      : { words: ['logs', '--follow', '$CONTAINER'] };
  return [
    ...explainMaking(input, idFile),
    { words: ['start', '$CONTAINER'] },
    ...(isDetached ? [] : [join]),
    ...(removes ? [{ words: ['rmp', '--force', '$POD'], note: 'when the container has ended' }] : []),
  ];
}

/** What is not known here is left to the runtime: the image's own command, and where cgroups go. */
function configsFor(input: AloneInput, full: string): Configs {
  const name = input.name ?? 'my-container';
  const image = { id: full, repoTags: [], repoDigests: [], size: 0n, username: '', pinned: false };
  const configs = configsOf(
    { ...input, entrypoint: [], command: ['command'] },
    { name, image: { image, spec: undefined }, places: defaultPlaces, cgroupParent: '' },
  );
  const { pod, container } = configs;
  return {
    pod: {
      ...pod,
      metadata: { ...pod.metadata, uid: '' },
      logDirectory: `${defaultPlaces.logs}/crix_${name}`,
      annotations: {},
    },
    container: { ...container, command: [...(input.entrypoint ?? [])], args: [...input.command] },
  };
}

function preparations({ binds, tmpfs, isolated, publishesExposed, memory }: AloneInput): PlanLine[] {
  const made = binds.filter(({ makeSource }) => makeSource).map(({ source }) => source);
  const picksPorts = publishesExposed || (memory.published ?? []).some(({ hostPort }) => hostPort === 0);
  const notes = [
    ...(picksPorts ? ['CRI picks no ports of the host: write free ones into port_mappings of the file below'] : []),
    ...(made.length === 0 ? [] : [`these folders have to be there, docker makes them: ${made.join(' ')}`]),
    ...(tmpfs.length === 0 ? [] : ['CRI has no tmpfs: make the folders that stand for them in the file below']),
    ...(isolated ? ['CRI has no pod without network: crix takes the interfaces out of it'] : []),
  ];
  return notes.map((note) => ({ words: [], note }));
}
