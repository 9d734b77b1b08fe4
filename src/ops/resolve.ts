import type { RuntimeService } from '../cri/api.ts';
import type { Container, PodSandbox } from '../cri/gen/types.ts';
import { CrixError, usageError } from '../errors.ts';
import { dockerNameOf } from '../model/docker-names.ts';
import { looksLikeId, shortId } from '../model/ids.ts';
import { podNameOf, podNamespaceOf } from '../model/kubernetes.ts';
import { stateWord } from '../model/states.ts';
import { newestAttempts } from './newest.ts';

export interface NameRules {
  /** False: words are IDs and go to the runtime as they are, as in crictl. */
  names: boolean;
  /** Of several containers with the name, take the one that runs. Only for commands that change nothing. */
  preferRunning?: boolean;
  /** Of several attempts of one container, take the newest. */
  newestAttempt?: boolean;
  /** Of several, take the one that docker's ps shows under exactly this name, as docker's users expect. */
  exactFirst?: boolean;
}

/** How docker's commands read names. */
export const dockerNames: NameRules = { names: true, exactFirst: true };

/**
 * Does something with the container that a word means: an ID, its beginning, a name, `pod/container`,
 * `namespace/pod/container`, or the `k8s_…` name that docker shows. The runtime is asked about names only when the word
 * cannot be an ID or is none that it knows.
 *
 * @throws CrixError of kind not-found or ambiguous, or what `act` threw
 */
export async function withContainer<T>(
  runtime: RuntimeService,
  word: string,
  rules: NameRules,
  act: (id: string) => Promise<T>,
): Promise<T> {
  if (!rules.names) return act(word);
  if (rules.exactFirst !== true) refuseEmpty(word, 'container');
  return actOn(word, act, async () => {
    // docker's own documents begin names with a slash.
    const name = word.replace(/^\//, '');
    const found = await namedContainers(runtime, name);
    const exact = rules.exactFirst === true ? found.filter((container) => dockerNameOf(container) === name) : [];
    if (exact.length === 1) return exact[0]?.id;
    const running = rules.preferRunning === true ? found.filter(({ state }) => state === 'CONTAINER_RUNNING') : [];
    const others = rules.newestAttempt === true ? newestAttempts(found) : found;
    return onlyOne('container', word, running.length === 1 ? running : others, aboutContainer);
  });
}

/** The same for a pod: an ID, its beginning, a name, `namespace/pod`, or docker's `k8s_POD_…` name. */
export async function withPod<T>(
  runtime: RuntimeService,
  word: string,
  rules: Pick<NameRules, 'names'>,
  act: (id: string) => Promise<T>,
): Promise<T> {
  if (!rules.names) return act(word);
  refuseEmpty(word, 'pod');
  return actOn(word, act, async () => {
    const { items } = await runtime.listPodSandbox({}, { mask: { items: { id: true, metadata: true, state: true } } });
    return onlyOne(
      'pod',
      word,
      items.filter((pod) => podNames(pod).includes(word)),
      aboutPod,
    );
  });
}

/** Every ID begins with nothing, so an unset variable of a script could mean any of them. */
function refuseEmpty(word: string, kind: 'container' | 'pod'): void {
  if (word === '') throw usageError(`an empty ${kind} ID was given`, 'is a variable of the script unset?');
}

async function actOn<T>(
  word: string,
  act: (id: string) => Promise<T>,
  byName: () => Promise<string | undefined>,
): Promise<T> {
  if (looksLikeId(word)) {
    try {
      return await act(word);
    } catch (error) {
      // A whole ID is no name; an ambiguous beginning of one is for the runtime to complain about.
      const mayBeName = word.length < 64 && error instanceof CrixError && error.kind === 'not-found';
      const id = mayBeName ? await byName() : undefined;
      if (id === undefined) throw error;
      return act(id);
    }
  }
  const id = await byName();
  // What is no name either is left to the runtime, whose answer names the word.
  return act(id ?? word);
}

function onlyOne<T extends { id: string }>(
  kind: string,
  word: string,
  found: readonly T[],
  about: (object: T) => string,
): string | undefined {
  if (found.length <= 1) return found[0]?.id;
  throw new CrixError('ambiguous', `${kind} ${JSON.stringify(word)} is ambiguous: ${found.length} have this name`, {
    hint: `use an ID: ${found.map(about).join(', ')}`,
  });
}

async function namedContainers(runtime: RuntimeService, word: string): Promise<readonly Container[]> {
  const mask = { id: true, podSandboxId: true, metadata: true, state: true, labels: true, createdAt: true } as const;
  const { containers } = await runtime.listContainers({}, { mask: { containers: mask } });
  const found = containers.filter((container) => namesOf(container).includes(word));
  return found.length > 0 || !word.startsWith('k8s_') ? found : namedByPod(runtime, containers, word);
}

/** Containers that the kubelet did not make have no labels that tell their pod. */
async function namedByPod(runtime: RuntimeService, containers: readonly Container[], word: string) {
  const { items } = await runtime.listPodSandbox({}, { mask: { items: { id: true, metadata: true } } });
  const pods = new Map(items.map((pod) => [pod.id, pod]));
  return containers.filter((container) => dockerNameOf(container, pods.get(container.podSandboxId)) === word);
}

function namesOf(container: Container): string[] {
  const { metadata, labels } = container;
  if (metadata === undefined) return [];
  const [pod, namespace] = [podNameOf(labels), podNamespaceOf(labels)];
  if (pod === undefined) return [metadata.name];
  const name = `${pod}/${metadata.name}`;
  return [metadata.name, name, `${namespace ?? ''}/${name}`, dockerNameOf(container)];
}

function podNames({ metadata }: PodSandbox): string[] {
  if (metadata === undefined) return [];
  const { name, namespace, uid, attempt } = metadata;
  return [name, `${namespace}/${name}`, `k8s_POD_${name}_${namespace}_${uid}_${attempt}`];
}

function aboutContainer({ id, metadata, labels, state }: Container): string {
  const path = [podNamespaceOf(labels), podNameOf(labels), metadata?.name].filter((part) => part !== undefined);
  return `${shortId(id)} (${path.join('/')}, ${(stateWord(state) ?? String(state)).toLowerCase()})`;
}

function aboutPod({ id, metadata, state }: PodSandbox): string {
  return `${shortId(id)} (${metadata?.namespace}/${metadata?.name}, ${(stateWord(state) ?? String(state)).toLowerCase()})`;
}
