import { readToml } from './toml.ts';
import { textsAt } from './walk.ts';

/** The text without some of the names in a list at the top of the file; undefined when that cannot be done safely. */
export function withoutListed(text: string, list: string, isGone: (name: string) => boolean): string | undefined {
  const reading = readToml(text);
  const names = 'document' in reading ? textsAt(reading.document, list) : [];
  if (!names.some(isGone)) return undefined;
  const kept = names.filter((name) => !isGone(name));
  const written = `${list} = [${kept.map((name) => JSON.stringify(name)).join(', ')}]`;
  const edited = text.replace(new RegExp(`^[ \\t]*${list}[ \\t]*=[ \\t]*\\[[^\\]]*\\]`, 'm'), () => written);
  const result = readToml(edited);
  const isMeant = 'document' in result && textsAt(result.document, list).join('\n') === kept.join('\n');
  return isMeant && isSameBut(list, text, edited) ? edited : undefined;
}

/** The text with every assignment of true or false to a key turned; undefined when there is none or it is not safe. */
export function withFlag(text: string, key: string, value: boolean): string | undefined {
  const edited = text.replace(new RegExp(`^([ \\t]*${key}[ \\t]*=[ \\t]*)(?:true|false)`, 'gm'), `$1${value}`);
  return edited !== text && isSameBut(key, text, edited) ? edited : undefined;
}

/** An edit by pattern may hit a comment or a text: it is only good when nothing but the key means something else now. */
function isSameBut(key: string, before: string, after: string): boolean {
  const [one, other] = [before, after].map((text) => {
    const reading = readToml(text);
    return 'document' in reading
      ? JSON.stringify(reading.document, (name, value) => (name === key ? null : value))
      : undefined;
  });
  return one !== undefined && one === other;
}
