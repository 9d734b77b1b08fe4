import { nilList, nilMap } from '../../../json.ts';
import { withoutMark } from '../../../model/managed.ts';
import { portKey } from '../../../model/ports.ts';
import { argvOf } from '../../../ops/containers/details.ts';
import type { Examined } from '../../../ops/containers/examine.ts';
import { memoryOf } from '../../../ops/containers/memory.ts';
import { asConfig, mapOf } from '../go-names.ts';
import { imageNameOf } from '../image-names.ts';

/** `Config` of docker's inspect: what the container was made to be. */
export function configOf(one: Examined): object {
  const { status, details, pod } = one;
  const { config } = details;
  const memory = memoryOf(pod);
  const image = one.image?.spec?.config ?? {};
  const exposed = [...new Set(one.ports.map(portKey))];
  const { entrypoint, command } = processOf(one);
  const document = {
    Hostname: hostnameOf(one),
    Domainname: '',
    User: memory.user ?? userOf(one) ?? image.User ?? '',
    AttachStdin: false,
    AttachStdout: false,
    AttachStderr: false,
    ...(exposed.length === 0 ? {} : { ExposedPorts: mapOf(exposed.map((key) => [key, {}])) }),
    Tty: config?.tty ?? false,
    OpenStdin: config?.stdin ?? false,
    StdinOnce: config?.stdin_once ?? false,
    Env: listOrNil(environmentOf(one)),
    Cmd: listOrNil(command),
    Image: imageNameOf({ container: status, pod, status }, { noTrunc: true }),
    Volumes: image.Volumes == null ? nilMap : mapOf(Object.entries(image.Volumes)),
    WorkingDir: config?.working_dir ?? image.WorkingDir ?? '',
    Entrypoint: listOrNil(entrypoint),
    OnBuild: nilList,
    Labels: mapOf(Object.entries(withoutMark(status.labels))),
    ...optional('StopSignal', memory.stopSignal ?? image.StopSignal),
    ...optional('StopTimeout', memory.stopTimeout),
  };
  return asConfig(document);
}

export function listOrNil<T>(list: readonly T[] | undefined): readonly T[] {
  return list === undefined || list.length === 0 ? nilList : list;
}

function optional(name: string, value: unknown): object {
  return value === undefined || value === '' ? {} : { [name]: value };
}

function hostnameOf({ pod, podDetails, details }: Examined): string {
  const set = memoryOf(pod).hostname ?? podDetails.config?.hostname;
  const variable = details.runtimeSpec?.process?.env?.find((line) => line.startsWith('HOSTNAME='));
  return set ?? variable?.slice('HOSTNAME='.length) ?? '';
}

function userOf({ details }: Examined): string | undefined {
  const security = details.config?.linux?.security_context;
  const name = security?.run_as_username ?? security?.run_as_user?.value?.toString();
  const group = security?.run_as_group?.value;
  return name === undefined || group === undefined ? name : `${name}:${group}`;
}

/** The whole command line was said to the runtime; how much of it is the entrypoint is noted, or the image tells. */
function processOf({ details, pod, image }: Examined): { entrypoint: readonly string[]; command: readonly string[] } {
  const argv = argvOf(details);
  const { entrypointLength } = memoryOf(pod);
  const fromImage = details.config?.command === undefined ? image?.spec?.config?.Entrypoint?.length : undefined;
  const length = entrypointLength ?? fromImage ?? details.config?.command?.length ?? 0;
  return { entrypoint: argv.slice(0, length), command: argv.slice(length) };
}

/** The variables that were set for the container, then its image's; not those that the runtime adds. */
function environmentOf({ details, image }: Examined): string[] {
  const lines = details.runtimeSpec?.process?.env ?? [];
  const nameOf = (line: string): string => line.split('=')[0] ?? '';
  const own = new Set((details.config?.envs ?? []).map(({ key = '' }) => key));
  const inherited = new Set((image?.spec?.config?.Env ?? []).map(nameOf));
  return [
    ...lines.filter((line) => own.has(nameOf(line))),
    ...lines.filter((line) => !own.has(nameOf(line)) && inherited.has(nameOf(line))),
  ];
}
