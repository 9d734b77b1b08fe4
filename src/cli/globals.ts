import type { Flags } from './define.ts';

/** Flags that come before the command. */
export const globalFlags = {
  config: {
    type: 'string',
    short: 'c',
    env: 'CRI_CONFIG_FILE',
    metavar: 'FILE',
    help: 'Read settings from FILE (default /etc/crictl.yaml)',
  },
  debug: { type: 'boolean', short: 'D', help: 'Say on stderr what is done' },
  'enable-tracing': { type: 'boolean', help: 'Send OpenTelemetry spans of this run' },
  'image-endpoint': {
    type: 'string',
    short: 'i',
    env: 'IMAGE_SERVICE_ENDPOINT',
    metavar: 'ENDPOINT',
    help: "Socket of the image service (default the runtime's)",
  },
  'max-retries': {
    type: 'int',
    metavar: 'N',
    help: 'Retries of a call while nobody listens at the endpoint (default 0)',
  },
  'profile-cpu': { type: 'string', metavar: 'FILE', help: 'Write a CPU profile to FILE' },
  'profile-mem': { type: 'string', metavar: 'FILE', help: 'Write a heap profile to FILE' },
  'runtime-endpoint': {
    type: 'string',
    short: 'r',
    env: 'CONTAINER_RUNTIME_ENDPOINT',
    metavar: 'ENDPOINT',
    help: 'Socket of the runtime, such as unix:///run/containerd/containerd.sock',
  },
  timeout: {
    type: 'duration',
    short: 't',
    metavar: 'DURATION',
    help: 'Time limit of a call to the runtime (default 2s)',
  },
  'tracing-endpoint': {
    type: 'string',
    default: '127.0.0.1:4317',
    metavar: 'ADDRESS',
    help: 'OTLP gRPC collector for --enable-tracing',
  },
  'tracing-sampling-rate-per-million': {
    type: 'int',
    default: -1,
    metavar: 'N',
    help: 'Spans to send of a million; below 0 all',
  },
  help: { type: 'boolean', short: 'h', help: 'Show help' },
  version: { type: 'boolean', short: 'v', help: "Show crix's version" },
} as const satisfies Flags;
