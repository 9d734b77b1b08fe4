// npm test: from a clean clone to node's test runner's last lines. With `--binary FILE`, a standalone crix is what the
// contract and the tests on a real node run; with `--quick`, no real node is needed.
import { failedChecks, npmRun } from './checks.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { quickGroups, runTests, slowGroups, takeBinary } from './run-tests.mjs';

const { binary, rest } = takeBinary(process.argv.slice(2));
const isQuick = rest.includes('--quick');
const unknown = rest.filter((word) => word !== '--quick');
if (unknown.length > 0)
  throw new Error(`unknown: ${unknown.join(' ')}; a single test runs by npm run test:unit -- FILE`);

ensureDependencies();
if (!npmRun('build')) process.exit(1);
const failed = binary === undefined ? failedChecks() : [];
const groups = binary === undefined ? quickGroups : ['contract'];
const status = runTests(isQuick ? groups : [...groups, ...slowGroups], { binary });
process.exitCode = failed.length > 0 ? 1 : status;
