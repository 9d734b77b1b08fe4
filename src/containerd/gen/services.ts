// Made from schema.tsv by src/cri/gen/generate.ts (npm run gen). Do not edit.

import type { Call, Init } from '../../cri/api.ts';
import type {
  CloseIoRequest,
  ContainerdVersion,
  ContentInfoRequest,
  ContentInfoResponse,
  CreateImageRequest,
  CreateImageResponse,
  DeleteImageRequest,
  DeleteProcessRequest,
  DeleteProcessResponse,
  Empty,
  EventEnvelope,
  ExecProcessRequest,
  GetContainerRequest,
  GetContainerResponse,
  GetImageRequest,
  GetImageResponse,
  GetTaskRequest,
  GetTaskResponse,
  KillRequest,
  ListContentRequest,
  ListContentResponse,
  ListPidsRequest,
  ListPidsResponse,
  ListSnapshotsRequest,
  ListSnapshotsResponse,
  ListStatusesRequest,
  ListStatusesResponse,
  ListStoredContainersRequest,
  ListStoredContainersResponse,
  ListStoredImagesRequest,
  ListStoredImagesResponse,
  ListTasksRequest,
  ListTasksResponse,
  MetricsRequest,
  MetricsResponse,
  PauseTaskRequest,
  PluginsRequest,
  PluginsResponse,
  ReadContentRequest,
  ReadContentResponse,
  ResizePtyRequest,
  ResumeTaskRequest,
  ServerResponse,
  SnapshotMountsRequest,
  SnapshotMountsResponse,
  SnapshotUsageRequest,
  SnapshotUsageResponse,
  StartTaskRequest,
  StartTaskResponse,
  StatSnapshotRequest,
  StatSnapshotResponse,
  SubscribeRequest,
  UpdateImageRequest,
  UpdateImageResponse,
  WaitRequest,
  WaitResponse,
} from './types.ts';

export interface Version {
  version(request: Init<Empty>, call?: Call): Promise<ContainerdVersion>;
}

/** Method, request, reply (a star: a stream of them), after the path of the service. */
export const versionMethods = [
  'containerd.services.version.v1.Version',
  'Version Empty ContainerdVersion',
] as const;

export interface Introspection {
  plugins(request: Init<PluginsRequest>, call?: Call): Promise<PluginsResponse>;
  server(request: Init<Empty>, call?: Call): Promise<ServerResponse>;
}

/** Method, request, reply (a star: a stream of them), after the path of the service. */
export const introspectionMethods = [
  'containerd.services.introspection.v1.Introspection',
  'Plugins PluginsRequest PluginsResponse',
  'Server Empty ServerResponse',
] as const;

export interface Content {
  info(request: Init<ContentInfoRequest>, call?: Call): Promise<ContentInfoResponse>;
  list(request: Init<ListContentRequest>, call?: Call): AsyncIterable<ListContentResponse>;
  listStatuses(request: Init<ListStatusesRequest>, call?: Call): Promise<ListStatusesResponse>;
  read(request: Init<ReadContentRequest>, call?: Call): AsyncIterable<ReadContentResponse>;
}

/** Method, request, reply (a star: a stream of them), after the path of the service. */
export const contentMethods = [
  'containerd.services.content.v1.Content',
  'Info ContentInfoRequest ContentInfoResponse',
  'List ListContentRequest *ListContentResponse',
  'ListStatuses ListStatusesRequest ListStatusesResponse',
  'Read ReadContentRequest *ReadContentResponse',
] as const;

export interface Snapshots {
  stat(request: Init<StatSnapshotRequest>, call?: Call): Promise<StatSnapshotResponse>;
  list(request: Init<ListSnapshotsRequest>, call?: Call): AsyncIterable<ListSnapshotsResponse>;
  usage(request: Init<SnapshotUsageRequest>, call?: Call): Promise<SnapshotUsageResponse>;
  mounts(request: Init<SnapshotMountsRequest>, call?: Call): Promise<SnapshotMountsResponse>;
}

/** Method, request, reply (a star: a stream of them), after the path of the service. */
export const snapshotsMethods = [
  'containerd.services.snapshots.v1.Snapshots',
  'Stat StatSnapshotRequest StatSnapshotResponse',
  'List ListSnapshotsRequest *ListSnapshotsResponse',
  'Usage SnapshotUsageRequest SnapshotUsageResponse',
  'Mounts SnapshotMountsRequest SnapshotMountsResponse',
] as const;

export interface Images {
  get(request: Init<GetImageRequest>, call?: Call): Promise<GetImageResponse>;
  list(request: Init<ListStoredImagesRequest>, call?: Call): Promise<ListStoredImagesResponse>;
  create(request: Init<CreateImageRequest>, call?: Call): Promise<CreateImageResponse>;
  update(request: Init<UpdateImageRequest>, call?: Call): Promise<UpdateImageResponse>;
  delete(request: Init<DeleteImageRequest>, call?: Call): Promise<Empty>;
}

/** Method, request, reply (a star: a stream of them), after the path of the service. */
export const imagesMethods = [
  'containerd.services.images.v1.Images',
  'Get GetImageRequest GetImageResponse',
  'List ListStoredImagesRequest ListStoredImagesResponse',
  'Create CreateImageRequest CreateImageResponse',
  'Update UpdateImageRequest UpdateImageResponse',
  'Delete DeleteImageRequest Empty',
] as const;

export interface Containers {
  get(request: Init<GetContainerRequest>, call?: Call): Promise<GetContainerResponse>;
  list(request: Init<ListStoredContainersRequest>, call?: Call): Promise<ListStoredContainersResponse>;
}

/** Method, request, reply (a star: a stream of them), after the path of the service. */
export const containersMethods = [
  'containerd.services.containers.v1.Containers',
  'Get GetContainerRequest GetContainerResponse',
  'List ListStoredContainersRequest ListStoredContainersResponse',
] as const;

export interface Tasks {
  get(request: Init<GetTaskRequest>, call?: Call): Promise<GetTaskResponse>;
  list(request: Init<ListTasksRequest>, call?: Call): Promise<ListTasksResponse>;
  exec(request: Init<ExecProcessRequest>, call?: Call): Promise<Empty>;
  start(request: Init<StartTaskRequest>, call?: Call): Promise<StartTaskResponse>;
  wait(request: Init<WaitRequest>, call?: Call): Promise<WaitResponse>;
  kill(request: Init<KillRequest>, call?: Call): Promise<Empty>;
  deleteProcess(request: Init<DeleteProcessRequest>, call?: Call): Promise<DeleteProcessResponse>;
  resizePty(request: Init<ResizePtyRequest>, call?: Call): Promise<Empty>;
  closeIO(request: Init<CloseIoRequest>, call?: Call): Promise<Empty>;
  pause(request: Init<PauseTaskRequest>, call?: Call): Promise<Empty>;
  resume(request: Init<ResumeTaskRequest>, call?: Call): Promise<Empty>;
  listPids(request: Init<ListPidsRequest>, call?: Call): Promise<ListPidsResponse>;
  metrics(request: Init<MetricsRequest>, call?: Call): Promise<MetricsResponse>;
}

/** Method, request, reply (a star: a stream of them), after the path of the service. */
export const tasksMethods = [
  'containerd.services.tasks.v1.Tasks',
  'Get GetTaskRequest GetTaskResponse',
  'List ListTasksRequest ListTasksResponse',
  'Exec ExecProcessRequest Empty',
  'Start StartTaskRequest StartTaskResponse',
  'Wait WaitRequest WaitResponse',
  'Kill KillRequest Empty',
  'DeleteProcess DeleteProcessRequest DeleteProcessResponse',
  'ResizePty ResizePtyRequest Empty',
  'CloseIO CloseIoRequest Empty',
  'Pause PauseTaskRequest Empty',
  'Resume ResumeTaskRequest Empty',
  'ListPids ListPidsRequest ListPidsResponse',
  'Metrics MetricsRequest MetricsResponse',
] as const;

export interface Events {
  subscribe(request: Init<SubscribeRequest>, call?: Call): AsyncIterable<EventEnvelope>;
}

/** Method, request, reply (a star: a stream of them), after the path of the service. */
export const eventsMethods = [
  'containerd.services.events.v1.Events',
  'Subscribe SubscribeRequest *EventEnvelope',
] as const;
