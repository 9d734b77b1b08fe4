/** What containerd tells of a pod in verbose status beyond CRI, as far as it is used here. */
export interface PodDetails {
  readonly pid?: number;
  /** The configuration it was made from, in the spelling of crictl's files. Go leaves out what is empty or false. */
  readonly config?: {
    readonly hostname?: string;
    readonly dns_config?: {
      readonly servers?: readonly string[];
      readonly searches?: readonly string[];
      readonly options?: readonly string[];
    };
    readonly linux?: { readonly sysctls?: Readonly<Record<string, string>>; readonly cgroup_parent?: string };
  };
  readonly cniResult?: {
    readonly Interfaces?: Readonly<Record<string, CniInterface | null>>;
  };
}

interface CniInterface {
  readonly IPConfigs?: readonly { readonly IP?: string; readonly Gateway?: string }[] | null;
  readonly Mac?: string;
}

/** Empty where the runtime says nothing, or nothing that can be read. */
export function podDetailsOf(info: Readonly<Record<string, string>>): PodDetails {
  try {
    const details: unknown = JSON.parse(info['info'] ?? '{}');
    return typeof details === 'object' && details !== null ? (details as PodDetails) : {};
  } catch {
    return {};
  }
}
