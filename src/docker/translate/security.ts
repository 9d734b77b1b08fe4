import { CrixError } from '../../errors.ts';

const capabilityNames = `AUDIT_CONTROL AUDIT_READ AUDIT_WRITE BLOCK_SUSPEND BPF CHECKPOINT_RESTORE CHOWN DAC_OVERRIDE
  DAC_READ_SEARCH FOWNER FSETID IPC_LOCK IPC_OWNER KILL LEASE LINUX_IMMUTABLE MAC_ADMIN MAC_OVERRIDE MKNOD NET_ADMIN
  NET_BIND_SERVICE NET_BROADCAST NET_RAW PERFMON SETFCAP SETGID SETPCAP SETUID SYSLOG SYS_ADMIN SYS_BOOT SYS_CHROOT
  SYS_MODULE SYS_NICE SYS_PACCT SYS_PTRACE SYS_RAWIO SYS_RESOURCE SYS_TIME SYS_TTY_CONFIG WAKE_ALARM`.split(/\s+/);

/** Capabilities as CRI names them: upper case, without CAP_. @throws CrixError of kind usage */
export function capabilitiesOf(words: readonly string[], flag: string): string[] {
  return words.map((word) => {
    const name = word.toUpperCase().replace(/^CAP_/, '');
    if (name === 'ALL' || capabilityNames.includes(name)) return name;
    throw new CrixError('failure', `invalid capability ${JSON.stringify(word)} for --${flag}`, {
      hint: 'see capabilities(7)',
    });
  });
}

export interface SecurityOptions {
  noNewPrivileges: boolean;
  /** Absent: the runtime's default profile. */
  seccomp?: SecurityProfile;
  apparmor?: SecurityProfile;
  selinux?: { user?: string; role?: string; type?: string; level?: string };
}

export interface SecurityProfile {
  profileType: 'RuntimeDefault' | 'Unconfined' | 'Localhost';
  localhostRef: string;
}

/** `--security-opt`: no-new-privileges, seccomp=, apparmor=, label=. @throws CrixError of kind usage */
export function securityOptionsOf(words: readonly string[]): SecurityOptions {
  const options: SecurityOptions = { noNewPrivileges: false };
  for (const word of words) {
    const [, key = '', value = ''] = /^([^=:]+)[=:]?(.*)$/s.exec(word) ?? [];
    if (key === 'no-new-privileges') options.noNewPrivileges = value !== 'false';
    else if (key === 'seccomp') options.seccomp = profileOf(value);
    else if (key === 'apparmor') options.apparmor = profileOf(value);
    else if (key === 'label') options.selinux = { ...options.selinux, ...labelOf(word, value) };
    else
      throw new CrixError('usage', `invalid --security-opt: ${JSON.stringify(word)}`, {
        hint: 'known: no-new-privileges, seccomp=, apparmor=, label=',
      });
  }
  return options;
}

function profileOf(value: string): SecurityProfile {
  if (value === 'unconfined') return { profileType: 'Unconfined', localhostRef: '' };
  if (value === '' || value === 'builtin') return { profileType: 'RuntimeDefault', localhostRef: '' };
  return { profileType: 'Localhost', localhostRef: value };
}

function labelOf(word: string, value: string): Record<string, string> {
  const [, key, label] = /^(user|role|type|level):(.+)$/.exec(value) ?? [];
  if (key === undefined || label === undefined) {
    throw new CrixError('usage', `invalid --security-opt: ${JSON.stringify(word)}`, {
      hint: 'want label=user:|role:|type:|level:VALUE',
    });
  }
  return { [key]: label };
}

export interface RunAs {
  /** A name, for the runtime to look up in the image. */
  username?: string;
  uid?: bigint;
  gid?: bigint;
}

/** `-u USER[:GROUP]`: numbers where they are numbers, names for the runtime to look up. */
export function runAsOf(word: string): RunAs {
  if (word === '') return {};
  const [user = '', group] = word.split(':');
  const isNumber = (text: string): boolean => /^\d+$/.test(text);
  if (!isNumber(user) || (group !== undefined && !isNumber(group))) return { username: word };
  return { uid: BigInt(user), ...(group === undefined ? {} : { gid: BigInt(group) }) };
}
