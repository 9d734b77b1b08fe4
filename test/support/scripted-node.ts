import type { JsonObject } from './message-bytes.ts';
import { RpcFailure, unimplemented } from './rpc-failure.ts';
import { rules, sampledRules } from './rules.ts';
import { makeWorld, type World, type WorldChanges } from './world.ts';

/** The contract's `server`: how it differs from the plain fixture. */
export interface Variations extends WorldChanges {
  replies?: Record<string, JsonObject>;
  errors?: Record<string, { code: string; details: string; on?: string }>;
  unimplemented?: readonly string[];
  delay_ms?: Record<string, number>;
  stream_error?: { code: string; details: string };
  stream_hold?: boolean;
}

export interface ScriptedStream {
  messages: Iterable<JsonObject> | AsyncIterable<JsonObject>;
  /** What happens after the last one. */
  end: 'close' | 'hold' | RpcFailure;
}

/** A runtime behind the scripted server: data in, data out. Another making is simulated-node.ts. */
export interface NodeUnderTest {
  delayMs(rpc: string): number;
  /** @throws RpcFailure */
  answer(rpc: string, request: JsonObject): JsonObject;
  /** @throws RpcFailure */
  stream(rpc: string, request: JsonObject): ScriptedStream;
}

/** The runtime of the contract: it keeps no state save the sample counter of the statistics. */
export function makeScriptedNode(variations: Variations = {}, world: World = makeWorld(variations)): NodeUnderTest {
  const samples = new Map<string, number>();

  function failScripted(rpc: string, request: JsonObject): void {
    if (variations.unimplemented?.includes(rpc) === true) {
      throw unimplemented(rpc);
    }
    const error = variations.errors?.[rpc];
    if (error !== undefined && (error.on === undefined || JSON.stringify(request).includes(error.on))) {
      throw new RpcFailure(error.code, error.details);
    }
  }

  function applyRules(rpc: string, request: JsonObject): JsonObject {
    const sampled = sampledRules[rpc];
    if (sampled !== undefined) {
      const sample = samples.get(rpc) ?? 0;
      samples.set(rpc, sample + 1);
      return sampled(world, request, sample);
    }
    const reply = rules[rpc]?.(world, request) ?? world.replies[rpc];
    if (reply === undefined) {
      throw unimplemented(rpc);
    }
    return reply;
  }

  return {
    delayMs: (rpc) => variations.delay_ms?.[rpc] ?? 0,
    answer(rpc, request) {
      failScripted(rpc, request);
      return variations.replies?.[rpc] ?? applyRules(rpc, request);
    },
    stream(rpc, request) {
      failScripted(rpc, request);
      if (rpc !== 'GetContainerEvents') {
        throw unimplemented(rpc);
      }
      const { stream_error: error, stream_hold: hold } = variations;
      const end = error === undefined ? (hold === true ? 'hold' : 'close') : new RpcFailure(error.code, error.details);
      return { messages: world.streams.GetContainerEvents, end };
    },
  };
}
