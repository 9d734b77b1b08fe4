import { arch } from 'node:os';
import { dirname } from 'node:path';
import { settings } from '../containerd-config.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import { objectAt, textAt } from '../walk.ts';

const { ok, warn, fail, skipped } = findingsOf('runtime.binaries');

/** e_machine in the header of an ELF file, by node's names. */
const machines: Readonly<Record<string, number>> = { x64: 62, arm64: 183 };
const oldestRunc = [1, 1] as const;

export const check: Check = {
  id: 'runtime.binaries',
  group: 'runtime',
  title: 'are runc and the shims there, and can they run?',
  needs: 'runtime',
  async run(facts) {
    const daemon = await facts.daemon();
    if (daemon === undefined || daemon.path.length === 0)
      return [skipped("the daemon's search path is not known; run as root")];
    const runtimes = await runtimesOf(facts);
    if (runtimes.length === 0) return [skipped('the runtime does not say which programs it runs')];
    const findings = (
      await Promise.all(runtimes.map((runtime) => runtimeFindings(facts, runtime, daemon.path)))
    ).flat();
    return findings.length > 0
      ? findings
      : [ok(runtimes.map(({ name, type, binary }) => `${name}: ${binary}, ${type}`).join('; '))];
  },
};

interface Runtime {
  name: string;
  /** Such as io.containerd.runc.v2. */
  type: string;
  binary: string;
}

async function runtimesOf(facts: Facts): Promise<Runtime[]> {
  const told = objectAt(await facts.info(), 'containerd', 'runtimes');
  const runtimes = Object.keys(told).length > 0 ? told : objectAt(settings.runtimes(await facts.config()));
  return Object.entries(runtimes).flatMap(([name, runtime]) => {
    const type = textAt(runtime, 'runtimeType') ?? textAt(runtime, 'runtime_type') ?? 'io.containerd.runc.v2';
    if (!type.startsWith('io.containerd.runc.')) return [];
    return [{ name, type, binary: textAt(runtime, 'options', 'BinaryName') ?? 'runc' }];
  });
}

async function runtimeFindings(
  facts: Facts,
  { name, type, binary }: Runtime,
  path: readonly string[],
): Promise<Finding[]> {
  const findings: Finding[] = [];
  const program = facts.findProgram(binary, path);
  if (program === undefined) findings.push(missingProgram(name, binary, path));
  else findings.push(...(await programFindings(facts, program)));
  const shim = `containerd-shim-${type.split('.').slice(-2).join('-')}`;
  const beside = dirname((await facts.daemon())?.program ?? '/');
  if (facts.findProgram(shim, [beside, ...path]) === undefined) {
    findings.push(
      fail('shim-missing', `${shim}, the shim of runtime ${name}, is not in ${[beside, ...path].join(':')}`, {
        why: 'no pod of this runtime can start; Status says nothing of it',
        next: [`install ${shim} beside containerd in ${beside}`],
      }),
    );
  }
  return findings;
}

function missingProgram(name: string, binary: string, path: readonly string[]): Finding {
  const place = binary.startsWith('/')
    ? 'does not exist or is not executable'
    : `is not in the daemon's PATH, ${path.join(':')}`;
  return fail('runc-missing', `${binary}, which runtime ${name} runs, ${place}`, {
    why: 'no pod can start; Status says nothing of it',
    next: [binary.startsWith('/') ? `chmod +x ${binary}` : `install ${binary} into a folder of the daemon's PATH`],
  });
}

async function programFindings(facts: Facts, program: string): Promise<Finding[]> {
  const head = facts.machine.head(program, 20);
  const wanted = machines[arch()];
  if (
    head !== undefined &&
    wanted !== undefined &&
    head.toString('latin1', 0, 4) === '\x7fELF' &&
    head.readUInt16LE(18) !== wanted
  ) {
    return [
      fail('architecture', `${program} is built for another kind of processor`, {
        why: 'no pod can start: exec format error',
        next: [`install the ${arch()} build of ${program}`],
      }),
    ];
  }
  const version = /runc version (\d+)\.(\d+)\S*/.exec((await facts.sources.output(program, ['--version'])) ?? '');
  if (version === null) return [];
  const [text, major, minor] = version;
  const isOld = Number(major) < oldestRunc[0] || (Number(major) === oldestRunc[0] && Number(minor) < oldestRunc[1]);
  if (!isOld) return [];
  return [
    warn('runc-old', `${program} is ${text}`, {
      why: 'versions before 1.1 lack security fixes and cgroup v2 features; nothing warns of them',
      next: [`install runc ${oldestRunc.join('.')} or later as ${program}`],
    }),
  ];
}
