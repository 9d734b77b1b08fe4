// Made from schema.tsv by src/cri/gen/generate.ts (npm run gen). Do not edit.

/** A number where the runtime is newer than this schema. */
export type SnapshotKind =
  | 'UNKNOWN'
  | 'VIEW'
  | 'ACTIVE'
  | 'COMMITTED'
  | number;

/** A number where the runtime is newer than this schema. */
export type TaskStatus =
  | 'UNKNOWN'
  | 'CREATED'
  | 'RUNNING'
  | 'STOPPED'
  | 'PAUSED'
  | 'PAUSING'
  | number;

export type Empty = Record<never, never>;

export interface Any {
  typeUrl: string;
  value: Uint8Array;
}

export interface Timestamp {
  seconds: bigint;
  nanos: number;
}

export interface FieldMask {
  paths: readonly string[];
}

export interface RpcStatus {
  code: number;
  message: string;
}

export interface ContainerdVersion {
  version: string;
  revision: string;
}

export interface PluginsRequest {
  filters: readonly string[];
}

export interface PluginsResponse {
  plugins: readonly Plugin[];
}

export interface Plugin {
  type: string;
  id: string;
  requires: readonly string[];
  exports: Readonly<Record<string, string>>;
  capabilities: readonly string[];
  initErr?: RpcStatus;
}

export interface ServerResponse {
  uuid: string;
  pid: bigint;
  pidns: bigint;
}

export interface ContentInfo {
  digest: string;
  size: bigint;
  createdAt?: Timestamp;
  updatedAt?: Timestamp;
  labels: Readonly<Record<string, string>>;
}

export interface ContentInfoRequest {
  digest: string;
}

export interface ContentInfoResponse {
  info?: ContentInfo;
}

export interface ListContentRequest {
  filters: readonly string[];
}

export interface ListContentResponse {
  info: readonly ContentInfo[];
}

export interface ContentStatus {
  startedAt?: Timestamp;
  updatedAt?: Timestamp;
  ref: string;
  offset: bigint;
  total: bigint;
  expected: string;
}

export interface ListStatusesRequest {
  filters: readonly string[];
}

export interface ListStatusesResponse {
  statuses: readonly ContentStatus[];
}

export interface ReadContentRequest {
  digest: string;
  offset: bigint;
  size: bigint;
}

export interface ReadContentResponse {
  offset: bigint;
  data: Uint8Array;
}

export interface SnapshotInfo {
  name: string;
  parent: string;
  kind: SnapshotKind;
  createdAt?: Timestamp;
  updatedAt?: Timestamp;
  labels: Readonly<Record<string, string>>;
}

export interface StatSnapshotRequest {
  snapshotter: string;
  key: string;
}

export interface StatSnapshotResponse {
  info?: SnapshotInfo;
}

export interface ListSnapshotsRequest {
  snapshotter: string;
  filters: readonly string[];
}

export interface ListSnapshotsResponse {
  info: readonly SnapshotInfo[];
}

export interface SnapshotMountsRequest {
  snapshotter: string;
  key: string;
}

export interface SnapshotMountsResponse {
  mounts: readonly Mount[];
}

export interface Mount {
  type: string;
  source: string;
  target: string;
  options: readonly string[];
}

export interface SnapshotUsageRequest {
  snapshotter: string;
  key: string;
}

export interface SnapshotUsageResponse {
  size: bigint;
  inodes: bigint;
}

export interface Descriptor {
  mediaType: string;
  digest: string;
  size: bigint;
  annotations: Readonly<Record<string, string>>;
}

export interface StoredImage {
  name: string;
  labels: Readonly<Record<string, string>>;
  target?: Descriptor;
  createdAt?: Timestamp;
  updatedAt?: Timestamp;
}

export interface GetImageRequest {
  name: string;
}

export interface GetImageResponse {
  image?: StoredImage;
}

export interface ListStoredImagesRequest {
  filters: readonly string[];
}

export interface ListStoredImagesResponse {
  images: readonly StoredImage[];
}

export interface CreateImageRequest {
  image?: StoredImage;
}

export interface CreateImageResponse {
  image?: StoredImage;
}

export interface UpdateImageRequest {
  image?: StoredImage;
  updateMask?: FieldMask;
}

export interface UpdateImageResponse {
  image?: StoredImage;
}

export interface DeleteImageRequest {
  name: string;
  sync: boolean;
}

export interface StoredContainerRuntime {
  name: string;
  options?: Any;
}

export interface StoredContainer {
  id: string;
  labels: Readonly<Record<string, string>>;
  image: string;
  runtime?: StoredContainerRuntime;
  spec?: Any;
  snapshotter: string;
  snapshotKey: string;
  createdAt?: Timestamp;
  updatedAt?: Timestamp;
}

export interface GetContainerRequest {
  id: string;
}

export interface GetContainerResponse {
  container?: StoredContainer;
}

export interface ListStoredContainersRequest {
  filters: readonly string[];
}

export interface ListStoredContainersResponse {
  containers: readonly StoredContainer[];
}

export interface TaskProcess {
  containerId: string;
  id: string;
  pid: number;
  status: TaskStatus;
  stdin: string;
  stdout: string;
  stderr: string;
  terminal: boolean;
  exitStatus: number;
  exitedAt?: Timestamp;
}

export interface GetTaskRequest {
  containerId: string;
  execId: string;
}

export interface GetTaskResponse {
  process?: TaskProcess;
}

export interface ListTasksRequest {
  filter: string;
}

export interface ListTasksResponse {
  tasks: readonly TaskProcess[];
}

export interface ExecProcessRequest {
  containerId: string;
  stdin: string;
  stdout: string;
  stderr: string;
  terminal: boolean;
  spec?: Any;
  execId: string;
}

export interface StartTaskRequest {
  containerId: string;
  execId: string;
}

export interface StartTaskResponse {
  pid: number;
}

export interface WaitRequest {
  containerId: string;
  execId: string;
}

export interface WaitResponse {
  exitStatus: number;
  exitedAt?: Timestamp;
}

export interface KillRequest {
  containerId: string;
  execId: string;
  signal: number;
  all: boolean;
}

export interface DeleteProcessRequest {
  containerId: string;
  execId: string;
}

export interface DeleteProcessResponse {
  id: string;
  pid: number;
  exitStatus: number;
  exitedAt?: Timestamp;
}

export interface ResizePtyRequest {
  containerId: string;
  execId: string;
  width: number;
  height: number;
}

export interface CloseIoRequest {
  containerId: string;
  execId: string;
  stdin: boolean;
}

export interface PauseTaskRequest {
  containerId: string;
}

export interface ResumeTaskRequest {
  containerId: string;
}

export interface ListPidsRequest {
  containerId: string;
}

export interface ListPidsResponse {
  processes: readonly TaskPid[];
}

export interface TaskPid {
  pid: number;
  info?: Any;
}

export interface MetricsRequest {
  filters: readonly string[];
}

export interface MetricsResponse {
  metrics: readonly TaskMetric[];
}

export interface TaskMetric {
  timestamp?: Timestamp;
  id: string;
  data?: Any;
}

export interface SubscribeRequest {
  filters: readonly string[];
}

export interface EventEnvelope {
  timestamp?: Timestamp;
  namespace: string;
  topic: string;
  event?: Any;
}

export interface TaskExit {
  containerId: string;
  id: string;
  pid: number;
  exitStatus: number;
}

/** Every message by its name in the schema. */
export interface Messages {
  Empty: Empty;
  Any: Any;
  Timestamp: Timestamp;
  FieldMask: FieldMask;
  RpcStatus: RpcStatus;
  ContainerdVersion: ContainerdVersion;
  PluginsRequest: PluginsRequest;
  PluginsResponse: PluginsResponse;
  Plugin: Plugin;
  ServerResponse: ServerResponse;
  ContentInfo: ContentInfo;
  ContentInfoRequest: ContentInfoRequest;
  ContentInfoResponse: ContentInfoResponse;
  ListContentRequest: ListContentRequest;
  ListContentResponse: ListContentResponse;
  ContentStatus: ContentStatus;
  ListStatusesRequest: ListStatusesRequest;
  ListStatusesResponse: ListStatusesResponse;
  ReadContentRequest: ReadContentRequest;
  ReadContentResponse: ReadContentResponse;
  SnapshotInfo: SnapshotInfo;
  StatSnapshotRequest: StatSnapshotRequest;
  StatSnapshotResponse: StatSnapshotResponse;
  ListSnapshotsRequest: ListSnapshotsRequest;
  ListSnapshotsResponse: ListSnapshotsResponse;
  SnapshotMountsRequest: SnapshotMountsRequest;
  SnapshotMountsResponse: SnapshotMountsResponse;
  Mount: Mount;
  SnapshotUsageRequest: SnapshotUsageRequest;
  SnapshotUsageResponse: SnapshotUsageResponse;
  Descriptor: Descriptor;
  StoredImage: StoredImage;
  GetImageRequest: GetImageRequest;
  GetImageResponse: GetImageResponse;
  ListStoredImagesRequest: ListStoredImagesRequest;
  ListStoredImagesResponse: ListStoredImagesResponse;
  CreateImageRequest: CreateImageRequest;
  CreateImageResponse: CreateImageResponse;
  UpdateImageRequest: UpdateImageRequest;
  UpdateImageResponse: UpdateImageResponse;
  DeleteImageRequest: DeleteImageRequest;
  StoredContainerRuntime: StoredContainerRuntime;
  StoredContainer: StoredContainer;
  GetContainerRequest: GetContainerRequest;
  GetContainerResponse: GetContainerResponse;
  ListStoredContainersRequest: ListStoredContainersRequest;
  ListStoredContainersResponse: ListStoredContainersResponse;
  TaskProcess: TaskProcess;
  GetTaskRequest: GetTaskRequest;
  GetTaskResponse: GetTaskResponse;
  ListTasksRequest: ListTasksRequest;
  ListTasksResponse: ListTasksResponse;
  ExecProcessRequest: ExecProcessRequest;
  StartTaskRequest: StartTaskRequest;
  StartTaskResponse: StartTaskResponse;
  WaitRequest: WaitRequest;
  WaitResponse: WaitResponse;
  KillRequest: KillRequest;
  DeleteProcessRequest: DeleteProcessRequest;
  DeleteProcessResponse: DeleteProcessResponse;
  ResizePtyRequest: ResizePtyRequest;
  CloseIoRequest: CloseIoRequest;
  PauseTaskRequest: PauseTaskRequest;
  ResumeTaskRequest: ResumeTaskRequest;
  ListPidsRequest: ListPidsRequest;
  ListPidsResponse: ListPidsResponse;
  TaskPid: TaskPid;
  MetricsRequest: MetricsRequest;
  MetricsResponse: MetricsResponse;
  TaskMetric: TaskMetric;
  SubscribeRequest: SubscribeRequest;
  EventEnvelope: EventEnvelope;
  TaskExit: TaskExit;
}
