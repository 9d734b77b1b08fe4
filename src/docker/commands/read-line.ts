/** One line of an input, or what comes before its end. Events instead of a loop: leaving a loop would close the stream. */
export function readLine(input: NodeJS.ReadStream, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const stop = (): void => {
      input.off('data', onData).off('end', done).off('error', done).pause();
      signal.removeEventListener('abort', onAbort);
    };
    const done = (): void => {
      stop();
      resolve(text.split('\n', 1)[0] ?? '');
    };
    const onAbort = (): void => {
      stop();
      reject(signal.reason);
    };
    const onData = (chunk: string): void => {
      text += chunk;
      if (text.includes('\n')) done();
    };
    signal.addEventListener('abort', onAbort);
    input.setEncoding('utf8').on('data', onData).on('end', done).on('error', done);
  });
}
