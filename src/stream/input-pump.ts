import type { Readable } from 'node:stream';
import { detachFilter } from './terminal.ts';

export interface InputTarget {
  /** Sends the parts as one. False: the target wants no more until `resume` is called. */
  send(parts: readonly Uint8Array[]): boolean;
  end(): void;
  /** The detach keys were typed. */
  detach(): void;
}

export interface InputPump {
  /** True while the target has not taken all that was sent. */
  readonly isBusy: boolean;
  /** The target takes more. */
  resume(): void;
  /** Reads no more, and lets go of the input so that it does not keep the program alive. */
  stop(): void;
}

/** Runtimes take input the faster the larger its pieces are: what comes while one is on its way is gathered for the next. */
const maxGatheredBytes = 4 * 1024 * 1024;

/** Sends everything from an input, no faster than the target takes it. */
export function pumpInput(input: Readable, detachKeys: Uint8Array, target: InputTarget): InputPump {
  const filter = detachFilter(detachKeys);
  let isStopped = false;
  let isBusy = false;
  let gathered: Uint8Array[] = [];
  let gatheredBytes = 0;
  const flush = () => {
    if (gatheredBytes === 0) return;
    const parts = gathered;
    gathered = [];
    gatheredBytes = 0;
    isBusy = !target.send(parts);
  };
  const onData = (chunk: Uint8Array) => {
    const { pass, isDetached } = filter(chunk);
    gathered.push(pass);
    gatheredBytes += pass.length;
    if (!isBusy) flush();
    if (gatheredBytes >= maxGatheredBytes) input.pause();
    if (isDetached) target.detach();
  };
  const onEnd = () => {
    flush();
    target.end();
  };
  input.on('data', onData);
  input.on('end', onEnd);
  // A terminal that is gone reads as an error: to the command it is the end of its input.
  input.on('error', onEnd);
  input.resume();
  return {
    get isBusy() {
      return isBusy;
    },
    resume() {
      if (isStopped) return;
      isBusy = false;
      flush();
      input.resume();
    },
    stop() {
      if (isStopped) return;
      isStopped = true;
      input.removeListener('data', onData);
      input.removeListener('end', onEnd);
      input.removeListener('error', onEnd);
      input.on('error', () => {});
      input.pause();
      (input as { unref?: () => void }).unref?.();
    },
  };
}
