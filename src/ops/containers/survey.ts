import type { Cri } from '../../cri/api.ts';
import type { Container, ContainerState, ContainerStatus, PodSandbox } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { manyAtOnce } from '../each-target.ts';
import { inParallel } from '../in-parallel.ts';
import { byAge } from '../newest.ts';
import { type ContainerDetails, detailsOf } from './details.ts';
import { inspectContainer } from './inspect.ts';

/** A container with what else is known of it. What was not asked for is undefined. */
export interface Surveyed {
  readonly container: Container;
  readonly pod: PodSandbox | undefined;
  readonly status: ContainerStatus | undefined;
  readonly details: ContainerDetails | undefined;
}

export interface SurveyNeeds {
  pods: boolean;
  /** A call for each container that is left; `details` costs the runtime more than `plain`. */
  status: 'none' | 'plain' | 'details';
}

export interface SurveyInput {
  /** Undefined: all. */
  state: ContainerState | undefined;
  needs: SurveyNeeds;
  /** Those that are meant, of all there are, the newest first. */
  choose(all: readonly Surveyed[]): readonly Surveyed[];
  /** Of those, the ones that are made of one of these images; undefined: of any. */
  images?: readonly string[] | undefined;
  /** The same by status. It makes the status needed for all that were chosen, beyond the limit. */
  keep?: ((one: Surveyed) => boolean) | undefined;
  limit: number;
}

/**
 * Containers joined with their pods, the newest first. Lists are asked for at the same time, statuses several at a time, and
 * only for what is left. A container that is removed meanwhile is left out.
 */
export async function surveyContainers({ runtime, images }: Cri, input: SurveyInput): Promise<Surveyed[]> {
  const { state, needs, choose, keep, limit } = input;
  const [{ containers }, pods] = await Promise.all([
    runtime.listContainers(state === undefined ? {} : { filter: { state: { state } } }),
    needs.pods ? podsById(runtime) : undefined,
  ]);
  const all = containers
    .filter(({ metadata }) => metadata !== undefined)
    .sort(byAge)
    .map((container) => {
      return { container, pod: pods?.get(container.podSandboxId), status: undefined, details: undefined };
    });
  const chosen = await ofImages(images, choose(all), input.images);
  if (keep === undefined) return withStatus(runtime, chosen.slice(0, limit), needs.status);
  const known = await withStatus(runtime, chosen, needs.status === 'none' ? 'plain' : needs.status);
  return known.filter(keep).slice(0, limit);
}

async function ofImages(
  images: Cri['images'],
  some: readonly Surveyed[],
  names: readonly string[] | undefined,
): Promise<readonly Surveyed[]> {
  if (names === undefined) return some;
  const { madeOf } = await import('./list.ts');
  const containers = await madeOf(
    images,
    some.map(({ container }) => container),
    names,
  );
  const kept = new Set(containers);
  return some.filter(({ container }) => kept.has(container));
}

async function podsById(runtime: Cri['runtime']): Promise<Map<string, PodSandbox>> {
  const { items } = await runtime.listPodSandbox({});
  return new Map(items.map((pod) => [pod.id, pod]));
}

async function withStatus(
  runtime: Cri['runtime'],
  some: readonly Surveyed[],
  need: SurveyNeeds['status'],
): Promise<Surveyed[]> {
  if (need === 'none') return [...some];
  const known = await inParallel(some, manyAtOnce, async (one) => {
    try {
      const { status, info } = await inspectContainer(runtime, one.container.id, need === 'details');
      return { ...one, status, details: need === 'details' ? detailsOf(info) : undefined };
    } catch (error) {
      if (error instanceof CrixError && error.kind === 'not-found') return undefined;
      throw error;
    }
  });
  return known.filter((one) => one !== undefined);
}
