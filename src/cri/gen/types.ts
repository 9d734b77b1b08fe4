// Made from schema.tsv by src/cri/gen/generate.ts (npm run gen). Do not edit.

/** A number where the runtime is newer than this schema. */
export type Protocol =
  | 'TCP'
  | 'UDP'
  | 'SCTP'
  | number;

/** A number where the runtime is newer than this schema. */
export type MountPropagation =
  | 'PROPAGATION_PRIVATE'
  | 'PROPAGATION_HOST_TO_CONTAINER'
  | 'PROPAGATION_BIDIRECTIONAL'
  | number;

/** A number where the runtime is newer than this schema. */
export type NamespaceMode =
  | 'POD'
  | 'CONTAINER'
  | 'NODE'
  | 'TARGET'
  | number;

/** A number where the runtime is newer than this schema. */
export type SupplementalGroupsPolicy =
  | 'Merge'
  | 'Strict'
  | number;

/** A number where the runtime is newer than this schema. */
export type SecurityProfileProfileType =
  | 'RuntimeDefault'
  | 'Unconfined'
  | 'Localhost'
  | number;

/** A number where the runtime is newer than this schema. */
export type PodSandboxState =
  | 'SANDBOX_READY'
  | 'SANDBOX_NOTREADY'
  | number;

/** A number where the runtime is newer than this schema. */
export type Signal =
  | 'SIGNAL_RUNTIME_DEFAULT'
  | 'SIGNAL_SIGABRT'
  | 'SIGNAL_SIGALRM'
  | 'SIGNAL_SIGBUS'
  | 'SIGNAL_SIGCHLD'
  | 'SIGNAL_SIGCLD'
  | 'SIGNAL_SIGCONT'
  | 'SIGNAL_SIGFPE'
  | 'SIGNAL_SIGHUP'
  | 'SIGNAL_SIGILL'
  | 'SIGNAL_SIGINT'
  | 'SIGNAL_SIGIO'
  | 'SIGNAL_SIGIOT'
  | 'SIGNAL_SIGKILL'
  | 'SIGNAL_SIGPIPE'
  | 'SIGNAL_SIGPOLL'
  | 'SIGNAL_SIGPROF'
  | 'SIGNAL_SIGPWR'
  | 'SIGNAL_SIGQUIT'
  | 'SIGNAL_SIGSEGV'
  | 'SIGNAL_SIGSTKFLT'
  | 'SIGNAL_SIGSTOP'
  | 'SIGNAL_SIGSYS'
  | 'SIGNAL_SIGTERM'
  | 'SIGNAL_SIGTRAP'
  | 'SIGNAL_SIGTSTP'
  | 'SIGNAL_SIGTTIN'
  | 'SIGNAL_SIGTTOU'
  | 'SIGNAL_SIGURG'
  | 'SIGNAL_SIGUSR1'
  | 'SIGNAL_SIGUSR2'
  | 'SIGNAL_SIGVTALRM'
  | 'SIGNAL_SIGWINCH'
  | 'SIGNAL_SIGXCPU'
  | 'SIGNAL_SIGXFSZ'
  | 'SIGNAL_SIGRTMIN'
  | 'SIGNAL_SIGRTMINPLUS1'
  | 'SIGNAL_SIGRTMINPLUS2'
  | 'SIGNAL_SIGRTMINPLUS3'
  | 'SIGNAL_SIGRTMINPLUS4'
  | 'SIGNAL_SIGRTMINPLUS5'
  | 'SIGNAL_SIGRTMINPLUS6'
  | 'SIGNAL_SIGRTMINPLUS7'
  | 'SIGNAL_SIGRTMINPLUS8'
  | 'SIGNAL_SIGRTMINPLUS9'
  | 'SIGNAL_SIGRTMINPLUS10'
  | 'SIGNAL_SIGRTMINPLUS11'
  | 'SIGNAL_SIGRTMINPLUS12'
  | 'SIGNAL_SIGRTMINPLUS13'
  | 'SIGNAL_SIGRTMINPLUS14'
  | 'SIGNAL_SIGRTMINPLUS15'
  | 'SIGNAL_SIGRTMAXMINUS14'
  | 'SIGNAL_SIGRTMAXMINUS13'
  | 'SIGNAL_SIGRTMAXMINUS12'
  | 'SIGNAL_SIGRTMAXMINUS11'
  | 'SIGNAL_SIGRTMAXMINUS10'
  | 'SIGNAL_SIGRTMAXMINUS9'
  | 'SIGNAL_SIGRTMAXMINUS8'
  | 'SIGNAL_SIGRTMAXMINUS7'
  | 'SIGNAL_SIGRTMAXMINUS6'
  | 'SIGNAL_SIGRTMAXMINUS5'
  | 'SIGNAL_SIGRTMAXMINUS4'
  | 'SIGNAL_SIGRTMAXMINUS3'
  | 'SIGNAL_SIGRTMAXMINUS2'
  | 'SIGNAL_SIGRTMAXMINUS1'
  | 'SIGNAL_SIGRTMAX'
  | number;

/** A number where the runtime is newer than this schema. */
export type ContainerState =
  | 'CONTAINER_CREATED'
  | 'CONTAINER_RUNNING'
  | 'CONTAINER_EXITED'
  | 'CONTAINER_UNKNOWN'
  | number;

/** A number where the runtime is newer than this schema. */
export type ContainerEventType =
  | 'CONTAINER_CREATED_EVENT'
  | 'CONTAINER_STARTED_EVENT'
  | 'CONTAINER_STOPPED_EVENT'
  | 'CONTAINER_DELETED_EVENT'
  | number;

/** A number where the runtime is newer than this schema. */
export type MetricType =
  | 'COUNTER'
  | 'GAUGE'
  | number;

/** A number where the runtime is newer than this schema. */
export type CgroupDriver =
  | 'SYSTEMD'
  | 'CGROUPFS'
  | number;

export interface VersionRequest {
  version: string;
}

export interface VersionResponse {
  version: string;
  runtimeName: string;
  runtimeVersion: string;
  runtimeApiVersion: string;
}

export interface DNSConfig {
  servers: readonly string[];
  searches: readonly string[];
  options: readonly string[];
}

export interface PortMapping {
  protocol: Protocol;
  containerPort: number;
  hostPort: number;
  hostIp: string;
}

export interface Mount {
  containerPath: string;
  hostPath: string;
  readonly: boolean;
  selinuxRelabel: boolean;
  propagation: MountPropagation;
  uidMappings: readonly IDMapping[];
  gidMappings: readonly IDMapping[];
  recursiveReadOnly: boolean;
  image?: ImageSpec;
  imageSubPath: string;
  mountOptions: readonly string[];
}

export interface IDMapping {
  hostId: number;
  containerId: number;
  length: number;
}

export interface UserNamespace {
  mode: NamespaceMode;
  uids: readonly IDMapping[];
  gids: readonly IDMapping[];
}

export interface NamespaceOption {
  network: NamespaceMode;
  pid: NamespaceMode;
  ipc: NamespaceMode;
  targetId: string;
  usernsOptions?: UserNamespace;
}

export interface Int64Value {
  value: bigint;
}

export interface LinuxSandboxSecurityContext {
  namespaceOptions?: NamespaceOption;
  selinuxOptions?: SELinuxOption;
  runAsUser?: Int64Value;
  runAsGroup?: Int64Value;
  readonlyRootfs: boolean;
  supplementalGroups: readonly bigint[];
  supplementalGroupsPolicy: SupplementalGroupsPolicy;
  privileged: boolean;
  seccomp?: SecurityProfile;
  apparmor?: SecurityProfile;
  /** @deprecated by the API */
  seccompProfilePath: string;
}

export interface SecurityProfile {
  profileType: SecurityProfileProfileType;
  localhostRef: string;
}

export interface LinuxPodSandboxConfig {
  cgroupParent: string;
  securityContext?: LinuxSandboxSecurityContext;
  sysctls: Readonly<Record<string, string>>;
  overhead?: LinuxContainerResources;
  resources?: LinuxContainerResources;
}

export interface PodSandboxMetadata {
  name: string;
  uid: string;
  namespace: string;
  attempt: number;
}

export interface PodSandboxConfig {
  metadata?: PodSandboxMetadata;
  hostname: string;
  logDirectory: string;
  dnsConfig?: DNSConfig;
  portMappings: readonly PortMapping[];
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  linux?: LinuxPodSandboxConfig;
  windows?: WindowsPodSandboxConfig;
}

export interface RunPodSandboxRequest {
  config?: PodSandboxConfig;
  runtimeHandler: string;
}

export interface RunPodSandboxResponse {
  podSandboxId: string;
}

export interface StopPodSandboxRequest {
  podSandboxId: string;
}

export type StopPodSandboxResponse = Record<never, never>;

export interface RemovePodSandboxRequest {
  podSandboxId: string;
}

export type RemovePodSandboxResponse = Record<never, never>;

export interface PodSandboxStatusRequest {
  podSandboxId: string;
  verbose: boolean;
}

export interface PodIP {
  ip: string;
}

export interface PodSandboxNetworkStatus {
  ip: string;
  additionalIps: readonly PodIP[];
}

export interface Namespace {
  options?: NamespaceOption;
}

export interface LinuxPodSandboxStatus {
  namespaces?: Namespace;
}

export interface PodSandboxStatus {
  id: string;
  metadata?: PodSandboxMetadata;
  state: PodSandboxState;
  createdAt: bigint;
  network?: PodSandboxNetworkStatus;
  linux?: LinuxPodSandboxStatus;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  runtimeHandler: string;
}

export interface PodSandboxStatusResponse {
  status?: PodSandboxStatus;
  info: Readonly<Record<string, string>>;
  containersStatuses: readonly ContainerStatus[];
  timestamp: bigint;
}

export interface PodSandboxStateValue {
  state: PodSandboxState;
}

export interface PodSandboxFilter {
  id: string;
  state?: PodSandboxStateValue;
  labelSelector: Readonly<Record<string, string>>;
}

export interface ListPodSandboxRequest {
  filter?: PodSandboxFilter;
}

export interface PodSandbox {
  id: string;
  metadata?: PodSandboxMetadata;
  state: PodSandboxState;
  createdAt: bigint;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  runtimeHandler: string;
}

export interface ListPodSandboxResponse {
  items: readonly PodSandbox[];
}

export interface StreamPodSandboxesRequest {
  filter?: PodSandboxFilter;
}

export interface StreamPodSandboxesResponse {
  podSandboxes: readonly PodSandbox[];
}

export interface PodSandboxStatsRequest {
  podSandboxId: string;
}

export interface PodSandboxStatsResponse {
  stats?: PodSandboxStats;
}

export interface PodSandboxStatsFilter {
  id: string;
  labelSelector: Readonly<Record<string, string>>;
}

export interface ListPodSandboxStatsRequest {
  filter?: PodSandboxStatsFilter;
}

export interface ListPodSandboxStatsResponse {
  stats: readonly PodSandboxStats[];
}

export interface StreamPodSandboxStatsRequest {
  filter?: PodSandboxStatsFilter;
}

export interface StreamPodSandboxStatsResponse {
  podSandboxStats: readonly PodSandboxStats[];
}

export interface PodSandboxAttributes {
  id: string;
  metadata?: PodSandboxMetadata;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
}

export interface PodSandboxStats {
  attributes?: PodSandboxAttributes;
  linux?: LinuxPodSandboxStats;
  windows?: WindowsPodSandboxStats;
}

export interface LinuxPodSandboxStats {
  cpu?: CpuUsage;
  memory?: MemoryUsage;
  network?: NetworkUsage;
  process?: ProcessUsage;
  containers: readonly ContainerStats[];
  io?: IoUsage;
}

export interface WindowsPodSandboxStats {
  cpu?: WindowsCpuUsage;
  memory?: WindowsMemoryUsage;
  network?: WindowsNetworkUsage;
  process?: WindowsProcessUsage;
  containers: readonly WindowsContainerStats[];
}

export interface NetworkUsage {
  timestamp: bigint;
  defaultInterface?: NetworkInterfaceUsage;
  interfaces: readonly NetworkInterfaceUsage[];
}

export interface WindowsNetworkUsage {
  timestamp: bigint;
  defaultInterface?: WindowsNetworkInterfaceUsage;
  interfaces: readonly WindowsNetworkInterfaceUsage[];
}

export interface NetworkInterfaceUsage {
  name: string;
  rxBytes?: UInt64Value;
  rxErrors?: UInt64Value;
  txBytes?: UInt64Value;
  txErrors?: UInt64Value;
}

export interface WindowsNetworkInterfaceUsage {
  name: string;
  rxBytes?: UInt64Value;
  rxPacketsDropped?: UInt64Value;
  txBytes?: UInt64Value;
  txPacketsDropped?: UInt64Value;
}

export interface ProcessUsage {
  timestamp: bigint;
  processCount?: UInt64Value;
}

export interface WindowsProcessUsage {
  timestamp: bigint;
  processCount?: UInt64Value;
}

export interface ImageSpec {
  image: string;
  annotations: Readonly<Record<string, string>>;
  userSpecifiedImage: string;
  runtimeHandler: string;
  imageRef: string;
}

export interface KeyValue {
  key: string;
  value: Uint8Array;
}

export interface LinuxContainerResources {
  cpuPeriod: bigint;
  cpuQuota: bigint;
  cpuShares: bigint;
  memoryLimitInBytes: bigint;
  oomScoreAdj: bigint;
  cpusetCpus: string;
  cpusetMems: string;
  hugepageLimits: readonly HugepageLimit[];
  unified: Readonly<Record<string, string>>;
  memorySwapLimitInBytes: bigint;
}

export interface HugepageLimit {
  pageSize: string;
  limit: bigint;
}

export interface SELinuxOption {
  user: string;
  role: string;
  type: string;
  level: string;
}

export interface Capability {
  addCapabilities: readonly string[];
  dropCapabilities: readonly string[];
  addAmbientCapabilities: readonly string[];
}

export interface LinuxContainerSecurityContext {
  capabilities?: Capability;
  privileged: boolean;
  namespaceOptions?: NamespaceOption;
  selinuxOptions?: SELinuxOption;
  runAsUser?: Int64Value;
  runAsGroup?: Int64Value;
  runAsUsername: string;
  readonlyRootfs: boolean;
  supplementalGroups: readonly bigint[];
  supplementalGroupsPolicy: SupplementalGroupsPolicy;
  noNewPrivs: boolean;
  maskedPaths: readonly string[];
  readonlyPaths: readonly string[];
  seccomp?: SecurityProfile;
  apparmor?: SecurityProfile;
  /** @deprecated by the API */
  apparmorProfile: string;
  /** @deprecated by the API */
  seccompProfilePath: string;
}

export interface LinuxContainerConfig {
  resources?: LinuxContainerResources;
  securityContext?: LinuxContainerSecurityContext;
}

export interface LinuxContainerUser {
  uid: bigint;
  gid: bigint;
  supplementalGroups: readonly bigint[];
}

export interface WindowsNamespaceOption {
  network: NamespaceMode;
}

export interface WindowsSandboxSecurityContext {
  runAsUsername: string;
  credentialSpec: string;
  hostProcess: boolean;
  namespaceOptions?: WindowsNamespaceOption;
}

export interface WindowsPodSandboxConfig {
  securityContext?: WindowsSandboxSecurityContext;
}

export interface WindowsContainerSecurityContext {
  runAsUsername: string;
  credentialSpec: string;
  hostProcess: boolean;
}

export interface WindowsContainerConfig {
  resources?: WindowsContainerResources;
  securityContext?: WindowsContainerSecurityContext;
}

export interface WindowsContainerResources {
  cpuShares: bigint;
  cpuCount: bigint;
  cpuMaximum: bigint;
  memoryLimitInBytes: bigint;
  rootfsSizeInBytes: bigint;
  affinityCpus: readonly WindowsCpuGroupAffinity[];
}

export interface WindowsCpuGroupAffinity {
  cpuMask: bigint;
  cpuGroup: number;
}

export interface ContainerMetadata {
  name: string;
  attempt: number;
}

export interface Device {
  containerPath: string;
  hostPath: string;
  permissions: string;
}

export interface CDIDevice {
  name: string;
}

export interface ContainerConfig {
  metadata?: ContainerMetadata;
  image?: ImageSpec;
  command: readonly string[];
  args: readonly string[];
  workingDir: string;
  envs: readonly KeyValue[];
  mounts: readonly Mount[];
  devices: readonly Device[];
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  logPath: string;
  stdin: boolean;
  stdinOnce: boolean;
  tty: boolean;
  linux?: LinuxContainerConfig;
  windows?: WindowsContainerConfig;
  CDIDevices: readonly CDIDevice[];
  stopSignal: Signal;
}

export interface CreateContainerRequest {
  podSandboxId: string;
  config?: ContainerConfig;
  sandboxConfig?: PodSandboxConfig;
}

export interface CreateContainerResponse {
  containerId: string;
}

export interface StartContainerRequest {
  containerId: string;
}

export type StartContainerResponse = Record<never, never>;

export interface StopContainerRequest {
  containerId: string;
  timeout: bigint;
}

export type StopContainerResponse = Record<never, never>;

export interface RemoveContainerRequest {
  containerId: string;
}

export type RemoveContainerResponse = Record<never, never>;

export interface ContainerStateValue {
  state: ContainerState;
}

export interface ContainerFilter {
  id: string;
  state?: ContainerStateValue;
  podSandboxId: string;
  labelSelector: Readonly<Record<string, string>>;
}

export interface ListContainersRequest {
  filter?: ContainerFilter;
}

export interface Container {
  id: string;
  podSandboxId: string;
  metadata?: ContainerMetadata;
  image?: ImageSpec;
  imageRef: string;
  state: ContainerState;
  createdAt: bigint;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  imageId: string;
}

export interface ListContainersResponse {
  containers: readonly Container[];
}

export interface StreamContainersRequest {
  filter?: ContainerFilter;
}

export interface StreamContainersResponse {
  containers: readonly Container[];
}

export interface ContainerStatusRequest {
  containerId: string;
  verbose: boolean;
}

export interface ContainerStatus {
  id: string;
  metadata?: ContainerMetadata;
  state: ContainerState;
  createdAt: bigint;
  startedAt: bigint;
  finishedAt: bigint;
  exitCode: number;
  image?: ImageSpec;
  imageRef: string;
  reason: string;
  message: string;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
  mounts: readonly Mount[];
  logPath: string;
  resources?: ContainerResources;
  imageId: string;
  user?: ContainerUser;
  stopSignal: Signal;
}

export interface ContainerStatusResponse {
  status?: ContainerStatus;
  info: Readonly<Record<string, string>>;
}

export interface ContainerResources {
  linux?: LinuxContainerResources;
  windows?: WindowsContainerResources;
}

export interface ContainerUser {
  linux?: LinuxContainerUser;
}

export interface UpdateContainerResourcesRequest {
  containerId: string;
  linux?: LinuxContainerResources;
  windows?: WindowsContainerResources;
  annotations: Readonly<Record<string, string>>;
}

export type UpdateContainerResourcesResponse = Record<never, never>;

export interface ExecSyncRequest {
  containerId: string;
  cmd: readonly string[];
  timeout: bigint;
}

export interface ExecSyncResponse {
  stdout: Uint8Array;
  stderr: Uint8Array;
  exitCode: number;
}

export interface ExecRequest {
  containerId: string;
  cmd: readonly string[];
  tty: boolean;
  stdin: boolean;
  stdout: boolean;
  stderr: boolean;
}

export interface ExecResponse {
  url: string;
}

export interface AttachRequest {
  containerId: string;
  stdin: boolean;
  tty: boolean;
  stdout: boolean;
  stderr: boolean;
}

export interface AttachResponse {
  url: string;
}

export interface PortForwardRequest {
  podSandboxId: string;
  port: readonly number[];
}

export interface PortForwardResponse {
  url: string;
}

export interface ImageFilter {
  image?: ImageSpec;
}

export interface ListImagesRequest {
  filter?: ImageFilter;
}

export interface Image {
  id: string;
  repoTags: readonly string[];
  repoDigests: readonly string[];
  size: bigint;
  uid?: Int64Value;
  username: string;
  spec?: ImageSpec;
  pinned: boolean;
}

export interface ListImagesResponse {
  images: readonly Image[];
}

export interface StreamImagesRequest {
  filter?: ImageFilter;
}

export interface StreamImagesResponse {
  images: readonly Image[];
}

export interface ImageStatusRequest {
  image?: ImageSpec;
  verbose: boolean;
}

export interface ImageStatusResponse {
  image?: Image;
  info: Readonly<Record<string, string>>;
}

export interface AuthConfig {
  username: string;
  password: string;
  auth: string;
  serverAddress: string;
  identityToken: string;
  registryToken: string;
}

export interface PullImageRequest {
  image?: ImageSpec;
  auth?: AuthConfig;
  sandboxConfig?: PodSandboxConfig;
}

export interface PullImageResponse {
  imageRef: string;
}

export interface RemoveImageRequest {
  image?: ImageSpec;
}

export type RemoveImageResponse = Record<never, never>;

export interface NetworkConfig {
  podCidr: string;
}

export interface RuntimeConfig {
  networkConfig?: NetworkConfig;
}

export interface UpdateRuntimeConfigRequest {
  runtimeConfig?: RuntimeConfig;
}

export type UpdateRuntimeConfigResponse = Record<never, never>;

export interface RuntimeCondition {
  type: string;
  status: boolean;
  reason: string;
  message: string;
}

export interface RuntimeStatus {
  conditions: readonly RuntimeCondition[];
}

export interface StatusRequest {
  verbose: boolean;
}

export interface RuntimeHandlerFeatures {
  recursiveReadOnlyMounts: boolean;
  userNamespaces: boolean;
}

export interface RuntimeHandler {
  name: string;
  features?: RuntimeHandlerFeatures;
}

export interface RuntimeFeatures {
  supplementalGroupsPolicy: boolean;
  userNamespacesHostNetwork: boolean;
  mountOptions: boolean;
}

export interface StatusResponse {
  status?: RuntimeStatus;
  info: Readonly<Record<string, string>>;
  runtimeHandlers: readonly RuntimeHandler[];
  features?: RuntimeFeatures;
}

export type ImageFsInfoRequest = Record<never, never>;

export interface UInt64Value {
  value: bigint;
}

export interface FilesystemIdentifier {
  mountpoint: string;
}

export interface FilesystemUsage {
  timestamp: bigint;
  fsId?: FilesystemIdentifier;
  usedBytes?: UInt64Value;
  inodesUsed?: UInt64Value;
}

export interface WindowsFilesystemUsage {
  timestamp: bigint;
  fsId?: FilesystemIdentifier;
  usedBytes?: UInt64Value;
}

export interface ImageFsInfoResponse {
  imageFilesystems: readonly FilesystemUsage[];
  containerFilesystems: readonly FilesystemUsage[];
}

export interface ContainerStatsRequest {
  containerId: string;
}

export interface ContainerStatsResponse {
  stats?: ContainerStats;
}

export interface ListContainerStatsRequest {
  filter?: ContainerStatsFilter;
}

export interface ContainerStatsFilter {
  id: string;
  podSandboxId: string;
  labelSelector: Readonly<Record<string, string>>;
}

export interface ListContainerStatsResponse {
  stats: readonly ContainerStats[];
}

export interface StreamContainerStatsRequest {
  filter?: ContainerStatsFilter;
}

export interface StreamContainerStatsResponse {
  containerStats: readonly ContainerStats[];
}

export interface ContainerAttributes {
  id: string;
  metadata?: ContainerMetadata;
  labels: Readonly<Record<string, string>>;
  annotations: Readonly<Record<string, string>>;
}

export interface ContainerStats {
  attributes?: ContainerAttributes;
  cpu?: CpuUsage;
  memory?: MemoryUsage;
  writableLayer?: FilesystemUsage;
  swap?: SwapUsage;
  io?: IoUsage;
}

export interface WindowsContainerStats {
  attributes?: ContainerAttributes;
  cpu?: WindowsCpuUsage;
  memory?: WindowsMemoryUsage;
  writableLayer?: WindowsFilesystemUsage;
}

export interface PsiStats {
  Full?: PsiData;
  Some?: PsiData;
}

export interface PsiData {
  Total: bigint;
  Avg10: number;
  Avg60: number;
  Avg300: number;
}

export interface CpuUsage {
  timestamp: bigint;
  usageCoreNanoSeconds?: UInt64Value;
  usageNanoCores?: UInt64Value;
  psi?: PsiStats;
}

export interface WindowsCpuUsage {
  timestamp: bigint;
  usageCoreNanoSeconds?: UInt64Value;
  usageNanoCores?: UInt64Value;
}

export interface MemoryUsage {
  timestamp: bigint;
  workingSetBytes?: UInt64Value;
  availableBytes?: UInt64Value;
  usageBytes?: UInt64Value;
  rssBytes?: UInt64Value;
  pageFaults?: UInt64Value;
  majorPageFaults?: UInt64Value;
  psi?: PsiStats;
}

export interface IoUsage {
  timestamp: bigint;
  psi?: PsiStats;
}

export interface SwapUsage {
  timestamp: bigint;
  swapAvailableBytes?: UInt64Value;
  swapUsageBytes?: UInt64Value;
}

export interface WindowsMemoryUsage {
  timestamp: bigint;
  workingSetBytes?: UInt64Value;
  availableBytes?: UInt64Value;
  pageFaults?: UInt64Value;
  commitMemoryBytes?: UInt64Value;
}

export interface ReopenContainerLogRequest {
  containerId: string;
}

export type ReopenContainerLogResponse = Record<never, never>;

export interface CheckpointContainerRequest {
  containerId: string;
  location: string;
  timeout: bigint;
}

export type CheckpointContainerResponse = Record<never, never>;

export interface CheckpointPodRequest {
  podSandboxId: string;
  outputPath: string;
  containerIds: readonly string[];
  options: Readonly<Record<string, string>>;
}

export type CheckpointPodResponse = Record<never, never>;

export interface RestorePodRequest {
  checkpointPath: string;
  config?: PodSandboxConfig;
  runtimeHandler: string;
  options: Readonly<Record<string, string>>;
  containerConfigs: readonly ContainerConfig[];
}

export interface RestoredContainer {
  name: string;
  containerId: string;
}

export interface RestorePodResponse {
  podSandboxId: string;
  restoredContainers: readonly RestoredContainer[];
}

export type GetEventsRequest = Record<never, never>;

export interface ContainerEventResponse {
  containerId: string;
  containerEventType: ContainerEventType;
  createdAt: bigint;
  podSandboxStatus?: PodSandboxStatus;
  containersStatuses: readonly ContainerStatus[];
}

export type ListMetricDescriptorsRequest = Record<never, never>;

export interface ListMetricDescriptorsResponse {
  descriptors: readonly MetricDescriptor[];
}

export interface MetricDescriptor {
  name: string;
  help: string;
  labelKeys: readonly string[];
}

export type ListPodSandboxMetricsRequest = Record<never, never>;

export interface ListPodSandboxMetricsResponse {
  podMetrics: readonly PodSandboxMetrics[];
}

export type StreamPodSandboxMetricsRequest = Record<never, never>;

export interface StreamPodSandboxMetricsResponse {
  podSandboxMetrics: readonly PodSandboxMetrics[];
}

export interface PodSandboxMetrics {
  podSandboxId: string;
  metrics: readonly Metric[];
  containerMetrics: readonly ContainerMetrics[];
}

export interface ContainerMetrics {
  containerId: string;
  metrics: readonly Metric[];
}

export interface Metric {
  name: string;
  timestamp: bigint;
  metricType: MetricType;
  labelValues: readonly string[];
  value?: UInt64Value;
}

export type RuntimeConfigRequest = Record<never, never>;

export interface RuntimeConfigResponse {
  linux?: LinuxRuntimeConfiguration;
}

export interface LinuxRuntimeConfiguration {
  cgroupDriver: CgroupDriver;
}

export interface UpdatePodSandboxResourcesRequest {
  podSandboxId: string;
  overhead?: LinuxContainerResources;
  resources?: LinuxContainerResources;
}

export type UpdatePodSandboxResourcesResponse = Record<never, never>;

/** Every message by its name in the schema. */
export interface Messages {
  VersionRequest: VersionRequest;
  VersionResponse: VersionResponse;
  DNSConfig: DNSConfig;
  PortMapping: PortMapping;
  Mount: Mount;
  IDMapping: IDMapping;
  UserNamespace: UserNamespace;
  NamespaceOption: NamespaceOption;
  Int64Value: Int64Value;
  LinuxSandboxSecurityContext: LinuxSandboxSecurityContext;
  SecurityProfile: SecurityProfile;
  LinuxPodSandboxConfig: LinuxPodSandboxConfig;
  PodSandboxMetadata: PodSandboxMetadata;
  PodSandboxConfig: PodSandboxConfig;
  RunPodSandboxRequest: RunPodSandboxRequest;
  RunPodSandboxResponse: RunPodSandboxResponse;
  StopPodSandboxRequest: StopPodSandboxRequest;
  StopPodSandboxResponse: StopPodSandboxResponse;
  RemovePodSandboxRequest: RemovePodSandboxRequest;
  RemovePodSandboxResponse: RemovePodSandboxResponse;
  PodSandboxStatusRequest: PodSandboxStatusRequest;
  PodIP: PodIP;
  PodSandboxNetworkStatus: PodSandboxNetworkStatus;
  Namespace: Namespace;
  LinuxPodSandboxStatus: LinuxPodSandboxStatus;
  PodSandboxStatus: PodSandboxStatus;
  PodSandboxStatusResponse: PodSandboxStatusResponse;
  PodSandboxStateValue: PodSandboxStateValue;
  PodSandboxFilter: PodSandboxFilter;
  ListPodSandboxRequest: ListPodSandboxRequest;
  PodSandbox: PodSandbox;
  ListPodSandboxResponse: ListPodSandboxResponse;
  StreamPodSandboxesRequest: StreamPodSandboxesRequest;
  StreamPodSandboxesResponse: StreamPodSandboxesResponse;
  PodSandboxStatsRequest: PodSandboxStatsRequest;
  PodSandboxStatsResponse: PodSandboxStatsResponse;
  PodSandboxStatsFilter: PodSandboxStatsFilter;
  ListPodSandboxStatsRequest: ListPodSandboxStatsRequest;
  ListPodSandboxStatsResponse: ListPodSandboxStatsResponse;
  StreamPodSandboxStatsRequest: StreamPodSandboxStatsRequest;
  StreamPodSandboxStatsResponse: StreamPodSandboxStatsResponse;
  PodSandboxAttributes: PodSandboxAttributes;
  PodSandboxStats: PodSandboxStats;
  LinuxPodSandboxStats: LinuxPodSandboxStats;
  WindowsPodSandboxStats: WindowsPodSandboxStats;
  NetworkUsage: NetworkUsage;
  WindowsNetworkUsage: WindowsNetworkUsage;
  NetworkInterfaceUsage: NetworkInterfaceUsage;
  WindowsNetworkInterfaceUsage: WindowsNetworkInterfaceUsage;
  ProcessUsage: ProcessUsage;
  WindowsProcessUsage: WindowsProcessUsage;
  ImageSpec: ImageSpec;
  KeyValue: KeyValue;
  LinuxContainerResources: LinuxContainerResources;
  HugepageLimit: HugepageLimit;
  SELinuxOption: SELinuxOption;
  Capability: Capability;
  LinuxContainerSecurityContext: LinuxContainerSecurityContext;
  LinuxContainerConfig: LinuxContainerConfig;
  LinuxContainerUser: LinuxContainerUser;
  WindowsNamespaceOption: WindowsNamespaceOption;
  WindowsSandboxSecurityContext: WindowsSandboxSecurityContext;
  WindowsPodSandboxConfig: WindowsPodSandboxConfig;
  WindowsContainerSecurityContext: WindowsContainerSecurityContext;
  WindowsContainerConfig: WindowsContainerConfig;
  WindowsContainerResources: WindowsContainerResources;
  WindowsCpuGroupAffinity: WindowsCpuGroupAffinity;
  ContainerMetadata: ContainerMetadata;
  Device: Device;
  CDIDevice: CDIDevice;
  ContainerConfig: ContainerConfig;
  CreateContainerRequest: CreateContainerRequest;
  CreateContainerResponse: CreateContainerResponse;
  StartContainerRequest: StartContainerRequest;
  StartContainerResponse: StartContainerResponse;
  StopContainerRequest: StopContainerRequest;
  StopContainerResponse: StopContainerResponse;
  RemoveContainerRequest: RemoveContainerRequest;
  RemoveContainerResponse: RemoveContainerResponse;
  ContainerStateValue: ContainerStateValue;
  ContainerFilter: ContainerFilter;
  ListContainersRequest: ListContainersRequest;
  Container: Container;
  ListContainersResponse: ListContainersResponse;
  StreamContainersRequest: StreamContainersRequest;
  StreamContainersResponse: StreamContainersResponse;
  ContainerStatusRequest: ContainerStatusRequest;
  ContainerStatus: ContainerStatus;
  ContainerStatusResponse: ContainerStatusResponse;
  ContainerResources: ContainerResources;
  ContainerUser: ContainerUser;
  UpdateContainerResourcesRequest: UpdateContainerResourcesRequest;
  UpdateContainerResourcesResponse: UpdateContainerResourcesResponse;
  ExecSyncRequest: ExecSyncRequest;
  ExecSyncResponse: ExecSyncResponse;
  ExecRequest: ExecRequest;
  ExecResponse: ExecResponse;
  AttachRequest: AttachRequest;
  AttachResponse: AttachResponse;
  PortForwardRequest: PortForwardRequest;
  PortForwardResponse: PortForwardResponse;
  ImageFilter: ImageFilter;
  ListImagesRequest: ListImagesRequest;
  Image: Image;
  ListImagesResponse: ListImagesResponse;
  StreamImagesRequest: StreamImagesRequest;
  StreamImagesResponse: StreamImagesResponse;
  ImageStatusRequest: ImageStatusRequest;
  ImageStatusResponse: ImageStatusResponse;
  AuthConfig: AuthConfig;
  PullImageRequest: PullImageRequest;
  PullImageResponse: PullImageResponse;
  RemoveImageRequest: RemoveImageRequest;
  RemoveImageResponse: RemoveImageResponse;
  NetworkConfig: NetworkConfig;
  RuntimeConfig: RuntimeConfig;
  UpdateRuntimeConfigRequest: UpdateRuntimeConfigRequest;
  UpdateRuntimeConfigResponse: UpdateRuntimeConfigResponse;
  RuntimeCondition: RuntimeCondition;
  RuntimeStatus: RuntimeStatus;
  StatusRequest: StatusRequest;
  RuntimeHandlerFeatures: RuntimeHandlerFeatures;
  RuntimeHandler: RuntimeHandler;
  RuntimeFeatures: RuntimeFeatures;
  StatusResponse: StatusResponse;
  ImageFsInfoRequest: ImageFsInfoRequest;
  UInt64Value: UInt64Value;
  FilesystemIdentifier: FilesystemIdentifier;
  FilesystemUsage: FilesystemUsage;
  WindowsFilesystemUsage: WindowsFilesystemUsage;
  ImageFsInfoResponse: ImageFsInfoResponse;
  ContainerStatsRequest: ContainerStatsRequest;
  ContainerStatsResponse: ContainerStatsResponse;
  ListContainerStatsRequest: ListContainerStatsRequest;
  ContainerStatsFilter: ContainerStatsFilter;
  ListContainerStatsResponse: ListContainerStatsResponse;
  StreamContainerStatsRequest: StreamContainerStatsRequest;
  StreamContainerStatsResponse: StreamContainerStatsResponse;
  ContainerAttributes: ContainerAttributes;
  ContainerStats: ContainerStats;
  WindowsContainerStats: WindowsContainerStats;
  PsiStats: PsiStats;
  PsiData: PsiData;
  CpuUsage: CpuUsage;
  WindowsCpuUsage: WindowsCpuUsage;
  MemoryUsage: MemoryUsage;
  IoUsage: IoUsage;
  SwapUsage: SwapUsage;
  WindowsMemoryUsage: WindowsMemoryUsage;
  ReopenContainerLogRequest: ReopenContainerLogRequest;
  ReopenContainerLogResponse: ReopenContainerLogResponse;
  CheckpointContainerRequest: CheckpointContainerRequest;
  CheckpointContainerResponse: CheckpointContainerResponse;
  CheckpointPodRequest: CheckpointPodRequest;
  CheckpointPodResponse: CheckpointPodResponse;
  RestorePodRequest: RestorePodRequest;
  RestoredContainer: RestoredContainer;
  RestorePodResponse: RestorePodResponse;
  GetEventsRequest: GetEventsRequest;
  ContainerEventResponse: ContainerEventResponse;
  ListMetricDescriptorsRequest: ListMetricDescriptorsRequest;
  ListMetricDescriptorsResponse: ListMetricDescriptorsResponse;
  MetricDescriptor: MetricDescriptor;
  ListPodSandboxMetricsRequest: ListPodSandboxMetricsRequest;
  ListPodSandboxMetricsResponse: ListPodSandboxMetricsResponse;
  StreamPodSandboxMetricsRequest: StreamPodSandboxMetricsRequest;
  StreamPodSandboxMetricsResponse: StreamPodSandboxMetricsResponse;
  PodSandboxMetrics: PodSandboxMetrics;
  ContainerMetrics: ContainerMetrics;
  Metric: Metric;
  RuntimeConfigRequest: RuntimeConfigRequest;
  RuntimeConfigResponse: RuntimeConfigResponse;
  LinuxRuntimeConfiguration: LinuxRuntimeConfiguration;
  UpdatePodSandboxResourcesRequest: UpdatePodSandboxResourcesRequest;
  UpdatePodSandboxResourcesResponse: UpdatePodSandboxResourcesResponse;
}
