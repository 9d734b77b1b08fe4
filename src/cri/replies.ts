import { CrixError } from '../errors.ts';
import type { Call, Init, Mask } from './api.ts';
import type {
  ContainerStatusRequest,
  ContainerStatusResponse,
  ImageStatusRequest,
  ImageStatusResponse,
  PodSandboxStatusRequest,
  PodSandboxStatusResponse,
  PullImageRequest,
  StatusResponse,
} from './gen/types.ts';

/** Names what is missing in a reply, or nothing. */
type Check = (reply: never, request: never, isWanted: (path: string) => boolean) => string | undefined;

/** Replies without these fields are refused, as crictl refuses them: whatever was printed from them would be wrong. */
const checks: Readonly<Record<string, Check>> = {
  Version: missingOf('version', 'runtimeName', 'runtimeVersion', 'runtimeApiVersion'),
  RunPodSandbox: missingOf('podSandboxId'),
  CreateContainer: missingOf('containerId'),
  Exec: missingOf('url'),
  Attach: missingOf('url'),
  PortForward: missingOf('url'),
  Status: missingCondition,
  PodSandboxStatus: missingInPod,
  ContainerStatus: missingInContainer,
  ImageStatus: missingInImage,
  PullImage: missingReference,
};

/** @throws CrixError of kind runtime */
export function checkReply(method: string, request: unknown, reply: unknown, call: Call): void {
  const isWanted = (path: string): boolean => isInMask(call.mask, path.split('.'));
  const missing = checks[method]?.(reply as never, request as never, isWanted);
  if (missing !== undefined) throw new CrixError('runtime', `the runtime's answer to ${method} lacks ${missing}`);
}

/** Masked fields hold zeros, which says nothing about what was sent. */
function isInMask(mask: Mask | undefined, [first, ...rest]: readonly string[]): boolean {
  if (mask === undefined || first === undefined) return true;
  const part = mask[first];
  return part === true || (part !== undefined && isInMask(part, rest));
}

function missingOf(...names: readonly string[]): Check {
  return (reply: Readonly<Record<string, unknown>>, _request: unknown, isWanted) => {
    const name = names.find((candidate) => reply[candidate] === '' && isWanted(candidate));
    return name && goName(name);
  };
}

/** crictl's users know the fields by their Go names: RuntimeVersion, PodSandboxId, URL. */
function goName(name: string): string {
  return name === 'url' ? 'URL' : name.charAt(0).toUpperCase() + name.slice(1);
}

function missingCondition(
  { status }: StatusResponse,
  _request: unknown,
  isWanted: (path: string) => boolean,
): string | undefined {
  if (!isWanted('status.conditions.type')) return undefined;
  const types = new Set(status?.conditions.map((condition) => condition.type));
  const missing = ['RuntimeReady', 'NetworkReady'].filter((type) => !types.has(type));
  return missing.length === 0 ? undefined : `the condition ${missing.join(' and ')}`;
}

function missingInPod(
  { status }: PodSandboxStatusResponse,
  request: Init<PodSandboxStatusRequest>,
  isWanted: (path: string) => boolean,
): string | undefined {
  if (status === undefined) return isWanted('status') ? `a status of pod ${request.podSandboxId}` : undefined;
  return firstMissing('pod', isWanted, [
    ['status.id', 'id', status.id],
    ['status.metadata.name', 'metadata.name', status.metadata?.name],
    ['status.metadata.namespace', 'metadata.namespace', status.metadata?.namespace],
    ['status.metadata.uid', 'metadata.uid', status.metadata?.uid],
    ['status.createdAt', 'created_at', status.createdAt],
  ]);
}

function missingInContainer(
  { status }: ContainerStatusResponse,
  request: Init<ContainerStatusRequest>,
  isWanted: (path: string) => boolean,
): string | undefined {
  if (status === undefined) return isWanted('status') ? `a status of container ${request.containerId}` : undefined;
  return firstMissing('container', isWanted, [
    ['status.id', 'id', status.id],
    ['status.metadata.name', 'metadata.name', status.metadata?.name],
    ['status.createdAt', 'created_at', status.createdAt],
    ['status.image.image', 'image', status.image?.image],
    ['status.imageRef', 'image_ref', status.imageRef],
  ]);
}

function missingInImage(
  { image }: ImageStatusResponse,
  request: Init<ImageStatusRequest>,
  isWanted: (path: string) => boolean,
): string | undefined {
  if (image === undefined) return undefined;
  return firstMissing(`image ${request.image?.image}`, isWanted, [
    ['image.id', 'id', image.id],
    ['image.size', 'size', image.size],
  ]);
}

function missingReference({ imageRef }: { imageRef: string }, request: Init<PullImageRequest>): string | undefined {
  return imageRef === '' ? `the reference of the pulled image ${request.image?.image}` : undefined;
}

type Needed = readonly [path: string, name: string, value: string | bigint | undefined];

function firstMissing(
  what: string,
  isWanted: (path: string) => boolean,
  needed: readonly Needed[],
): string | undefined {
  const missing = needed.find(([path, , value]) => !value && isWanted(path));
  return missing && `the ${missing[1]} of the ${what}`;
}
