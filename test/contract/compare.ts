import { isDeepStrictEqual } from 'node:util';
import { loadAll } from 'js-yaml';
import type { Json, JsonObject } from '../support/message-bytes.ts';
import { isObject } from '../support/world.ts';
import type { Expectation, ExpectedRequest } from './case.ts';
import type { Outcome } from './run-case.ts';
import { difference } from './text-difference.ts';

/** Every way in which a run is not what was expected, ready to print. Empty: it passed. */
export function compare(expected: Expectation, outcome: Outcome, command: string): string[] {
  return [
    ...compareExit(expected, outcome),
    ...compareStdout(expected, outcome),
    ...compareStderr(expected, outcome),
    ...compareRequests(expected, outcome, command),
    ...compareFiles(expected, outcome),
  ];
}

function compareExit({ exit }: Expectation, outcome: Outcome): string[] {
  if (exit === outcome.exit) {
    return [];
  }
  const lastWords = outcome.stderr.trim().split('\n').slice(-3).join('\n    ');
  return [`exit ${exit} expected, got ${outcome.exit}${lastWords === '' ? '' : `\n    ${lastWords}`}`];
}

function compareStdout(expected: Expectation, outcome: Outcome): string[] {
  if (expected.stdout_base64 !== undefined) {
    const bytes = Buffer.from(expected.stdout_base64, 'base64');
    return bytes.equals(outcome.stdoutBytes)
      ? []
      : [difference('stdout (hex)', bytes.toString('hex'), outcome.stdoutBytes.toString('hex'))];
  }
  if (expected.usage === true) {
    return `${outcome.stdout}${outcome.stderr}`.trim() === '' ? ['usage text expected, nothing was printed'] : [];
  }
  if (expected.stdout === null || expected.stdout === undefined) {
    return [];
  }
  let [wanted, got] = [normalise(expected.stdout, expected.ago), normalise(outcome.stdout, expected.ago)];
  if (expected.unordered === true) {
    [wanted, got] = [sortLines(wanted), sortLines(got)];
  }
  return wanted === got ? [] : [difference('stdout', wanted, got)];
}

const clearScreen = '\u001b[2J\u001b[H';
const relativeTime =
  /\d+ (?:second|minute|hour|day|week|month|year)s? ago|About an? (?:minute|hour) ago|Less than a second ago/g;

function normalise(text: string, ago: 'exact' | undefined): string {
  const still = text.replaceAll(clearScreen, '').replace(/("(?:[^"\\]|\\.)*":) {2}(?! )/g, '$1 ');
  return ago === 'exact' ? still : still.replace(relativeTime, '{AGO}');
}

function sortLines(text: string): string {
  return text.split('\n').sort().join('\n');
}

function compareStderr(expected: Expectation, outcome: Outcome): string[] {
  const squeezed = squeeze(outcome.stderr);
  const problems = expected.stderr_must_mention
    .filter((mention) => !squeezed.includes(squeeze(mention)))
    .map(
      (mention) =>
        `stderr does not mention ${JSON.stringify(mention)}: ${JSON.stringify(outcome.stderr.slice(0, 600))}`,
    );
  const data = [expected.stderr_data ?? []].flat();
  for (const piece of data) {
    if (!outcome.stderr.includes(piece)) {
      problems.push(difference('stderr data', piece, outcome.stderr));
    }
  }
  return problems;
}

function squeeze(text: string): string {
  return text.toLowerCase().replace(/[\s_]/g, '');
}

function compareRequests(expected: Expectation, outcome: Outcome, command: string): string[] {
  if (expected.no_requests === true) {
    return [];
  }
  const wanted = comparable(expected.requests, command);
  const got = comparable(outcome.requests, command);
  if (expected.unordered === true) {
    wanted.sort();
    got.sort();
  }
  return isDeepStrictEqual(wanted, got) ? [] : [difference('requests', wanted.join('\n'), got.join('\n'))];
}

/** One line for each request that counts. Requests that only probe the connection do not. */
function comparable(requests: readonly ExpectedRequest[], command: string): string[] {
  const asked = new Set<string>();
  const lines: string[] = [];
  for (const entry of requests) {
    const { rpc, request, on } = entry;
    const line = `${on === undefined ? '' : `${on}: `}${rpc} ${canonical(withoutEmptyFilters(request))}`;
    const countsOnce = rpc === 'ImageFsInfo' || (rpc === 'ImageStatus' && request['verbose'] !== true);
    if (!isProbe(entry, command) && !(countsOnce && asked.has(line))) {
      asked.add(line);
      lines.push(line);
    }
  }
  return lines;
}

function isProbe({ rpc, request }: ExpectedRequest, command: string): boolean {
  return (
    (rpc === 'Version' && Object.keys(request).length === 0) || (rpc === 'ImageFsInfo' && command !== 'imagefsinfo')
  );
}

function withoutEmptyFilters(request: JsonObject): JsonObject {
  const { filter, ...rest } = request;
  if (!isObject(filter)) {
    return request;
  }
  const kept = { ...filter };
  if (isObject(kept['image']) && Object.keys(kept['image']).length === 0) {
    delete kept['image'];
  }
  return Object.keys(kept).length === 0 ? rest : { ...rest, filter: kept };
}

const randomUuid = /\b[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\b/g;

function canonical(value: Json): string {
  return JSON.stringify(value, (_, inner: Json) =>
    isObject(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  ).replace(randomUuid, '{UUID}');
}

function compareFiles(expected: Expectation, outcome: Outcome): string[] {
  return Object.entries(expected.files_after ?? {}).flatMap(([name, wanted]) =>
    compareFile(name, wanted, outcome.files[name] ?? null),
  );
}

function compareFile(
  name: string,
  wanted: NonNullable<Expectation['files_after']>[string],
  text: string | null,
): string[] {
  if (wanted === null) {
    return text === null ? [] : [`${name} should be gone`];
  }
  if (text === null) {
    return [`${name} is missing`];
  }
  if ('text' in wanted) {
    return wanted.text === text ? [] : [difference(name, wanted.text, text)];
  }
  const parsed = (loadAll(text, { json: true })[0] ?? null) as Json;
  const problems = isDeepStrictEqual(parsed, wanted.yaml)
    ? []
    : [difference(name, JSON.stringify(wanted.yaml), JSON.stringify(parsed))];
  for (const piece of wanted.must_contain ?? []) {
    if (!text.includes(piece)) {
      problems.push(`${name} has lost ${JSON.stringify(piece)}`);
    }
  }
  return problems;
}
