/** Cases that cannot pass on CRI, and why. docs/differences.md says the same for people. */
export const dockerDifferences: Readonly<Record<string, string>> = {};
