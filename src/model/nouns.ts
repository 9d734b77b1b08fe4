type Noun = 'container' | 'image' | 'pod';

/** docker's and podman's words for things, as people type them. */
const nouns: Readonly<Record<string, Noun>> = {
  container: 'container',
  containers: 'container',
  image: 'image',
  images: 'image',
  img: 'image',
  pod: 'pod',
  pods: 'pod',
};

const lists: Readonly<Record<Noun, string>> = { container: 'ps', image: 'images', pod: 'pods' };

/** Verbs that have another name here. */
const verbs: Readonly<Record<Noun, Readonly<Record<string, string>>>> = {
  container: { remove: 'rm' },
  image: { rm: 'rmi', remove: 'rmi', inspect: 'inspecti', prune: 'rmi --prune' },
  pod: { rm: 'rmp', remove: 'rmp', inspect: 'inspectp', stop: 'stopp', run: 'runp', create: 'runp', stats: 'statsp' },
};

/** The command that does what `image rm` or `containers` ask for: verbs stand alone here. Undefined for other words. */
export function commandFor(noun: string, verb: string | undefined): string | undefined {
  const thing = nouns[noun];
  if (thing === undefined) return undefined;
  if (verb === undefined || verb === 'ls' || verb === 'list') return lists[thing];
  return verbs[thing][verb] ?? verb;
}
