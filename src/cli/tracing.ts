import { ROOT_CONTEXT, type Span, SpanKind, SpanStatusCode, type Tracer, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-grpc';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOnSampler,
  BasicTracerProvider,
  BatchSpanProcessor,
  type SpanExporter,
  TraceIdRatioBasedSampler,
} from '@opentelemetry/sdk-trace-base';
import type { CallSettings, Transport } from '../cri/transport/transport.ts';
import { messageOf } from '../errors.ts';

export interface TracingOptions {
  /** Host and port of an OTLP gRPC collector. */
  endpoint: string;
  /** Below 0: every run. */
  samplesPerMillion: number;
  program: string;
  version: string;
  /** Such as `ps`: the span of the whole run has this name. */
  command: string;
  /** Nobody listens, or the collector refuses: said once at the end, and no reason to fail. */
  warn(line: string): Promise<void>;
}

/** Spans of one run: one for the command, and below it one for each call to the runtime. */
export interface Tracing {
  /** The same transport, with a span around each call; the runtime is told which one, so that its own spans can join. */
  around(transport: Transport): Transport;
  /** Ends the command's span and sends what has not been sent. */
  end(failure?: unknown): Promise<void>;
}

/** A collector that does not answer must not hold the command up for longer. */
const sendTimeoutMs = 2000;
const million = 1_000_000;

export function startTracing(options: TracingOptions): Tracing {
  const { endpoint, samplesPerMillion, program, version, command } = options;
  const url = /^https?:/.test(endpoint) ? endpoint : `http://${endpoint}`;
  const exporter = new Observed(new OTLPTraceExporter({ url, timeoutMillis: sendTimeoutMs }));
  const isPartial = samplesPerMillion >= 0 && samplesPerMillion < million;
  const provider = new BasicTracerProvider({
    resource: resourceFromAttributes({ 'service.name': program, 'service.version': version }),
    sampler: isPartial ? new TraceIdRatioBasedSampler(samplesPerMillion / million) : new AlwaysOnSampler(),
    spanProcessors: [new BatchSpanProcessor(exporter, { exportTimeoutMillis: sendTimeoutMs })],
  });
  const tracer = provider.getTracer(program, version);
  const root = tracer.startSpan(command, { kind: SpanKind.INTERNAL }, ROOT_CONTEXT);
  return {
    around: (transport) => tracedTransport(transport, tracer, root),
    async end(failure) {
      finish(root, failure);
      await provider.shutdown().catch(() => {});
      if (exporter.failure !== undefined) {
        await options.warn(`spans could not be sent to ${endpoint}: ${messageOf(exporter.failure)}`);
      }
    },
  };
}

type Export = SpanExporter['export'];

/** Remembers that sending failed; the SDK itself only writes it to a log that nobody has set up. */
class Observed implements SpanExporter {
  failure: unknown;
  readonly #exporter: SpanExporter;

  constructor(exporter: SpanExporter) {
    this.#exporter = exporter;
  }

  export(...[spans, done]: Parameters<Export>): void {
    this.#exporter.export(spans, (result) => {
      if (result.code !== 0) this.failure = result.error ?? new Error('refused');
      done(result);
    });
  }

  shutdown(): Promise<void> {
    return this.#exporter.shutdown();
  }
}

function tracedTransport(transport: Transport, tracer: Tracer, root: Span): Transport {
  const begin = (path: string, call: CallSettings): [Span, CallSettings] => {
    const [service = '', method = ''] = path.slice(1).split('/');
    const attributes = { 'rpc.system': 'grpc', 'rpc.service': service, 'rpc.method': method };
    const span = tracer.startSpan(
      path.slice(1),
      { kind: SpanKind.CLIENT, attributes },
      trace.setSpan(ROOT_CONTEXT, root),
    );
    return [span, { ...call, metadata: { ...call.metadata, traceparent: traceParent(span) } }];
  };
  return {
    async unary(path, request, call) {
      const [span, settings] = begin(path, call);
      try {
        const reply = await transport.unary(path, request, settings);
        finish(span);
        return reply;
      } catch (error) {
        finish(span, error);
        throw error;
      }
    },
    async *serverStream(path, request, call) {
      const [span, settings] = begin(path, call);
      try {
        yield* transport.serverStream(path, request, settings);
        finish(span);
      } catch (error) {
        finish(span, error);
        throw error;
      } finally {
        // Leaving the loop early is no failure; ending a span twice does nothing.
        if (span.isRecording()) finish(span);
      }
    },
    close: () => transport.close(),
  };
}

function finish(span: Span, failure?: unknown): void {
  const { code } = (failure ?? {}) as { code?: unknown };
  if (failure !== undefined) span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(failure) });
  if (typeof code === 'number') span.setAttribute('rpc.grpc.status_code', code);
  span.end();
}

/** As the W3C's Trace Context writes it. */
function traceParent(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}
