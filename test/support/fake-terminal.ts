import type { TerminalSize } from '../../src/stream/channels.ts';
import type { Terminal } from '../../src/stream/terminal.ts';

/** A terminal that remembers whether it was left in raw mode. */
export class FakeTerminal implements Terminal {
  current: TerminalSize;
  isRaw = false;
  wasRaw = false;
  readonly #listeners = new Set<() => void>();

  constructor(size: TerminalSize = { columns: 80, rows: 24 }) {
    this.current = size;
  }

  size(): TerminalSize {
    return this.current;
  }

  onResize(changed: () => void): () => void {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  }

  enterRawMode(): () => void {
    this.isRaw = true;
    this.wasRaw = true;
    return () => {
      this.isRaw = false;
    };
  }

  resize(columns: number, rows: number): void {
    this.current = { columns, rows };
    for (const listener of this.#listeners) listener();
  }

  get listenerCount(): number {
    return this.#listeners.size;
  }
}

/** A sink that keeps everything. */
export class Collector {
  bytes = Buffer.alloc(0);

  async write(bytes: Uint8Array): Promise<void> {
    this.bytes = Buffer.concat([this.bytes, bytes]);
  }

  get text(): string {
    return this.bytes.toString('utf8');
  }
}
