import type { Readable } from 'node:stream';
import { detachFilter } from './terminal.ts';

export interface InputTarget {
  /** False: wait for a call of `resume` before sending more. */
  send(bytes: Uint8Array): boolean;
  end(): void;
  /** The detach keys were typed. */
  detach(): void;
}

export interface InputPump {
  /** The target takes more. */
  resume(): void;
  /** Reads no more, and lets go of the input so that it does not keep the program alive. */
  stop(): void;
}

/** Sends everything from an input, no faster than the target takes it. */
export function pumpInput(input: Readable, detachKeys: Uint8Array, target: InputTarget): InputPump {
  const filter = detachFilter(detachKeys);
  let isStopped = false;
  const onData = (chunk: Uint8Array) => {
    const { pass, isDetached } = filter(chunk);
    if (pass.length > 0 && !target.send(pass)) input.pause();
    if (isDetached) target.detach();
  };
  const onEnd = () => target.end();
  input.on('data', onData);
  input.on('end', onEnd);
  // A terminal that is gone reads as an error: to the command it is the end of its input.
  input.on('error', onEnd);
  input.resume();
  return {
    resume() {
      if (!isStopped) input.resume();
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
