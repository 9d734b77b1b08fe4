import { cpus, release, totalmem } from 'node:os';

/** One line about what the figures were taken on. */
export function machine(): string {
  const [first] = cpus();
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  return `${cpus().length} × ${first?.model.trim() ?? 'unknown'}, ${memory}, Linux ${release()}, Node ${process.versions.node}`;
}
