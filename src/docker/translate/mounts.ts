import { CrixError } from '../../errors.ts';
import type { BindMount, TmpfsMount } from '../../ops/containers/host-mounts.ts';

export interface DeviceMapping {
  source: string;
  target: string;
  permissions: string;
}

export interface Mounts {
  binds: BindMount[];
  tmpfs: TmpfsMount[];
}

type Propagation = BindMount['propagation'];

const propagations: Readonly<Record<string, Propagation>> = {
  private: 'PROPAGATION_PRIVATE',
  rprivate: 'PROPAGATION_PRIVATE',
  slave: 'PROPAGATION_HOST_TO_CONTAINER',
  rslave: 'PROPAGATION_HOST_TO_CONTAINER',
  shared: 'PROPAGATION_BIDIRECTIONAL',
  rshared: 'PROPAGATION_BIDIRECTIONAL',
};

/** Modes of `-v` that say nothing on this node. */
const ignoredModes = new Set(['rw', 'z', 'Z', 'nocopy', 'cached', 'delegated', 'consistent']);

const noVolumes = 'CRI has no volumes; name a folder of the host instead';

/** `-v SOURCE:TARGET[:MODE]`. `absolute` resolves a relative source against the caller's folder. @throws CrixError of kind usage */
export function volumeOf(word: string, absolute: (path: string) => string): BindMount {
  const [source = '', target, mode = '', ...more] = word.split(':');
  if (target === undefined) throw new CrixError('unsupported', `volume ${word}: ${noVolumes}`);
  if (more.length > 0 || !target.startsWith('/'))
    throw invalid('volume', word, `the path in the container has to be absolute`);
  if (!/^[./~]/.test(source)) throw new CrixError('unsupported', `volume ${word}: ${noVolumes}`);
  const mount: BindMount = {
    source: absolute(source),
    target,
    readonly: false,
    propagation: 'PROPAGATION_PRIVATE',
    makeSource: true,
  };
  for (const one of mode === '' ? [] : mode.split(',')) {
    const propagation = propagations[one];
    if (one === 'ro') mount.readonly = true;
    else if (propagation !== undefined) mount.propagation = propagation;
    else if (!ignoredModes.has(one)) throw invalid('volume', word, `invalid mode: ${one}`);
  }
  return mount;
}

const mountKeys: Readonly<Record<string, string>> = {
  type: 'type',
  source: 'source',
  src: 'source',
  target: 'target',
  dst: 'target',
  destination: 'target',
  readonly: 'readonly',
  ro: 'readonly',
  'bind-propagation': 'propagation',
  'tmpfs-size': 'size',
  'tmpfs-mode': 'mode',
  consistency: 'ignored',
  'bind-nonrecursive': 'ignored',
};

/** `--mount type=bind,source=…,target=…[,readonly]` or `type=tmpfs,…`. @throws CrixError of kind usage */
export function mountOf(word: string, absolute: (path: string) => string, bytes: (text: string) => bigint): Mounts {
  const facts = mountFacts(word);
  const target = facts.get('target');
  if (target === undefined || !target.startsWith('/'))
    throw invalid('mount', word, 'target is required, as an absolute path');
  const type = facts.get('type') ?? 'volume';
  if (type === 'tmpfs') return { binds: [], tmpfs: [tmpfsFacts(target, facts.get('size'), facts.get('mode'), bytes)] };
  if (type !== 'bind') throw new CrixError('unsupported', `mount ${word}: type ${type}: ${noVolumes}`);
  const source = facts.get('source');
  if (source === undefined) throw invalid('mount', word, 'source is required for type bind');
  const propagation = propagations[facts.get('propagation') ?? 'rprivate'];
  if (propagation === undefined) throw invalid('mount', word, `invalid propagation ${facts.get('propagation')}`);
  const readonly = ['true', '1'].includes(facts.get('readonly') ?? 'false');
  return { binds: [{ source: absolute(source), target, readonly, propagation, makeSource: false }], tmpfs: [] };
}

function mountFacts(word: string): Map<string, string> {
  const facts = new Map<string, string>();
  for (const part of word.split(',')) {
    const equals = part.indexOf('=');
    const spelled = equals < 0 ? part : part.slice(0, equals);
    const key = mountKeys[spelled.toLowerCase()];
    if (key === undefined) throw invalid('mount', word, `unexpected key '${spelled}'`);
    facts.set(key, equals < 0 ? 'true' : part.slice(equals + 1));
  }
  return facts;
}

/** `--tmpfs TARGET[:size=64m,mode=1777,…]`. */
export function tmpfsOf(word: string, bytes: (text: string) => bigint): TmpfsMount {
  const [target = '', options = ''] = word.split(':');
  if (!target.startsWith('/')) throw invalid('tmpfs', word, 'the path has to be absolute');
  const facts = new Map(options.split(',').map((option) => [option.split('=')[0], option.split('=')[1]] as const));
  return tmpfsFacts(target, facts.get('size'), facts.get('mode'), bytes);
}

function tmpfsFacts(
  target: string,
  size: string | undefined,
  mode: string | undefined,
  bytes: (text: string) => bigint,
): TmpfsMount {
  return {
    target,
    ...(size === undefined ? {} : { sizeBytes: bytes(size) }),
    mode: mode === undefined ? 0o1777 : Number.parseInt(mode, 8),
  };
}

/** `--device /dev/x[:/dev/y[:rwm]]`. */
export function deviceOf(word: string): DeviceMapping {
  const [source = '', second, third] = word.split(':');
  const permissions = third ?? (second !== undefined && /^[rwm]{1,3}$/.test(second) ? second : 'rwm');
  const target = second === undefined || second === permissions ? source : second;
  if (!source.startsWith('/') || !/^[rwm]{1,3}$/.test(permissions))
    throw invalid('device', word, 'want /dev/HOST[:/dev/CONTAINER[:rwm]]');
  return { source, target, permissions };
}

function invalid(what: string, word: string, why: string): CrixError {
  return new CrixError('usage', `invalid ${what} ${JSON.stringify(word)}: ${why}`);
}
