import type { RuntimeService } from '../../cri/api.ts';
import type { ContainerStatus } from '../../cri/gen/types.ts';
import { CrixError } from '../../errors.ts';
import { failedTo } from '../failures.ts';

/** An object's status and what its runtime tells about it besides. */
export interface Inspection<Status> {
  status: Status;
  info: Readonly<Record<string, string>>;
}

/** @throws CrixError naming the container */
export async function inspectContainer(
  runtime: RuntimeService,
  id: string,
  verbose: boolean,
): Promise<Inspection<ContainerStatus>> {
  try {
    const { status, info } = await runtime.containerStatus({ containerId: id, verbose });
    if (status === undefined) throw new CrixError('runtime', 'the runtime sent no status for it');
    return { status, info };
  } catch (error) {
    throw failedTo(`inspect container ${id}`, error);
  }
}
