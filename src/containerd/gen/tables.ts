// Made from schema.tsv by src/cri/gen/generate.ts (npm run gen). Do not edit.

import { Tables } from '../../cri/table.ts';
import type { Messages } from './types.ts';

export const tables = new Tables<Messages>(
`
Empty=
Any=1s:type_url 2y:value
Timestamp=1l:seconds 2i:nanos
FieldMask=1*s:paths
RpcStatus=1i:code 2s:message
ContainerdVersion=1s:version 2s:revision
PluginsRequest=1*s:filters
PluginsResponse=1*m:plugins:Plugin
Plugin=1s:type 2s:id 3*s:requires 5p:exports 6*s:capabilities 7m:init_err:RpcStatus
ServerResponse=1s:uuid 2v:pid 3v:pidns
ContentInfo=1s:digest 2l:size 3m:created_at:Timestamp 4m:updated_at:Timestamp 5p:labels
ContentInfoRequest=1s:digest
ContentInfoResponse=1m:info:ContentInfo
ListContentRequest=1*s:filters
ListContentResponse=1*m:info:ContentInfo
ContentStatus=1m:started_at:Timestamp 2m:updated_at:Timestamp 3s:ref 4l:offset 5l:total 6s:expected
ListStatusesRequest=1*s:filters
ListStatusesResponse=1*m:statuses:ContentStatus
ReadContentRequest=1s:digest 2l:offset 3l:size
ReadContentResponse=1l:offset 2y:data
SnapshotInfo=1s:name 2s:parent 3e:kind:SnapshotKind 4m:created_at:Timestamp 5m:updated_at:Timestamp 6p:labels
StatSnapshotRequest=1s:snapshotter 2s:key
StatSnapshotResponse=1m:info:SnapshotInfo
ListSnapshotsRequest=1s:snapshotter 2*s:filters
ListSnapshotsResponse=1*m:info:SnapshotInfo
SnapshotMountsRequest=1s:snapshotter 2s:key
SnapshotMountsResponse=1*m:mounts:Mount
Mount=1s:type 2s:source 3s:target 4*s:options
SnapshotUsageRequest=1s:snapshotter 2s:key
SnapshotUsageResponse=1l:size 2l:inodes
Descriptor=1s:media_type 2s:digest 3l:size 5p:annotations
StoredImage=1s:name 2p:labels 3m:target:Descriptor 7m:created_at:Timestamp 8m:updated_at:Timestamp
GetImageRequest=1s:name
GetImageResponse=1m:image:StoredImage
ListStoredImagesRequest=1*s:filters
ListStoredImagesResponse=1*m:images:StoredImage
CreateImageRequest=1m:image:StoredImage
CreateImageResponse=1m:image:StoredImage
UpdateImageRequest=1m:image:StoredImage 2m:update_mask:FieldMask
UpdateImageResponse=1m:image:StoredImage
DeleteImageRequest=1s:name 2b:sync
StoredContainerRuntime=1s:name 2m:options:Any
StoredContainer=1s:id 2p:labels 3s:image 4m:runtime:StoredContainerRuntime 5m:spec:Any 6s:snapshotter 7s:snapshot_key 8m:created_at:Timestamp 9m:updated_at:Timestamp
GetContainerRequest=1s:id
GetContainerResponse=1m:container:StoredContainer
ListStoredContainersRequest=1*s:filters
ListStoredContainersResponse=1*m:containers:StoredContainer
TaskProcess=1s:container_id 2s:id 3u:pid 4e:status:TaskStatus 5s:stdin 6s:stdout 7s:stderr 8b:terminal 9u:exit_status 10m:exited_at:Timestamp
GetTaskRequest=1s:container_id 2s:exec_id
GetTaskResponse=1m:process:TaskProcess
ListTasksRequest=1s:filter
ListTasksResponse=1*m:tasks:TaskProcess
ExecProcessRequest=1s:container_id 2s:stdin 3s:stdout 4s:stderr 5b:terminal 6m:spec:Any 7s:exec_id
StartTaskRequest=1s:container_id 2s:exec_id
StartTaskResponse=1u:pid
WaitRequest=1s:container_id 2s:exec_id
WaitResponse=1u:exit_status 2m:exited_at:Timestamp
KillRequest=1s:container_id 2s:exec_id 3u:signal 4b:all
DeleteProcessRequest=1s:container_id 2s:exec_id
DeleteProcessResponse=1s:id 2u:pid 3u:exit_status 4m:exited_at:Timestamp
ResizePtyRequest=1s:container_id 2s:exec_id 3u:width 4u:height
CloseIoRequest=1s:container_id 2s:exec_id 3b:stdin
PauseTaskRequest=1s:container_id
ResumeTaskRequest=1s:container_id
ListPidsRequest=1s:container_id
ListPidsResponse=1*m:processes:TaskPid
TaskPid=1u:pid 2m:info:Any
MetricsRequest=1*s:filters
MetricsResponse=1*m:metrics:TaskMetric
TaskMetric=1m:timestamp:Timestamp 2s:id 3m:data:Any
SubscribeRequest=1*s:filters
EventEnvelope=1m:timestamp:Timestamp 2s:namespace 3s:topic 4m:event:Any
TaskExit=1s:container_id 2s:id 3u:pid 4u:exit_status
`,
`
SnapshotKind=|UNKNOWN=0 VIEW=1 ACTIVE=2 COMMITTED=3
TaskStatus=|UNKNOWN=0 CREATED=1 RUNNING=2 STOPPED=3 PAUSED=4 PAUSING=5
`,
);
