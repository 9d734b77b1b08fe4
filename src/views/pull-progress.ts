import type { LayerProgress } from '../containerd/api.ts';
import { formatBytes } from '../output/units.ts';

export interface PullFrame {
  reference: string;
  elapsedMs: number;
  /** Undefined when the runtime does not tell what its layers do. */
  layers: readonly LayerProgress[] | undefined;
  columns: number;
  /** Lines that may be drawn. */
  rows: number;
}

const spinner = ['|', '/', '-', '\\'];
const spinMs = 250;

/** How far a pull is, as lines for a terminal: a head, and a bar for each layer that is not finished. */
export function pullLines(frame: PullFrame): string[] {
  const { reference, elapsedMs, layers } = frame;
  const spin = spinner[Math.floor(elapsedMs / spinMs) % spinner.length];
  const elapsed = `${Math.floor(elapsedMs / 1000)}s`;
  if (layers === undefined || layers.length === 0) return [`${spin} pulling ${reference}  ${elapsed}`];
  const finished = layers.filter(({ state }) => state === 'unpacked').length;
  const head = `${spin} pulling ${reference}  ${amount(sum(layers, 'offset'), sum(layers, 'total'))}  ${elapsed}`;
  const open = layers.filter(({ state }) => state !== 'unpacked');
  const shown = open.slice(0, Math.max(frame.rows - 3, 1));
  const hidden = open.length - shown.length;
  return [
    head,
    ...(finished > 0 ? [`  ${finished} of ${layers.length} layers complete`] : []),
    ...shown.map((layer) => layerLine(layer, frame.columns)),
    ...(hidden > 0 ? [`  and ${hidden} more`] : []),
  ];
}

const stateWords: Partial<Record<LayerProgress['state'], string>> = {
  waiting: 'waiting',
  done: 'downloaded',
  extracting: 'extracting',
};

function layerLine({ digest, offset, total, state }: LayerProgress, columns: number): string {
  const name = digest.replace(/^sha256:/, '').slice(0, 12);
  const width = Math.min(30, columns - 46);
  const progress = width < 8 ? '' : `${bar(offset, total, width)}  `;
  return `  ${name}  ${progress}${stateWords[state] ?? amount(offset, total)}`;
}

function bar(offset: bigint, total: bigint, width: number): string {
  const filled = total > 0n ? Math.min(Number((offset * BigInt(width)) / total), width) : 0;
  const tip = filled < width && offset > 0n ? '>' : '';
  return `[${'='.repeat(filled)}${tip}${' '.repeat(width - filled - tip.length)}]`;
}

function amount(offset: bigint, total: bigint): string {
  return `${formatBytes(offset, 3)} / ${formatBytes(total, 3)}`;
}

function sum(layers: readonly LayerProgress[], field: 'offset' | 'total'): bigint {
  return layers.reduce((all, layer) => all + layer[field], 0n);
}
