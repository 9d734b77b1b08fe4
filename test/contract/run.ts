// Runs the contract's cases against the program: tsx test/contract/run.ts [--only REGEX] [--binary PATH] [--full] [--jobs N]
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { type Case, loadCases } from './case.ts';
import { differences } from './differences.ts';
import { judge, obstacle, setUp } from './judge.ts';

const { values } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    binary: { type: 'string' },
    full: { type: 'boolean', default: false },
    jobs: { type: 'string', default: String(availableParallelism() + 1) },
  },
});

const only = new RegExp(values.only);
const cases = loadCases().filter((test) => only.test(test.name));
const bench = setUp({ full: values.full, ...(values.binary === undefined ? {} : { binary: values.binary }) });
const groups = new Map<string, { passed: number; failed: number }>();
let skipped = 0;

const queue = cases.values();
await Promise.all(Array.from({ length: Number(values.jobs) }, work));
bench.remove();
report();

async function work(): Promise<void> {
  for (const test of queue) {
    const hindrance = obstacle(test);
    if (hindrance === undefined) {
      count(test, await judge(test, bench));
    } else {
      skipped++;
      print(`skipped ${test.name}: ${hindrance}`);
    }
  }
}

function count(test: Case, problems: readonly string[]): void {
  const [name = ''] = test.name.split('/');
  const group = groups.get(name) ?? { passed: 0, failed: 0 };
  groups.set(name, group);
  if (problems.length === 0) {
    group.passed++;
    return;
  }
  group.failed++;
  const words = test.argv.map((word) => (/^[\w./:=@,-]+$/.test(word) ? word : JSON.stringify(word))).join(' ');
  print(`FAILED ${test.name}: crictl ${words}${test.note === undefined ? '' : `\n  (${test.note})`}`);
  for (const problem of problems) {
    print(`  ${problem}`);
  }
}

function report(): void {
  let [passed, failed] = [0, 0];
  for (const [name, group] of groups) {
    passed += group.passed;
    failed += group.failed;
    if (group.failed > 0) {
      print(`${name}: ${group.failed} of ${group.passed + group.failed} failed`);
    }
  }
  const listed = cases.filter((test) => test.name in differences).length;
  print(`${passed} of ${cases.length} passed (${listed} as listed differences), ${failed} failed, ${skipped} skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
