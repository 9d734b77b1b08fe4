import { tables } from '../cri/gen/tables.ts';
import type { ListMetricDescriptorsResponse, ListPodSandboxMetricsResponse } from '../cri/gen/types.ts';
import { type JsonObject, toJson } from '../cri/json.ts';

export function metricDescriptorsDocument(reply: ListMetricDescriptorsResponse): JsonObject {
  return toJson(tables.of('ListMetricDescriptorsResponse'), reply);
}

export function podMetricsDocument(reply: ListPodSandboxMetricsResponse): JsonObject {
  return toJson(tables.of('ListPodSandboxMetricsResponse'), reply);
}
