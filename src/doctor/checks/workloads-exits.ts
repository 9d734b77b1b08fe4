import type { Container, ContainerStatus } from '../../cri/gen/types.ts';
import { readRecords } from '../../logs/records.ts';
import { shortId } from '../../model/ids.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import { containerName } from '../names.ts';

const { ok, warn } = findingsOf('workloads.exits');

const recentNanos = 3600n * 1_000_000_000n;
/** The newest are enough to see what goes on. */
const mostShown = 5;
const logLines = 3;

export const check: Check = {
  id: 'workloads.exits',
  group: 'workloads',
  title: 'did containers fail in the last hour?',
  needs: 'runtime',
  async run(facts) {
    const exited = (await facts.containers()).filter(
      ({ state }) => state === 'CONTAINER_EXITED' || state === 'CONTAINER_UNKNOWN',
    );
    const failed = (await facts.withStatus(exited))
      .filter(({ status }) => isRecentFailure(facts, status))
      .sort((one, other) => Number(other.status.finishedAt - one.status.finishedAt));
    if (failed.length === 0) return [ok('none failed')];
    return Promise.all(failed.slice(0, mostShown).map(({ container, status }) => failure(container, status)));
  },
};

function isRecentFailure({ sources }: Facts, { exitCode, finishedAt }: ContainerStatus): boolean {
  return exitCode !== 0 && (finishedAt === 0n || finishedAt > sources.now - recentNanos);
}

async function failure(container: Container, status: ContainerStatus): Promise<Finding> {
  const { exitCode, reason, logPath, message } = status;
  const name = containerName(container);
  const id = shortId(container.id);
  if (reason === 'OOMKilled') {
    return warn('oom', `${name} was killed for want of memory (exit ${exitCode})`, {
      why: 'it reached its memory limit, and will again',
      next: [`crix inspect ${id}`, `crix rm ${id}`],
    });
  }
  if (exitCode === 255 && reason === 'Unknown') {
    return warn('lost', `${name} ended while containerd did not run (exit 255, Unknown)`, {
      why: 'its shim was killed with the daemon: see KillMode in crix doctor runtime.unit',
      next: [`crix rm ${id}`],
    });
  }
  const last = await lastLines(logPath);
  const words = [reason === 'Error' ? '' : reason, message].filter((word) => word !== '').join(': ');
  const seen = `${name} exited ${exitCode}${words === '' ? '' : ` (${words})`}${last === '' ? '' : `, last words: ${last}`}`;
  return warn('failed', seen, { next: [`crix logs --tail 50 ${id}`, `crix rm ${id}`] });
}

async function lastLines(path: string): Promise<string> {
  const lines: string[] = [];
  try {
    for await (const records of readRecords(path, { tail: logLines })) {
      for (const { bytes } of records) lines.push(bytes.toString('utf8').trimEnd());
    }
  } catch {
    // The log may be gone, or never have been.
  }
  return lines.map((line) => line.slice(0, 200)).join(' | ');
}
