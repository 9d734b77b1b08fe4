import type { DockerEvent } from '../shape/event.ts';
import { type Filters, fitsLabels } from './filters.ts';

/** True for the events that are meant. Filters that docker does not know let everything through, as they do there. */
export function eventTest(filters: Filters): (event: DockerEvent) => boolean {
  const any = (key: string, fits: (word: string) => boolean): boolean => filters.get(key)?.some(fits) ?? true;
  return ({ Action, Type, Actor: { ID, Attributes } }) => {
    const { name = '', image = '' } = Attributes;
    return (
      any('event', (word) => word === Action) &&
      any('type', (word) => word === Type) &&
      any('container', (word) => ID.startsWith(word) || name.startsWith(word.replace(/^\//, ''))) &&
      any('image', (word) => word === image || word === image.replace(/:[^:/]*$/, '')) &&
      any('scope', (word) => word === 'local') &&
      fitsLabels(Attributes, filters.get('label'))
    );
  };
}
