/** Cases that cannot pass on CRI, and why. docs/differences.md says the same for people. */
export const dockerDifferences: Readonly<Record<string, string>> = {
  'logs/long-line-timestamps':
    'a long line is one line with one time, although the runtime keeps it in pieces; docker puts a time in front of each piece',
  'run/detach-not-found':
    'a container whose program cannot be started stays as an exited one: CRI has no way back to a created one',
};
