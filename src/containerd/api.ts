/** containerd's own gRPC services, for what CRI cannot say. Filled in as commands need them. */
export interface Containerd {
  /** containerd's version, such as 1.6.20. */
  readonly version: string;
}
