// Runs the docker cases and shows what fails:
//   tsx test/docker/run.ts [--only REGEX] [--containerd 1.6|1.7|2]          crix on a lab of its own
//   tsx test/docker/run.ts --endpoint unix:///… --registry HOST:PORT/dk     crix on a running node
//   tsx test/docker/run.ts --docker CLIENT --host unix:///… --registry …    a real docker client and engine
import { mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { Containerd } from '../lab/debian.ts';
import { type Lab, startLab } from '../lab/start.ts';
import { dockerDifferences } from './differences.ts';
import { crixAsDocker } from './program.ts';
import type { Program } from './stage.ts';
import { runCases } from './suite.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    containerd: { type: 'string', default: '1.6' },
    endpoint: { type: 'string' },
    docker: { type: 'string' },
    host: { type: 'string' },
    registry: { type: 'string', default: '127.0.0.1:5055/dk' },
  },
});

let lab: Lab | undefined;
const counts = { passed: 0, failed: 0, listed: 0 };
try {
  await runCases(await programOf(), new RegExp(values.only), ({ test, problems }) => {
    if (problems.length === 0) counts.passed++;
    else if (test.name in dockerDifferences && values.docker === undefined) counts.listed++;
    else {
      counts.failed++;
      print(`FAILED ${test.name}${test.mapped ? ' (mapped)' : ''}: docker ${(test.argv ?? []).join(' ')}`);
      if (test.note !== undefined) print(`    (${test.note})`);
      for (const problem of problems) print(`    ${problem}`);
    }
  });
} finally {
  await lab?.stop();
}
print(`${counts.passed} passed, ${counts.failed} failed, ${counts.listed} listed differences`);
process.exitCode = counts.failed === 0 ? 0 : 1;

async function programOf(): Promise<Program> {
  const { docker, host, registry, endpoint } = values;
  if (docker !== undefined) return { words: [docker], env: { DOCKER_HOST: host ?? '' }, registry };
  if (endpoint !== undefined) return runningNode(endpoint, registry);
  lab = await startLab({ containerd: values.containerd as Containerd });
  return crixAsDocker(lab);
}

function runningNode(endpoint: string, registry: string): Program {
  const link = join(mkdtempSync(join(tmpdir(), 'crix-docker-')), 'docker');
  symlinkSync(fileURLToPath(new URL('../../bin/crix.js', import.meta.url)), link);
  return { words: [link], env: { CONTAINER_RUNTIME_ENDPOINT: endpoint, CRI_CONFIG_FILE: '/dev/null' }, registry };
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
