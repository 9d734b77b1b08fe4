import type { Call, Cri, ImageService, Init, Mask } from '../../cri/api.ts';
import type { Container, ContainerFilter } from '../../cri/gen/types.ts';
import { POD_LABELS, podNamespaceOf } from '../../model/kubernetes.ts';
import { parseLabels } from '../../model/labels.ts';
import { compileRegex, type Matches } from '../../model/regex.ts';
import { parseContainerState } from '../../model/states.ts';
import { lookUpImages } from '../images/look-up.ts';
import { byAge, limitOf } from '../newest.ts';

/** Which containers, in the words of the flags that ps, inspect and exec share. */
export interface ContainerWords {
  id?: string | undefined;
  pod?: string | undefined;
  /** Regular expressions. */
  name?: string | undefined;
  namespace?: string | undefined;
  /** An image's ID, tag or digest. */
  image?: string | undefined;
  label: readonly string[];
  state?: string | undefined;
  all: boolean;
  latest: boolean;
  last: number;
}

/** The same, checked: what the runtime is asked for, and what is left to be done here. */
export interface ContainerSelection {
  filter: Init<ContainerFilter>;
  name?: Matches;
  namespace?: Matches;
  image?: string;
  /** Only so many, the newest. */
  limit: number;
}

/** @throws CrixError of kind usage for a bad pattern, label or state */
export async function selectContainers(words: ContainerWords): Promise<ContainerSelection> {
  const state = words.state ? parseContainerState(words.state) : words.all ? undefined : 'CONTAINER_RUNNING';
  const limit = limitOf(words);
  const filter: Init<ContainerFilter> = {
    ...(words.id ? { id: words.id } : {}),
    ...(words.pod ? { podSandboxId: words.pod } : {}),
    // The newest ones may be of any state, even when one is asked for: so it is in crictl.
    ...(state === undefined || limit !== Number.POSITIVE_INFINITY ? {} : { state: { state } }),
    ...(words.label.length > 0 ? { labelSelector: parseLabels(words.label, 'label') } : {}),
  };
  return {
    filter,
    limit,
    ...(words.name ? { name: await compileRegex(words.name, 'name') } : {}),
    ...(words.namespace ? { namespace: await compileRegex(words.namespace, 'namespace') } : {}),
    ...(words.image ? { image: words.image } : {}),
  };
}

/** What is decoded of each container; absent: everything. */
export type ContainerMask = { readonly [Field in keyof Container]?: true | Mask };

/** Containers without metadata, which no runtime should have, are left out. The newest come first. */
export async function listContainers(
  cri: Cri,
  selection: ContainerSelection,
  mask?: ContainerMask,
  call: Call = {},
): Promise<Container[]> {
  const { filter, limit } = selection;
  const request = Object.keys(filter).length > 0 ? { filter } : {};
  const needed = mask === undefined ? {} : { mask: { containers: { ...mask, ...neededFor(selection) } } };
  const { containers } = await cri.runtime.listContainers(request, { ...call, ...needed });
  const candidates = containers.filter((container) => isSelected(container, selection));
  const kept = selection.image === undefined ? candidates : await madeOf(cri.images, candidates, [selection.image]);
  return kept.sort(byAge).slice(0, limit);
}

function neededFor({ namespace, image }: ContainerSelection): ContainerMask {
  return {
    id: true,
    metadata: true,
    createdAt: true,
    ...(namespace === undefined ? {} : { labels: POD_LABELS }),
    ...(image === undefined ? {} : { image: { image: true } }),
  };
}

function isSelected({ metadata, labels }: Container, { name, namespace }: ContainerSelection): boolean {
  if (metadata === undefined) return false;
  if (name !== undefined && !name(metadata.name)) return false;
  // A container that the kubelet did not make is in the namespace that tables show for it.
  return namespace === undefined || namespace(podNamespaceOf(labels) ?? 'unknown');
}

/** Those of any of these images. Compares by ID: a container may name its image by tag, digest or ID. */
export async function madeOf<T extends Pick<Container, 'image'>>(
  images: ImageService,
  containers: readonly T[],
  names: readonly string[],
): Promise<T[]> {
  const wanted = new Set([...(await lookUpImages(images, names)).values()].map(({ id }) => id));
  if (wanted.size === 0) return [];
  const imageName = ({ image }: T): string => image?.image ?? '';
  const found = await lookUpImages(
    images,
    containers.map(imageName).filter((name) => name !== ''),
  );
  return containers.filter((container) => wanted.has(found.get(imageName(container))?.id ?? ''));
}
