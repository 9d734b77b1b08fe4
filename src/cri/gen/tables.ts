// Made from schema.tsv by src/cri/gen/generate.ts (npm run gen). Do not edit.

import { Tables } from '../table.ts';
import type { Messages } from './types.ts';

export const tables = new Tables<Messages>(
`
VersionRequest=1s:version
VersionResponse=1s:version 2s:runtime_name 3s:runtime_version 4s:runtime_api_version
DNSConfig=1*s:servers 2*s:searches 3*s:options
PortMapping=1e:protocol:Protocol 2i:container_port 3i:host_port 4s:host_ip
Mount=1s:container_path 2s:host_path 3b:readonly 4b:selinux_relabel 5e:propagation:MountPropagation 6*m:uidMappings:IDMapping 7*m:gidMappings:IDMapping 8b:recursive_read_only 9m:image:ImageSpec 10s:image_sub_path 11*s:mount_options
IDMapping=1u:host_id 2u:container_id 3u:length
UserNamespace=1e:mode:NamespaceMode 2*m:uids:IDMapping 3*m:gids:IDMapping
NamespaceOption=1e:network:NamespaceMode 2e:pid:NamespaceMode 3e:ipc:NamespaceMode 4s:target_id 5m:userns_options:UserNamespace
Int64Value=1l:value
LinuxSandboxSecurityContext=1m:namespace_options:NamespaceOption 2m:selinux_options:SELinuxOption 3m:run_as_user:Int64Value 8m:run_as_group:Int64Value 4b:readonly_rootfs 5*l:supplemental_groups 11e:supplemental_groups_policy:SupplementalGroupsPolicy 6b:privileged 9m:seccomp:SecurityProfile 10m:apparmor:SecurityProfile 7s:seccomp_profile_path
SecurityProfile=1e:profile_type:SecurityProfile.ProfileType 2s:localhost_ref
LinuxPodSandboxConfig=1s:cgroup_parent 2m:security_context:LinuxSandboxSecurityContext 3p:sysctls 4m:overhead:LinuxContainerResources 5m:resources:LinuxContainerResources
PodSandboxMetadata=1s:name 2s:uid 3s:namespace 4u:attempt
PodSandboxConfig=1m:metadata:PodSandboxMetadata 2s:hostname 3s:log_directory 4m:dns_config:DNSConfig 5*m:port_mappings:PortMapping 6p:labels 7p:annotations 8m:linux:LinuxPodSandboxConfig 9m:windows:WindowsPodSandboxConfig
RunPodSandboxRequest=1m:config:PodSandboxConfig 2s:runtime_handler
RunPodSandboxResponse=1s:pod_sandbox_id
StopPodSandboxRequest=1s:pod_sandbox_id
StopPodSandboxResponse=
RemovePodSandboxRequest=1s:pod_sandbox_id
RemovePodSandboxResponse=
PodSandboxStatusRequest=1s:pod_sandbox_id 2b:verbose
PodIP=1s:ip
PodSandboxNetworkStatus=1s:ip 2*m:additional_ips:PodIP
Namespace=2m:options:NamespaceOption
LinuxPodSandboxStatus=1m:namespaces:Namespace
PodSandboxStatus=1s:id 2m:metadata:PodSandboxMetadata 3e:state:PodSandboxState 4l:created_at 5m:network:PodSandboxNetworkStatus 6m:linux:LinuxPodSandboxStatus 7p:labels 8p:annotations 9s:runtime_handler
PodSandboxStatusResponse=1m:status:PodSandboxStatus 2p:info 3*m:containers_statuses:ContainerStatus 4l:timestamp
PodSandboxStateValue=1e:state:PodSandboxState
PodSandboxFilter=1s:id 2m:state:PodSandboxStateValue 3p:label_selector
ListPodSandboxRequest=1m:filter:PodSandboxFilter
PodSandbox=1s:id 2m:metadata:PodSandboxMetadata 3e:state:PodSandboxState 4l:created_at 5p:labels 6p:annotations 7s:runtime_handler
ListPodSandboxResponse=1*m:items:PodSandbox
StreamPodSandboxesRequest=1m:filter:PodSandboxFilter
StreamPodSandboxesResponse=1*m:pod_sandboxes:PodSandbox
PodSandboxStatsRequest=1s:pod_sandbox_id
PodSandboxStatsResponse=1m:stats:PodSandboxStats
PodSandboxStatsFilter=1s:id 2p:label_selector
ListPodSandboxStatsRequest=1m:filter:PodSandboxStatsFilter
ListPodSandboxStatsResponse=1*m:stats:PodSandboxStats
StreamPodSandboxStatsRequest=1m:filter:PodSandboxStatsFilter
StreamPodSandboxStatsResponse=1*m:pod_sandbox_stats:PodSandboxStats
PodSandboxAttributes=1s:id 2m:metadata:PodSandboxMetadata 3p:labels 4p:annotations
PodSandboxStats=1m:attributes:PodSandboxAttributes 2m:linux:LinuxPodSandboxStats 3m:windows:WindowsPodSandboxStats
LinuxPodSandboxStats=1m:cpu:CpuUsage 2m:memory:MemoryUsage 3m:network:NetworkUsage 4m:process:ProcessUsage 5*m:containers:ContainerStats 6m:io:IoUsage
WindowsPodSandboxStats=1m:cpu:WindowsCpuUsage 2m:memory:WindowsMemoryUsage 3m:network:WindowsNetworkUsage 4m:process:WindowsProcessUsage 5*m:containers:WindowsContainerStats
NetworkUsage=1l:timestamp 2m:default_interface:NetworkInterfaceUsage 3*m:interfaces:NetworkInterfaceUsage
WindowsNetworkUsage=1l:timestamp 2m:default_interface:WindowsNetworkInterfaceUsage 3*m:interfaces:WindowsNetworkInterfaceUsage
NetworkInterfaceUsage=1s:name 2m:rx_bytes:UInt64Value 3m:rx_errors:UInt64Value 4m:tx_bytes:UInt64Value 5m:tx_errors:UInt64Value
WindowsNetworkInterfaceUsage=1s:name 2m:rx_bytes:UInt64Value 3m:rx_packets_dropped:UInt64Value 4m:tx_bytes:UInt64Value 5m:tx_packets_dropped:UInt64Value
ProcessUsage=1l:timestamp 2m:process_count:UInt64Value
WindowsProcessUsage=1l:timestamp 2m:process_count:UInt64Value
ImageSpec=1s:image 2p:annotations 18s:user_specified_image 19s:runtime_handler 20s:image_ref
KeyValue=1s:key 2y:value
LinuxContainerResources=1l:cpu_period 2l:cpu_quota 3l:cpu_shares 4l:memory_limit_in_bytes 5l:oom_score_adj 6s:cpuset_cpus 7s:cpuset_mems 8*m:hugepage_limits:HugepageLimit 9p:unified 10l:memory_swap_limit_in_bytes
HugepageLimit=1s:page_size 2v:limit
SELinuxOption=1s:user 2s:role 3s:type 4s:level
Capability=1*s:add_capabilities 2*s:drop_capabilities 3*s:add_ambient_capabilities
LinuxContainerSecurityContext=1m:capabilities:Capability 2b:privileged 3m:namespace_options:NamespaceOption 4m:selinux_options:SELinuxOption 5m:run_as_user:Int64Value 12m:run_as_group:Int64Value 6s:run_as_username 7b:readonly_rootfs 8*l:supplemental_groups 17e:supplemental_groups_policy:SupplementalGroupsPolicy 11b:no_new_privs 13*s:masked_paths 14*s:readonly_paths 15m:seccomp:SecurityProfile 16m:apparmor:SecurityProfile 9s:apparmor_profile 10s:seccomp_profile_path
LinuxContainerConfig=1m:resources:LinuxContainerResources 2m:security_context:LinuxContainerSecurityContext
LinuxContainerUser=1l:uid 2l:gid 3*l:supplemental_groups
WindowsNamespaceOption=1e:network:NamespaceMode
WindowsSandboxSecurityContext=1s:run_as_username 2s:credential_spec 3b:host_process 4m:namespace_options:WindowsNamespaceOption
WindowsPodSandboxConfig=1m:security_context:WindowsSandboxSecurityContext
WindowsContainerSecurityContext=1s:run_as_username 2s:credential_spec 3b:host_process
WindowsContainerConfig=1m:resources:WindowsContainerResources 2m:security_context:WindowsContainerSecurityContext
WindowsContainerResources=1l:cpu_shares 2l:cpu_count 3l:cpu_maximum 4l:memory_limit_in_bytes 5l:rootfs_size_in_bytes 6*m:affinity_cpus:WindowsCpuGroupAffinity
WindowsCpuGroupAffinity=1v:cpu_mask 2u:cpu_group
ContainerMetadata=1s:name 2u:attempt
Device=1s:container_path 2s:host_path 3s:permissions
CDIDevice=1s:name
ContainerConfig=1m:metadata:ContainerMetadata 2m:image:ImageSpec 3*s:command 4*s:args 5s:working_dir 6*m:envs:KeyValue 7*m:mounts:Mount 8*m:devices:Device 9p:labels 10p:annotations 11s:log_path 12b:stdin 13b:stdin_once 14b:tty 15m:linux:LinuxContainerConfig 16m:windows:WindowsContainerConfig 17*m:CDI_devices:CDIDevice 18e:stop_signal:Signal
CreateContainerRequest=1s:pod_sandbox_id 2m:config:ContainerConfig 3m:sandbox_config:PodSandboxConfig
CreateContainerResponse=1s:container_id
StartContainerRequest=1s:container_id
StartContainerResponse=
StopContainerRequest=1s:container_id 2l:timeout
StopContainerResponse=
RemoveContainerRequest=1s:container_id
RemoveContainerResponse=
ContainerStateValue=1e:state:ContainerState
ContainerFilter=1s:id 2m:state:ContainerStateValue 3s:pod_sandbox_id 4p:label_selector
ListContainersRequest=1m:filter:ContainerFilter
Container=1s:id 2s:pod_sandbox_id 3m:metadata:ContainerMetadata 4m:image:ImageSpec 5s:image_ref 6e:state:ContainerState 7l:created_at 8p:labels 9p:annotations 10s:image_id
ListContainersResponse=1*m:containers:Container
StreamContainersRequest=1m:filter:ContainerFilter
StreamContainersResponse=1*m:containers:Container
ContainerStatusRequest=1s:container_id 2b:verbose
ContainerStatus=1s:id 2m:metadata:ContainerMetadata 3e:state:ContainerState 4l:created_at 5l:started_at 6l:finished_at 7i:exit_code 8m:image:ImageSpec 9s:image_ref 10s:reason 11s:message 12p:labels 13p:annotations 14*m:mounts:Mount 15s:log_path 16m:resources:ContainerResources 17s:image_id 18m:user:ContainerUser 19e:stop_signal:Signal
ContainerStatusResponse=1m:status:ContainerStatus 2p:info
ContainerResources=1m:linux:LinuxContainerResources 2m:windows:WindowsContainerResources
ContainerUser=1m:linux:LinuxContainerUser
UpdateContainerResourcesRequest=1s:container_id 2m:linux:LinuxContainerResources 3m:windows:WindowsContainerResources 4p:annotations
UpdateContainerResourcesResponse=
ExecSyncRequest=1s:container_id 2*s:cmd 3l:timeout
ExecSyncResponse=1y:stdout 2y:stderr 3i:exit_code
ExecRequest=1s:container_id 2*s:cmd 3b:tty 4b:stdin 5b:stdout 6b:stderr
ExecResponse=1s:url
AttachRequest=1s:container_id 2b:stdin 3b:tty 4b:stdout 5b:stderr
AttachResponse=1s:url
PortForwardRequest=1s:pod_sandbox_id 2*i:port
PortForwardResponse=1s:url
ImageFilter=1m:image:ImageSpec
ListImagesRequest=1m:filter:ImageFilter
Image=1s:id 2*s:repo_tags 3*s:repo_digests 4v:size 5m:uid:Int64Value 6s:username 7m:spec:ImageSpec 8b:pinned
ListImagesResponse=1*m:images:Image
StreamImagesRequest=1m:filter:ImageFilter
StreamImagesResponse=1*m:images:Image
ImageStatusRequest=1m:image:ImageSpec 2b:verbose
ImageStatusResponse=1m:image:Image 2p:info
AuthConfig=1s:username 2!s:password 3!s:auth 4s:server_address 5!s:identity_token 6!s:registry_token
PullImageRequest=1m:image:ImageSpec 2m:auth:AuthConfig 3m:sandbox_config:PodSandboxConfig
PullImageResponse=1s:image_ref
RemoveImageRequest=1m:image:ImageSpec
RemoveImageResponse=
NetworkConfig=1s:pod_cidr
RuntimeConfig=1m:network_config:NetworkConfig
UpdateRuntimeConfigRequest=1m:runtime_config:RuntimeConfig
UpdateRuntimeConfigResponse=
RuntimeCondition=1s:type 2b:status 3s:reason 4s:message
RuntimeStatus=1*m:conditions:RuntimeCondition
StatusRequest=1b:verbose
RuntimeHandlerFeatures=1b:recursive_read_only_mounts 2b:user_namespaces
RuntimeHandler=1s:name 2m:features:RuntimeHandlerFeatures
RuntimeFeatures=1b:supplemental_groups_policy 2b:user_namespaces_host_network 3b:mount_options
StatusResponse=1m:status:RuntimeStatus 2p:info 3*m:runtime_handlers:RuntimeHandler 4m:features:RuntimeFeatures
ImageFsInfoRequest=
UInt64Value=1v:value
FilesystemIdentifier=1s:mountpoint
FilesystemUsage=1l:timestamp 2m:fs_id:FilesystemIdentifier 3m:used_bytes:UInt64Value 4m:inodes_used:UInt64Value
WindowsFilesystemUsage=1l:timestamp 2m:fs_id:FilesystemIdentifier 3m:used_bytes:UInt64Value
ImageFsInfoResponse=1*m:image_filesystems:FilesystemUsage 2*m:container_filesystems:FilesystemUsage
ContainerStatsRequest=1s:container_id
ContainerStatsResponse=1m:stats:ContainerStats
ListContainerStatsRequest=1m:filter:ContainerStatsFilter
ContainerStatsFilter=1s:id 2s:pod_sandbox_id 3p:label_selector
ListContainerStatsResponse=1*m:stats:ContainerStats
StreamContainerStatsRequest=1m:filter:ContainerStatsFilter
StreamContainerStatsResponse=1*m:container_stats:ContainerStats
ContainerAttributes=1s:id 2m:metadata:ContainerMetadata 3p:labels 4p:annotations
ContainerStats=1m:attributes:ContainerAttributes 2m:cpu:CpuUsage 3m:memory:MemoryUsage 4m:writable_layer:FilesystemUsage 5m:swap:SwapUsage 6m:io:IoUsage
WindowsContainerStats=1m:attributes:ContainerAttributes 2m:cpu:WindowsCpuUsage 3m:memory:WindowsMemoryUsage 4m:writable_layer:WindowsFilesystemUsage
PsiStats=1m:Full:PsiData 2m:Some:PsiData
PsiData=1v:Total 2d:Avg10 3d:Avg60 4d:Avg300
CpuUsage=1l:timestamp 2m:usage_core_nano_seconds:UInt64Value 3m:usage_nano_cores:UInt64Value 4m:psi:PsiStats
WindowsCpuUsage=1l:timestamp 2m:usage_core_nano_seconds:UInt64Value 3m:usage_nano_cores:UInt64Value
MemoryUsage=1l:timestamp 2m:working_set_bytes:UInt64Value 3m:available_bytes:UInt64Value 4m:usage_bytes:UInt64Value 5m:rss_bytes:UInt64Value 6m:page_faults:UInt64Value 7m:major_page_faults:UInt64Value 8m:psi:PsiStats
IoUsage=1l:timestamp 2m:psi:PsiStats
SwapUsage=1l:timestamp 2m:swap_available_bytes:UInt64Value 3m:swap_usage_bytes:UInt64Value
WindowsMemoryUsage=1l:timestamp 2m:working_set_bytes:UInt64Value 3m:available_bytes:UInt64Value 4m:page_faults:UInt64Value 5m:commit_memory_bytes:UInt64Value
ReopenContainerLogRequest=1s:container_id
ReopenContainerLogResponse=
CheckpointContainerRequest=1s:container_id 2s:location 3l:timeout
CheckpointContainerResponse=
CheckpointPodRequest=1s:pod_sandbox_id 2s:output_path 3*s:container_ids 4p:options
CheckpointPodResponse=
RestorePodRequest=1s:checkpoint_path 2m:config:PodSandboxConfig 3s:runtime_handler 4p:options 5*m:container_configs:ContainerConfig
RestoredContainer=1s:name 2s:container_id
RestorePodResponse=1s:pod_sandbox_id 2*m:restored_containers:RestoredContainer
GetEventsRequest=
ContainerEventResponse=1s:container_id 2e:container_event_type:ContainerEventType 3l:created_at 4m:pod_sandbox_status:PodSandboxStatus 5*m:containers_statuses:ContainerStatus
ListMetricDescriptorsRequest=
ListMetricDescriptorsResponse=1*m:descriptors:MetricDescriptor
MetricDescriptor=1s:name 2s:help 3*s:label_keys
ListPodSandboxMetricsRequest=
ListPodSandboxMetricsResponse=1*m:pod_metrics:PodSandboxMetrics
StreamPodSandboxMetricsRequest=
StreamPodSandboxMetricsResponse=1*m:pod_sandbox_metrics:PodSandboxMetrics
PodSandboxMetrics=1s:pod_sandbox_id 2*m:metrics:Metric 3*m:container_metrics:ContainerMetrics
ContainerMetrics=1s:container_id 2*m:metrics:Metric
Metric=1s:name 2l:timestamp 3e:metric_type:MetricType 4*s:label_values 5m:value:UInt64Value
RuntimeConfigRequest=
RuntimeConfigResponse=1m:linux:LinuxRuntimeConfiguration
LinuxRuntimeConfiguration=1e:cgroup_driver:CgroupDriver
UpdatePodSandboxResourcesRequest=1s:pod_sandbox_id 2m:overhead:LinuxContainerResources 3m:resources:LinuxContainerResources
UpdatePodSandboxResourcesResponse=
`,
`
Protocol=|TCP=0 UDP=1 SCTP=2
MountPropagation=|PROPAGATION_PRIVATE=0 PROPAGATION_HOST_TO_CONTAINER=1 PROPAGATION_BIDIRECTIONAL=2
NamespaceMode=|POD=0 CONTAINER=1 NODE=2 TARGET=3
SupplementalGroupsPolicy=|Merge=0 Strict=1
SecurityProfile.ProfileType=|RuntimeDefault=0 Unconfined=1 Localhost=2
PodSandboxState=|SANDBOX_READY=0 SANDBOX_NOTREADY=1
Signal=SIGNAL_|SIGNAL_RUNTIME_DEFAULT=0 SIGNAL_SIGABRT=1 SIGNAL_SIGALRM=2 SIGNAL_SIGBUS=3 SIGNAL_SIGCHLD=4 SIGNAL_SIGCLD=5 SIGNAL_SIGCONT=6 SIGNAL_SIGFPE=7 SIGNAL_SIGHUP=8 SIGNAL_SIGILL=9 SIGNAL_SIGINT=10 SIGNAL_SIGIO=11 SIGNAL_SIGIOT=12 SIGNAL_SIGKILL=13 SIGNAL_SIGPIPE=14 SIGNAL_SIGPOLL=15 SIGNAL_SIGPROF=16 SIGNAL_SIGPWR=17 SIGNAL_SIGQUIT=18 SIGNAL_SIGSEGV=19 SIGNAL_SIGSTKFLT=20 SIGNAL_SIGSTOP=21 SIGNAL_SIGSYS=22 SIGNAL_SIGTERM=23 SIGNAL_SIGTRAP=24 SIGNAL_SIGTSTP=25 SIGNAL_SIGTTIN=26 SIGNAL_SIGTTOU=27 SIGNAL_SIGURG=28 SIGNAL_SIGUSR1=29 SIGNAL_SIGUSR2=30 SIGNAL_SIGVTALRM=31 SIGNAL_SIGWINCH=32 SIGNAL_SIGXCPU=33 SIGNAL_SIGXFSZ=34 SIGNAL_SIGRTMIN=35 SIGNAL_SIGRTMINPLUS1=36 SIGNAL_SIGRTMINPLUS2=37 SIGNAL_SIGRTMINPLUS3=38 SIGNAL_SIGRTMINPLUS4=39 SIGNAL_SIGRTMINPLUS5=40 SIGNAL_SIGRTMINPLUS6=41 SIGNAL_SIGRTMINPLUS7=42 SIGNAL_SIGRTMINPLUS8=43 SIGNAL_SIGRTMINPLUS9=44 SIGNAL_SIGRTMINPLUS10=45 SIGNAL_SIGRTMINPLUS11=46 SIGNAL_SIGRTMINPLUS12=47 SIGNAL_SIGRTMINPLUS13=48 SIGNAL_SIGRTMINPLUS14=49 SIGNAL_SIGRTMINPLUS15=50 SIGNAL_SIGRTMAXMINUS14=51 SIGNAL_SIGRTMAXMINUS13=52 SIGNAL_SIGRTMAXMINUS12=53 SIGNAL_SIGRTMAXMINUS11=54 SIGNAL_SIGRTMAXMINUS10=55 SIGNAL_SIGRTMAXMINUS9=56 SIGNAL_SIGRTMAXMINUS8=57 SIGNAL_SIGRTMAXMINUS7=58 SIGNAL_SIGRTMAXMINUS6=59 SIGNAL_SIGRTMAXMINUS5=60 SIGNAL_SIGRTMAXMINUS4=61 SIGNAL_SIGRTMAXMINUS3=62 SIGNAL_SIGRTMAXMINUS2=63 SIGNAL_SIGRTMAXMINUS1=64 SIGNAL_SIGRTMAX=65
ContainerState=|CONTAINER_CREATED=0 CONTAINER_RUNNING=1 CONTAINER_EXITED=2 CONTAINER_UNKNOWN=3
ContainerEventType=|CONTAINER_CREATED_EVENT=0 CONTAINER_STARTED_EVENT=1 CONTAINER_STOPPED_EVENT=2 CONTAINER_DELETED_EVENT=3
MetricType=|COUNTER=0 GAUGE=1
CgroupDriver=|SYSTEMD=0 CGROUPFS=1
`,
);
