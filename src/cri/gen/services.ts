// Made from schema.tsv by src/cri/gen/generate.ts (npm run gen). Do not edit.

import type { Call, Init } from '../api.ts';
import type {
  AttachRequest,
  AttachResponse,
  CheckpointContainerRequest,
  CheckpointContainerResponse,
  CheckpointPodRequest,
  CheckpointPodResponse,
  ContainerEventResponse,
  ContainerStatsRequest,
  ContainerStatsResponse,
  ContainerStatusRequest,
  ContainerStatusResponse,
  CreateContainerRequest,
  CreateContainerResponse,
  ExecRequest,
  ExecResponse,
  ExecSyncRequest,
  ExecSyncResponse,
  GetEventsRequest,
  ImageFsInfoRequest,
  ImageFsInfoResponse,
  ImageStatusRequest,
  ImageStatusResponse,
  ListContainerStatsRequest,
  ListContainerStatsResponse,
  ListContainersRequest,
  ListContainersResponse,
  ListImagesRequest,
  ListImagesResponse,
  ListMetricDescriptorsRequest,
  ListMetricDescriptorsResponse,
  ListPodSandboxMetricsRequest,
  ListPodSandboxMetricsResponse,
  ListPodSandboxRequest,
  ListPodSandboxResponse,
  ListPodSandboxStatsRequest,
  ListPodSandboxStatsResponse,
  PodSandboxStatsRequest,
  PodSandboxStatsResponse,
  PodSandboxStatusRequest,
  PodSandboxStatusResponse,
  PortForwardRequest,
  PortForwardResponse,
  PullImageRequest,
  PullImageResponse,
  RemoveContainerRequest,
  RemoveContainerResponse,
  RemoveImageRequest,
  RemoveImageResponse,
  RemovePodSandboxRequest,
  RemovePodSandboxResponse,
  ReopenContainerLogRequest,
  ReopenContainerLogResponse,
  RestorePodRequest,
  RestorePodResponse,
  RunPodSandboxRequest,
  RunPodSandboxResponse,
  RuntimeConfigRequest,
  RuntimeConfigResponse,
  StartContainerRequest,
  StartContainerResponse,
  StatusRequest,
  StatusResponse,
  StopContainerRequest,
  StopContainerResponse,
  StopPodSandboxRequest,
  StopPodSandboxResponse,
  StreamContainerStatsRequest,
  StreamContainerStatsResponse,
  StreamContainersRequest,
  StreamContainersResponse,
  StreamImagesRequest,
  StreamImagesResponse,
  StreamPodSandboxMetricsRequest,
  StreamPodSandboxMetricsResponse,
  StreamPodSandboxStatsRequest,
  StreamPodSandboxStatsResponse,
  StreamPodSandboxesRequest,
  StreamPodSandboxesResponse,
  UpdateContainerResourcesRequest,
  UpdateContainerResourcesResponse,
  UpdatePodSandboxResourcesRequest,
  UpdatePodSandboxResourcesResponse,
  UpdateRuntimeConfigRequest,
  UpdateRuntimeConfigResponse,
  VersionRequest,
  VersionResponse,
} from './types.ts';

export interface RuntimeService {
  version(request: Init<VersionRequest>, call?: Call): Promise<VersionResponse>;
  runPodSandbox(request: Init<RunPodSandboxRequest>, call?: Call): Promise<RunPodSandboxResponse>;
  stopPodSandbox(request: Init<StopPodSandboxRequest>, call?: Call): Promise<StopPodSandboxResponse>;
  removePodSandbox(request: Init<RemovePodSandboxRequest>, call?: Call): Promise<RemovePodSandboxResponse>;
  podSandboxStatus(request: Init<PodSandboxStatusRequest>, call?: Call): Promise<PodSandboxStatusResponse>;
  listPodSandbox(request: Init<ListPodSandboxRequest>, call?: Call): Promise<ListPodSandboxResponse>;
  streamPodSandboxes(request: Init<StreamPodSandboxesRequest>, call?: Call): AsyncIterable<StreamPodSandboxesResponse>;
  createContainer(request: Init<CreateContainerRequest>, call?: Call): Promise<CreateContainerResponse>;
  startContainer(request: Init<StartContainerRequest>, call?: Call): Promise<StartContainerResponse>;
  stopContainer(request: Init<StopContainerRequest>, call?: Call): Promise<StopContainerResponse>;
  removeContainer(request: Init<RemoveContainerRequest>, call?: Call): Promise<RemoveContainerResponse>;
  listContainers(request: Init<ListContainersRequest>, call?: Call): Promise<ListContainersResponse>;
  streamContainers(request: Init<StreamContainersRequest>, call?: Call): AsyncIterable<StreamContainersResponse>;
  containerStatus(request: Init<ContainerStatusRequest>, call?: Call): Promise<ContainerStatusResponse>;
  updateContainerResources(request: Init<UpdateContainerResourcesRequest>, call?: Call): Promise<UpdateContainerResourcesResponse>;
  reopenContainerLog(request: Init<ReopenContainerLogRequest>, call?: Call): Promise<ReopenContainerLogResponse>;
  execSync(request: Init<ExecSyncRequest>, call?: Call): Promise<ExecSyncResponse>;
  exec(request: Init<ExecRequest>, call?: Call): Promise<ExecResponse>;
  attach(request: Init<AttachRequest>, call?: Call): Promise<AttachResponse>;
  portForward(request: Init<PortForwardRequest>, call?: Call): Promise<PortForwardResponse>;
  containerStats(request: Init<ContainerStatsRequest>, call?: Call): Promise<ContainerStatsResponse>;
  listContainerStats(request: Init<ListContainerStatsRequest>, call?: Call): Promise<ListContainerStatsResponse>;
  streamContainerStats(request: Init<StreamContainerStatsRequest>, call?: Call): AsyncIterable<StreamContainerStatsResponse>;
  podSandboxStats(request: Init<PodSandboxStatsRequest>, call?: Call): Promise<PodSandboxStatsResponse>;
  listPodSandboxStats(request: Init<ListPodSandboxStatsRequest>, call?: Call): Promise<ListPodSandboxStatsResponse>;
  streamPodSandboxStats(request: Init<StreamPodSandboxStatsRequest>, call?: Call): AsyncIterable<StreamPodSandboxStatsResponse>;
  updateRuntimeConfig(request: Init<UpdateRuntimeConfigRequest>, call?: Call): Promise<UpdateRuntimeConfigResponse>;
  status(request: Init<StatusRequest>, call?: Call): Promise<StatusResponse>;
  checkpointContainer(request: Init<CheckpointContainerRequest>, call?: Call): Promise<CheckpointContainerResponse>;
  checkpointPod(request: Init<CheckpointPodRequest>, call?: Call): Promise<CheckpointPodResponse>;
  restorePod(request: Init<RestorePodRequest>, call?: Call): Promise<RestorePodResponse>;
  getContainerEvents(request: Init<GetEventsRequest>, call?: Call): AsyncIterable<ContainerEventResponse>;
  listMetricDescriptors(request: Init<ListMetricDescriptorsRequest>, call?: Call): Promise<ListMetricDescriptorsResponse>;
  listPodSandboxMetrics(request: Init<ListPodSandboxMetricsRequest>, call?: Call): Promise<ListPodSandboxMetricsResponse>;
  streamPodSandboxMetrics(request: Init<StreamPodSandboxMetricsRequest>, call?: Call): AsyncIterable<StreamPodSandboxMetricsResponse>;
  runtimeConfig(request: Init<RuntimeConfigRequest>, call?: Call): Promise<RuntimeConfigResponse>;
  updatePodSandboxResources(request: Init<UpdatePodSandboxResourcesRequest>, call?: Call): Promise<UpdatePodSandboxResourcesResponse>;
}

/** Method, request, reply (a star: a stream of them), after the path of the service. */
export const runtimeServiceMethods = [
  'runtime.v1.RuntimeService',
  'Version VersionRequest VersionResponse',
  'RunPodSandbox RunPodSandboxRequest RunPodSandboxResponse',
  'StopPodSandbox StopPodSandboxRequest StopPodSandboxResponse',
  'RemovePodSandbox RemovePodSandboxRequest RemovePodSandboxResponse',
  'PodSandboxStatus PodSandboxStatusRequest PodSandboxStatusResponse',
  'ListPodSandbox ListPodSandboxRequest ListPodSandboxResponse',
  'StreamPodSandboxes StreamPodSandboxesRequest *StreamPodSandboxesResponse',
  'CreateContainer CreateContainerRequest CreateContainerResponse',
  'StartContainer StartContainerRequest StartContainerResponse',
  'StopContainer StopContainerRequest StopContainerResponse',
  'RemoveContainer RemoveContainerRequest RemoveContainerResponse',
  'ListContainers ListContainersRequest ListContainersResponse',
  'StreamContainers StreamContainersRequest *StreamContainersResponse',
  'ContainerStatus ContainerStatusRequest ContainerStatusResponse',
  'UpdateContainerResources UpdateContainerResourcesRequest UpdateContainerResourcesResponse',
  'ReopenContainerLog ReopenContainerLogRequest ReopenContainerLogResponse',
  'ExecSync ExecSyncRequest ExecSyncResponse',
  'Exec ExecRequest ExecResponse',
  'Attach AttachRequest AttachResponse',
  'PortForward PortForwardRequest PortForwardResponse',
  'ContainerStats ContainerStatsRequest ContainerStatsResponse',
  'ListContainerStats ListContainerStatsRequest ListContainerStatsResponse',
  'StreamContainerStats StreamContainerStatsRequest *StreamContainerStatsResponse',
  'PodSandboxStats PodSandboxStatsRequest PodSandboxStatsResponse',
  'ListPodSandboxStats ListPodSandboxStatsRequest ListPodSandboxStatsResponse',
  'StreamPodSandboxStats StreamPodSandboxStatsRequest *StreamPodSandboxStatsResponse',
  'UpdateRuntimeConfig UpdateRuntimeConfigRequest UpdateRuntimeConfigResponse',
  'Status StatusRequest StatusResponse',
  'CheckpointContainer CheckpointContainerRequest CheckpointContainerResponse',
  'CheckpointPod CheckpointPodRequest CheckpointPodResponse',
  'RestorePod RestorePodRequest RestorePodResponse',
  'GetContainerEvents GetEventsRequest *ContainerEventResponse',
  'ListMetricDescriptors ListMetricDescriptorsRequest ListMetricDescriptorsResponse',
  'ListPodSandboxMetrics ListPodSandboxMetricsRequest ListPodSandboxMetricsResponse',
  'StreamPodSandboxMetrics StreamPodSandboxMetricsRequest *StreamPodSandboxMetricsResponse',
  'RuntimeConfig RuntimeConfigRequest RuntimeConfigResponse',
  'UpdatePodSandboxResources UpdatePodSandboxResourcesRequest UpdatePodSandboxResourcesResponse',
] as const;

export interface ImageService {
  listImages(request: Init<ListImagesRequest>, call?: Call): Promise<ListImagesResponse>;
  streamImages(request: Init<StreamImagesRequest>, call?: Call): AsyncIterable<StreamImagesResponse>;
  imageStatus(request: Init<ImageStatusRequest>, call?: Call): Promise<ImageStatusResponse>;
  pullImage(request: Init<PullImageRequest>, call?: Call): Promise<PullImageResponse>;
  removeImage(request: Init<RemoveImageRequest>, call?: Call): Promise<RemoveImageResponse>;
  imageFsInfo(request: Init<ImageFsInfoRequest>, call?: Call): Promise<ImageFsInfoResponse>;
}

/** Method, request, reply (a star: a stream of them), after the path of the service. */
export const imageServiceMethods = [
  'runtime.v1.ImageService',
  'ListImages ListImagesRequest ListImagesResponse',
  'StreamImages StreamImagesRequest *StreamImagesResponse',
  'ImageStatus ImageStatusRequest ImageStatusResponse',
  'PullImage PullImageRequest PullImageResponse',
  'RemoveImage RemoveImageRequest RemoveImageResponse',
  'ImageFsInfo ImageFsInfoRequest ImageFsInfoResponse',
] as const;
