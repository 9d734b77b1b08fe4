import { type FSWatcher, realpathSync, watch } from 'node:fs';
import { basename, dirname } from 'node:path';

/** Tells when something happened to a file: by inotify on its folder where that works. */
export class Changes {
  isWatching = false;
  #happened = false;
  #wake: (() => void) | undefined;
  readonly #watcher: FSWatcher | undefined;
  readonly #signal: AbortSignal;
  readonly #onAbort = (): void => this.#wake?.();

  constructor(path: string, signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', this.#onAbort);
    this.#watcher = this.#watch(path);
  }

  #watch(path: string): FSWatcher | undefined {
    try {
      const real = realpathSync(path);
      const name = basename(real);
      const watcher = watch(dirname(real), (_event, changed) => {
        if (changed !== null && changed !== name) return;
        this.#happened = true;
        this.#wake?.();
      });
      this.isWatching = true;
      watcher.on('error', () => {
        this.isWatching = false;
      });
      return watcher;
    } catch {
      // Watches are a limited resource (ENOSPC, EMFILE); polling does as well.
      return undefined;
    }
  }

  /** What happened so far is about to be looked at. */
  forget(): void {
    this.#happened = false;
  }

  /** Returns at the next change since `forget`, or after a while. */
  wait(milliseconds: number): Promise<void> {
    if (this.#happened || this.#signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#wake = undefined;
        resolve();
      };
      const timer = setTimeout(done, milliseconds);
      this.#wake = done;
    });
  }

  close(): void {
    this.#watcher?.close();
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}
