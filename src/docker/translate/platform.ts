import { CrixError } from '../../errors.ts';

const spellings: Readonly<Record<string, readonly string[]>> = {
  x64: ['amd64', 'x86_64', 'x86-64'],
  arm64: ['arm64', 'aarch64', 'arm64/v8'],
};

/** CRI pulls for the node's own platform. @throws CrixError for any other */
export function checkPlatform(wanted: string | undefined, architecture: string): void {
  if (wanted === undefined || wanted === '') return;
  const own = spellings[architecture] ?? [architecture];
  const bare = wanted.toLowerCase().replace(/^linux(\/|$)/, '');
  if (bare === '' || own.includes(bare)) return;
  throw new CrixError(
    'unsupported',
    `--platform ${wanted}: CRI pulls and runs images of the node's own platform, linux/${own[0]}`,
  );
}
