import { readFileSync } from 'node:fs';
import { JsonNumber, readJson } from '../json.ts';
import type { TaskExecInput } from './api.ts';
import type { ProcessUser } from './container-user.ts';
import type { Any } from './gen/types.ts';

const processType = 'types.containerd.io/opencontainers/runtime-spec/1/Process';

/** The ambient and inheritable ones stay as they are. */
const capabilitySets = ['bounding', 'effective', 'permitted'] as const;

interface Process {
  terminal?: boolean;
  /** Without it a command that asks at once sees a terminal of no size. */
  consoleSize?: { width: number; height: number };
  user?: unknown;
  args: readonly string[];
  env?: readonly string[];
  cwd: string;
  capabilities?: Readonly<Record<string, readonly string[]>>;
  noNewPrivileges?: boolean;
  apparmorProfile?: string;
}

/** The container's process with another command, and with whatever else was asked for, packed for Tasks.Exec. */
export function processFor(containerSpec: Any, input: TaskExecInput, user: ProcessUser | undefined): Any {
  const spec = readJson(Buffer.from(containerSpec.value).toString('utf8')) as unknown as { process: Process };
  const original = spec.process;
  const isTerminal = input.terminal !== undefined;
  const changed: Process = {
    ...original,
    terminal: isTerminal,
    args: input.args,
    cwd: input.cwd ?? original.cwd,
    env: withVariables(original.env ?? [], { ...(isTerminal && { TERM: 'xterm' }), ...input.env }),
  };
  if (user !== undefined) changed.user = user;
  if (input.terminal !== undefined) {
    const { columns, rows } = input.terminal.size();
    changed.consoleSize = { width: columns, height: rows };
  }
  if (input.privileged === true) makePrivileged(changed);
  return { typeUrl: processType, value: Buffer.from(writeJson(changed)) };
}

function withVariables(env: readonly string[], added: Readonly<Record<string, string>>): string[] {
  const rest = new Map(Object.entries(added));
  const result = env.map((entry) => {
    const name = entry.split('=', 1)[0] ?? '';
    const value = rest.get(name);
    if (value === undefined) return entry;
    rest.delete(name);
    return `${name}=${value}`;
  });
  return [...result, ...[...rest].map(([name, value]) => `${name}=${value}`)];
}

function makePrivileged(changed: Process): void {
  const own = ownCapabilities(readFileSync('/proc/self/status', 'utf8'));
  changed.capabilities = {
    ...changed.capabilities,
    ...Object.fromEntries(capabilitySets.map((set) => [set, own])),
  };
  changed.noNewPrivileges = false;
  // On a host without AppArmor naming any profile fails.
  if (changed.apparmorProfile) changed.apparmorProfile = 'unconfined';
}

/** By their number in the kernel. */
const capabilityNames = (
  'CHOWN DAC_OVERRIDE DAC_READ_SEARCH FOWNER FSETID KILL SETGID SETUID SETPCAP LINUX_IMMUTABLE NET_BIND_SERVICE ' +
  'NET_BROADCAST NET_ADMIN NET_RAW IPC_LOCK IPC_OWNER SYS_MODULE SYS_RAWIO SYS_CHROOT SYS_PTRACE SYS_PACCT SYS_ADMIN ' +
  'SYS_BOOT SYS_NICE SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG MKNOD LEASE AUDIT_WRITE AUDIT_CONTROL SETFCAP MAC_OVERRIDE ' +
  'MAC_ADMIN SYSLOG WAKE_ALARM BLOCK_SUSPEND AUDIT_READ PERFMON BPF CHECKPOINT_RESTORE'
).split(' ');

/** "All" are those that the host gives to root: runc fails if it is asked for one more. */
export function ownCapabilities(status: string): string[] {
  const mask = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)$/m.exec(status)?.[1] ?? '0'}`);
  return capabilityNames.filter((_name, index) => (mask >> BigInt(index)) & 1n).map((name) => `CAP_${name}`);
}

/** A limit of 2^64 - 1 is usual here, so numbers keep all their digits. A NUL cannot occur in a process otherwise. */
function writeJson(value: unknown): string {
  const marked = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'bigint' || item instanceof JsonNumber ? `\0${item}` : item,
  );
  return marked.replace(/"\\u0000([^"]*)"/g, '$1');
}
