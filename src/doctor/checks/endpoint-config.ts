import { type Endpoint, parseEndpoint, placeOf } from '../../cri/endpoint.ts';
import { probe } from '../../cri/transport/probe.ts';
import { messageOf } from '../../errors.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';

const { ok, warn, fail, skipped } = findingsOf('endpoint.config');

export const check: Check = {
  id: 'endpoint.config',
  group: 'endpoint',
  title: 'which runtime do commands talk to?',
  async run(facts) {
    const { endpoint: text, imageEndpoint, endpointFrom } = facts.sources;
    if (text === undefined)
      return [facts.looksAtRuntime ? await nothingSet(facts) : skipped('no crictl.yaml there names one')];
    let endpoint: Endpoint;
    try {
      endpoint = parseEndpoint(text).endpoint;
    } catch (error) {
      return [fail('invalid', messageOf(error), { next: await correction(facts) })];
    }
    const findings: Finding[] = [];
    if (imageEndpoint !== undefined && imageEndpoint !== text) findings.push(await twoEndpoints(imageEndpoint, text));
    const wrong = await wrongEndpoint(facts, endpoint);
    if (wrong !== undefined) findings.push(wrong);
    return findings.length > 0 ? findings : [ok(`${endpoint.text}, from the ${endpointFrom}`)];
  },
};

async function nothingSet(facts: Facts): Promise<Finding> {
  const [first] = await facts.listening();
  const { configPath } = facts.sources;
  if (first === undefined)
    return fail('none', 'no endpoint is set and nobody listens at the known sockets', {
      next: ['systemctl start containerd'],
    });
  return warn('missing', `no endpoint is set in ${configPath}; ${first.text} is found by trying`, {
    why: 'when two runtimes are alive the first that answers is used without a word',
    next: ['crix config init -y'],
  });
}

async function twoEndpoints(imageEndpoint: string, endpoint: string): Promise<Finding> {
  return warn('two', `images are at ${imageEndpoint}, containers at ${endpoint}`, {
    why: 'images that one runtime pulls do not exist for the other',
    next: [`crix config image-endpoint ''`],
  });
}

/** The endpoint is dead while another known one is alive. */
async function wrongEndpoint(facts: Facts, endpoint: Endpoint): Promise<Finding | undefined> {
  if (!facts.looksAtRuntime || (await probe(endpoint)).errno === undefined) return undefined;
  const [alive] = await facts.listening();
  if (alive === undefined) return undefined;
  return fail('wrong', `nobody answers at ${placeOf(endpoint)}, but a runtime is alive at ${placeOf(alive)}`, {
    next: await correction(facts),
  });
}

async function correction(facts: Facts): Promise<string[]> {
  const [alive] = await facts.listening();
  return [facts.setEndpoint(alive?.text ?? 'unix:///run/containerd/containerd.sock')];
}
