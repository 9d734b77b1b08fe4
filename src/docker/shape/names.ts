/** docker cuts IDs here. */
const shown = 12;

export function shortDockerId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, shown);
}
