import type { Init, Mask, RuntimeService } from '../../cri/api.ts';
import type { PodSandbox, PodSandboxFilter } from '../../cri/gen/types.ts';
import { parseLabels } from '../../model/labels.ts';
import { compileRegex, type Matches } from '../../model/regex.ts';
import { parsePodState } from '../../model/states.ts';
import { byAge, limitOf } from '../newest.ts';

/** Which pods, in the words of the flags that pods and inspectp share. */
export interface PodWords {
  id?: string | undefined;
  /** Regular expressions. */
  name?: string | undefined;
  namespace?: string | undefined;
  label: readonly string[];
  state?: string | undefined;
  latest: boolean;
  last: number;
}

/** The same, checked: what the runtime is asked for, and what is left to be done here. */
export interface PodSelection {
  filter: Init<PodSandboxFilter>;
  name?: Matches;
  namespace?: Matches;
  /** Only so many, the newest. */
  limit: number;
}

/** @throws CrixError of kind usage for a bad pattern, label or state */
export async function selectPods(words: PodWords): Promise<PodSelection> {
  return {
    filter: {
      ...(words.id ? { id: words.id } : {}),
      ...(words.state ? { state: { state: parsePodState(words.state) } } : {}),
      ...(words.label.length > 0 ? { labelSelector: parseLabels(words.label, 'label') } : {}),
    },
    limit: limitOf(words),
    ...(words.name ? { name: await compileRegex(words.name, 'name') } : {}),
    ...(words.namespace ? { namespace: await compileRegex(words.namespace, 'namespace') } : {}),
  };
}

/** What is decoded of each pod; absent: everything. */
export type PodMask = { readonly [Field in keyof PodSandbox]?: true | Mask };

/** Pods without metadata, which no runtime should have, are left out. The newest come first. */
export async function listPods(
  runtime: RuntimeService,
  selection: PodSelection,
  mask?: PodMask,
): Promise<PodSandbox[]> {
  const { filter, limit, name, namespace } = selection;
  const request = Object.keys(filter).length > 0 ? { filter } : {};
  const needed = { id: true, metadata: true, createdAt: true } as const;
  const call = mask === undefined ? {} : { mask: { items: { ...mask, ...needed } } };
  const { items } = await runtime.listPodSandbox(request, call);
  return items
    .filter(({ metadata }) => {
      if (metadata === undefined) return false;
      return (name?.(metadata.name) ?? true) && (namespace?.(metadata.namespace) ?? true);
    })
    .sort(byAge)
    .slice(0, limit);
}
