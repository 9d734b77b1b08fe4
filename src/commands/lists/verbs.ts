/** What docker's users type after `image` and `container` to list them. No image is called so. */
export function isListVerb(word: string | undefined): boolean {
  return word === 'ls' || word === 'list';
}
