import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseCommand, splitGlobal } from '../../../src/cli/argv.ts';
import type { Command } from '../../../src/cli/define.ts';
import { registry } from '../../../src/cli/registry.ts';

/** The words of a simple shell line, up to the first pipe or redirection. */
function shellWords(line: string): string[] {
  const end = /\s(?:[|<>]|2>|&&|;)/.exec(line.replace(/'[^']*'|"[^"]*"/g, (quoted) => 'x'.repeat(quoted.length)));
  const plain = end === null ? line : line.slice(0, end.index);
  const words = plain.match(/(?:[^\s'"]|'[^']*'|"[^"]*")+/g) ?? [];
  return words.map((word) => word.replace(/'([^']*)'|"([^"]*)"/g, (_, single, double) => single ?? double));
}

/** An example may begin with variables and with other programs: what is looked at is the call of crix. */
function crixCall(line: string): string[] {
  const at = /(?:^|[\s(|])crix /.exec(line);
  assert.ok(at !== null, `no call of crix: ${line}`);
  const call = line.slice(at.index).replace(/^[\s(|]*crix /, '');
  // What another call prints is an argument here.
  return shellWords(call.replace(/\$\([^()]*\)/g, 'printed').replace(/\)$/, ''));
}

function checkExample(command: Command, names: readonly string[], line: string): void {
  const global = splitGlobal(crixCall(line), {}, 'crix');
  assert.ok(names.includes(global.command ?? ''), `${line}: is no call of ${command.name}`);
  const { positionals } = parseCommand(command, global.rest, {}, 'crix');
  const { min, max = positionals.length } = command.arity ?? { min: 0 };
  assert.ok(positionals.length >= min && positionals.length <= max, `${line}: wrong number of arguments`);
}

describe('the examples of the help', () => {
  for (const entry of registry) {
    if (entry.hidden) continue;
    it(`${entry.name} has two or more, and crix understands them`, async () => {
      const { command } = await entry.load();
      const examples = command.examples ?? [];
      assert.ok(examples.length >= 2, `${entry.name} has ${examples.length}`);
      for (const { line } of examples) checkExample(command, [entry.name, ...(entry.aliases ?? [])], line);
    });
  }
});
