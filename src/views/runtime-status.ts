import { tables } from '../cri/gen/tables.ts';
import type { StatusResponse } from '../cri/gen/types.ts';
import { type JsonObject, toJson } from '../cri/json.ts';
import type { JsonValue } from '../json.ts';
import { readInfo } from './info-map.ts';

/** What `info` prints: the runtime's own words and the parts of the reply, whose names no word can take. */
export function runtimeStatusDocument(reply: StatusResponse): Record<string, JsonValue> {
  const { info, status, runtimeHandlers, features } = reply;
  const document = readInfo(info);
  if (status !== undefined) document['status'] = toJson(tables.of('RuntimeStatus'), status);
  if (features !== undefined) document['features'] = setOnly(toJson(tables.of('RuntimeFeatures'), features));
  if (runtimeHandlers.length > 0) {
    document['runtimeHandlers'] = runtimeHandlers.map((handler) => ({
      ...(handler.features && { features: setOnly(toJson(tables.of('RuntimeHandlerFeatures'), handler.features)) }),
      ...(handler.name !== '' && { name: handler.name }),
    }));
  }
  return document;
}

/** crictl prints these with Go's own encoder: names as in the proto file, what is false left out. */
function setOnly(flags: JsonObject): Record<string, JsonValue> {
  const set = Object.entries(flags).filter(([, value]) => value === true);
  return Object.fromEntries(set.map(([name]) => [protoName(name), true]));
}

function protoName(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
