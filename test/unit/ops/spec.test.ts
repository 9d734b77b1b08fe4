import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readContainerSpec, readPodSpec, type SpecInput } from '../../../src/ops/spec.ts';

function given(text: string, dialect: SpecInput['dialect'] = 'crix'): SpecInput {
  return { path: '-', dialect, readStdin: async () => new TextEncoder().encode(text) };
}

async function container(text: string, dialect?: SpecInput['dialect']) {
  return readContainerSpec(given(`metadata: {name: c}\nimage: {image: x}\n${text}`, dialect));
}

async function pod(text: string, dialect?: SpecInput['dialect']) {
  return readPodSpec(given(`metadata: {name: p, namespace: n, uid: u}\n${text}`, dialect));
}

test('a JSON file with tabs is read, 64-bit numbers are exact', async () => {
  const { config } = await readContainerSpec(
    given(
      '{\n\t"metadata": {"name": "c"},\n\t"image": {"image": "x"},\n\t"linux": {"resources": {"cpu_period": 9007199254740993}}}',
    ),
  );
  assert.equal(config.linux?.resources?.cpuPeriod, 9007199254740993n);
});

test('words keep their spelling where text belongs', async () => {
  const { config } = await container(
    'labels: {n: yes, no: 010, 1: 1e3, d: 2020-01-01, e: 1_000, f: 1.0, g: ~}\nhostname: x',
  );
  assert.deepEqual(
    { ...config.labels },
    { n: 'yes', no: '010', 1: '1e3', d: '2020-01-01', e: '1_000', f: '1.0', g: '' },
  );
});

test('whole numbers are read in every spelling of YAML 1.1', async () => {
  const linux =
    'linux: {resources: {cpu_period: 010, cpu_quota: 0x10, cpu_shares: 1_000, memory_limit_in_bytes: 1e3, oom_score_adj: -1}}';
  const resources = (await container(linux)).config.linux?.resources;
  assert.deepEqual(resources, {
    cpuPeriod: 8n,
    cpuQuota: 16n,
    cpuShares: 1000n,
    memoryLimitInBytes: 1000n,
    oomScoreAdj: -1n,
  });
});

test('camelCase keys are read by crix and warned about by crictl', async () => {
  const crix = await container('logPath: a.log\nCDIDevices: [{name: v/d=1}]');
  assert.equal(crix.config.logPath, 'a.log');
  assert.deepEqual(crix.config.CDIDevices, [{ name: 'v/d=1' }]);
  assert.deepEqual(crix.warnings, []);
  const crictl = await container('logPath: a.log', 'crictl');
  assert.equal(crictl.config.logPath, undefined);
  assert.deepEqual(crictl.warnings, ['standard input: unknown key logPath is ignored; did you mean log_path?']);
});

test('letter case of keys does not matter to either', async () => {
  for (const dialect of ['crix', 'crictl'] as const) {
    assert.equal((await container('Log_Path: l', dialect)).config.logPath, 'l');
  }
});

test('unknown keys are named with their path and the nearest right one', async () => {
  const text =
    '{"metadata":{"name":"p","namespace":"n","uid":"u","annotations":{"a":"b"},"nmae":"x"},"bogus":1,"run_as_user":{}}';
  const { warnings } = await readPodSpec(given(text));
  assert.deepEqual(warnings, [
    'standard input: unknown key metadata.annotations is ignored; did you mean annotations at the top level?',
    'standard input: unknown key metadata.nmae is ignored; did you mean metadata.name?',
    'standard input: unknown key bogus is ignored',
    'standard input: unknown key run_as_user is ignored; did you mean linux.security_context.run_as_user?',
  ]);
});

const wrong: [string, string][] = [
  [
    'linux: {security_context: {run_as_user: 65534}}',
    'linux.security_context.run_as_user: expected an object, found the number 65534; write {"value": 65534}',
  ],
  ['command: sleep 1', 'command: expected a list, found the text "sleep 1"; write ["sleep 1"]'],
  ['tty: "true"', 'tty: expected true or false, found the text "true"; write true'],
  [
    'linux: {resources: {cpu_period: 1.5}}',
    'linux.resources.cpu_period: expected a whole number, found the number 1.5',
  ],
  ['labels: [a]', 'labels: expected keys with text values, found a list; write {"key": "value"}'],
  ['labels: {a: [b]}', 'labels.a: expected text, found a list'],
  ['log_path: {a: b}', 'log_path: expected text, found an object'],
  ['envs: [{key: A, value: 1}]', 'envs[0].value: expected text, found the number 1; write "1"'],
  ['envs: [{key: A, value: yes}]', 'envs[0].value: expected text, found the boolean yes; write "yes"'],
  ['metadata: {name: c, attempt: -1}', 'metadata.attempt: expected a number from 0 to 4294967295, found the number -1'],
  ['metadata: {name: c, attempt: "1"}', 'metadata.attempt: expected a whole number, found the text "1"; write 1'],
  ['mounts: [x]', 'mounts[0]: expected an object, found the text "x"'],
];

for (const [text, message] of wrong) {
  test(`a wrong type: ${text}`, async () => {
    await assert.rejects(container(text), (error: Error) => error.message === `standard input: ${message}`);
  });
}

test('enums are numbers, and names for crix', async () => {
  const byName = 'mounts: [{propagation: PROPAGATION_BIDIRECTIONAL}]\nstop_signal: sigterm';
  assert.deepEqual((await container('mounts: [{propagation: 2}]', 'crictl')).config.mounts, [
    { propagation: 'PROPAGATION_BIDIRECTIONAL' },
  ]);
  assert.deepEqual((await container('mounts: [{propagation: 77}]')).config.mounts, [{ propagation: 77 }]);
  assert.equal((await container(byName)).config.stopSignal, 'SIGNAL_SIGTERM');
  await assert.rejects(
    container(byName, 'crictl'),
    /mounts\[0\]\.propagation: expected one of 0 \(PROPAGATION_PRIVATE\), .*; write 2$/,
  );
});

test("quoted 64-bit numbers are CRI's own JSON and read by crix", async () => {
  assert.equal((await container('linux: {resources: {cpu_period: "7"}}')).config.linux?.resources?.cpuPeriod, 7n);
  await assert.rejects(container('linux: {resources: {cpu_period: "7"}}', 'crictl'), /found the text "7"; write 7/);
});

test('null unsets', async () => {
  const { config } = await container('linux: null\nlabels: ~\nargs:\nlog_path:\n');
  assert.deepEqual(Object.keys(config).sort(), ['image', 'metadata']);
});

test('an environment value becomes bytes', async () => {
  const { config } = await container('envs: [{key: A, value: ☃}, {key: B, value: ""}, {key: C}]');
  assert.deepEqual(config.envs, [
    { key: 'A', value: new TextEncoder().encode('☃') },
    { key: 'B', value: new Uint8Array() },
    { key: 'C' },
  ]);
});

test('the image as written is kept beside the image', async () => {
  assert.deepEqual((await container('')).config.image, { image: 'x', userSpecifiedImage: 'x' });
  const { config } = await container('image: {image: "sha256:abc", user_specified_image: nginx}');
  assert.deepEqual(config.image, { image: 'sha256:abc', userSpecifiedImage: 'nginx' });
});

test('a missing uid is made', async () => {
  const { config } = await readPodSpec(given('metadata: {name: p, namespace: n}'));
  assert.match(config.metadata?.uid ?? '', /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  assert.equal((await pod('')).config.metadata?.uid, 'u');
});

test('what is missing is named', async () => {
  await assert.rejects(readPodSpec(given('{}')), /metadata is not set/);
  await assert.rejects(readPodSpec(given('metadata: {namespace: n}')), /metadata\.name is not set/);
  await assert.rejects(readPodSpec(given('metadata: {name: n}')), /metadata\.namespace is not set/);
  await assert.rejects(readContainerSpec(given('')), /metadata\.name is not set/);
  await assert.rejects(readContainerSpec(given('metadata: {name: c}')), /image\.image is not set/);
  await assert.rejects(readContainerSpec(given('metadata: {name: c}\nimage: {image: ""}')), /image\.image is not set/);
});

test('what is no configuration at all is refused', async () => {
  await assert.rejects(readPodSpec(given('[]')), /standard input: expected an object, found a list/);
  await assert.rejects(readPodSpec(given('a: [')), /standard input is not valid YAML at line 1/);
  const latin1 = { ...given(''), readStdin: async () => new Uint8Array([0xe9]) };
  await assert.rejects(readPodSpec(latin1), /standard input is not UTF-8 text/);
});

test('a file that cannot be read is named', async () => {
  await assert.rejects(readPodSpec({ ...given(''), path: '/none.json' }), /cannot read \/none\.json: no such file/);
  await assert.rejects(readPodSpec({ ...given(''), path: '/' }), /cannot read \/: is a directory/);
});
