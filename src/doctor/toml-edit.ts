import { readToml } from './toml.ts';
import { textsAt, valueAt } from './walk.ts';

/** The text without some of the names in a list at the top of the file; undefined when that cannot be done safely. */
export function withoutListed(text: string, list: string, isGone: (name: string) => boolean): string | undefined {
  const reading = readToml(text);
  if (!('document' in reading)) return undefined;
  const kept = textsAt(reading.document, list).filter((name) => !isGone(name));
  const written = `${list} = [${kept.map((name) => JSON.stringify(name)).join(', ')}]`;
  const edited = text.replace(new RegExp(`^[ \\t]*${list}[ \\t]*=[ \\t]*\\[[^\\]]*\\]`, 'm'), () => written);
  return sameBut(text, edited, (document) => textsAt(document, list).join() === kept.join()) ? edited : undefined;
}

/** The text with every assignment of true or false to a key turned; undefined when there is none. */
export function withFlag(text: string, key: string, value: boolean): string | undefined {
  const edited = text.replace(new RegExp(`^([ \\t]*${key}[ \\t]*=[ \\t]*)(?:true|false)`, 'gm'), `$1${value}`);
  return sameBut(text, edited, () => true) ? edited : undefined;
}

/** An edit by pattern is only good when the result still is TOML and says what was meant. */
function sameBut(before: string, after: string, isMeant: (document: unknown) => boolean): boolean {
  if (before === after) return false;
  const [one, other] = [readToml(before), readToml(after)];
  if (!('document' in one) || !('document' in other)) return false;
  return valueAt(one.document, 'version') === valueAt(other.document, 'version') && isMeant(other.document);
}
