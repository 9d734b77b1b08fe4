/** Where output goes. `write` resolves when more may be written. */
export interface ByteSink {
  write(bytes: Uint8Array): Promise<void>;
}

/** Output that may wait for a slow reader before the source is paused. */
const maxWaitingBytes = 512 * 1024;

/** Writes to one or more sinks in the order of arrival, and pauses the source while a sink is slow. */
export class OutputPump {
  readonly #pause: () => void;
  readonly #resume: () => void;
  #tail: Promise<void> = Promise.resolve();
  #waitingBytes = 0;
  #isPaused = false;

  constructor(source: { pause: () => void; resume: () => void }) {
    this.#pause = source.pause;
    this.#resume = source.resume;
  }

  write(sink: ByteSink, bytes: Uint8Array): void {
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > maxWaitingBytes && !this.#isPaused) {
      this.#isPaused = true;
      this.#pause();
    }
    this.#tail = this.#tail.then(() => sink.write(bytes)).then(() => this.#written(bytes.length));
  }

  /** Resolves when all that came so far is written. */
  flushed(): Promise<void> {
    return this.#tail;
  }

  #written(count: number): void {
    this.#waitingBytes -= count;
    if (this.#isPaused && this.#waitingBytes <= maxWaitingBytes / 2) {
      this.#isPaused = false;
      this.#resume();
    }
  }
}
