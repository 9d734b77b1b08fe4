/** So much of an ID is shown where it is cut. */
const SHOWN = 13;

/** An ID cut to what tables show, without its `sha256:`. */
export function shortId(id: string): string {
  return (id.startsWith('sha') ? id.replace(/^sha\d+:/, '') : id).slice(0, SHOWN);
}

/** True for what a runtime may know as an ID or the beginning of one. */
export function looksLikeId(word: string): boolean {
  return /^[0-9a-f]{1,64}$/.test(word);
}
