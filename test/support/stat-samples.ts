import type { JsonObject } from './message-bytes.ts';
import { isObject } from './world.ts';

const perSampleNs = 1_000_000_000n;
const usagePerSampleNs = 250_000_000n;

/** The entry as its n-th call sees it. A counter at zero, and a clock that is not there, stand still. */
export function sampleStats(entry: JsonObject, sample: number): JsonObject {
  const cpu = entry['cpu'];
  if (!isObject(cpu)) {
    return entry;
  }
  const usage = cpu['usage_core_nano_seconds'];
  const next: JsonObject = { ...cpu };
  if (typeof cpu['timestamp'] === 'string') {
    next['timestamp'] = String(BigInt(cpu['timestamp']) + BigInt(sample) * perSampleNs);
  }
  if (isObject(usage) && Number(usage['value']) !== 0) {
    next['usage_core_nano_seconds'] = {
      value: String(BigInt(String(usage['value'])) + BigInt(sample) * usagePerSampleNs),
    };
  }
  return { ...entry, cpu: next };
}
