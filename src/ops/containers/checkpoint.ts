import type { RuntimeService } from '../../cri/api.ts';
import { failedTo } from '../failures.ts';

export interface CheckpointInput {
  /** The archive to write, a path on the node. */
  location: string;
  timeoutMs: number;
}

/** @throws CrixError naming the container */
export async function checkpointContainer(runtime: RuntimeService, id: string, input: CheckpointInput): Promise<void> {
  const timeout = BigInt(Math.ceil(input.timeoutMs / 1000));
  try {
    await runtime.checkpointContainer({ containerId: id, location: input.location, timeout });
  } catch (error) {
    throw failedTo(`checkpoint container ${id}`, error);
  }
}
