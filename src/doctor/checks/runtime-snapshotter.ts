import { basename } from 'node:path';
import { probe } from '../../cri/transport/probe.ts';
import { settings } from '../containerd-config.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import { objectAt, textAt } from '../walk.ts';

const { ok, fail, skipped } = findingsOf('runtime.snapshotter');

const pluginType = 'io.containerd.snapshotter.v1';

export const check: Check = {
  id: 'runtime.snapshotter',
  group: 'runtime',
  title: 'is the snapshotter that is configured the one in use?',
  async run(facts) {
    const config = await facts.config();
    const wanted = settings.snapshotter(config);
    const name = typeof wanted === 'string' && wanted !== '' ? wanted : undefined;
    const plugins = (await facts.plugins()).filter(({ type }) => type === pluginType);
    if (plugins.length === 0) return [skipped('containerd does not answer')];
    const dead = await deadProxy(facts, name);
    if (dead !== undefined) return [dead];
    const plugin = plugins.find(({ id }) => id === name);
    if (name !== undefined && (plugin === undefined || plugin.initError !== undefined))
      return [unknown(name, plugin?.initError, plugins)];
    const used = await snapshotterInUse(facts);
    if (name !== undefined && used !== undefined && used !== name) return [dropped(name, used, config.path)];
    return [ok(used ?? name ?? 'overlayfs')];
  },
};

function unknown(
  name: string,
  initError: string | undefined,
  plugins: readonly { id: string; initError: string | undefined }[],
): Finding {
  const usable = plugins.filter((plugin) => plugin.initError === undefined).map(({ id }) => id);
  return fail(
    'unknown',
    `snapshotter ${name} ${initError === undefined ? 'does not exist' : `did not start: ${initError}`}`,
    {
      why: 'the CRI plugin does not start without its snapshotter',
      next: [`set snapshotter to one of these: ${usable.join(', ')}`, 'systemctl restart containerd'],
    },
  );
}

/** A snapshotter in a program of its own: containerd starts without it, and no container can. */
async function deadProxy(facts: Facts, name: string | undefined): Promise<Finding | undefined> {
  const config = await facts.config();
  const address = name === undefined ? undefined : textAt(config.document, 'proxy_plugins', name, 'address');
  if (name === undefined || address === undefined) return undefined;
  const { errno } = await probe({ kind: 'local', path: address, text: `unix://${address}` });
  if (errno === undefined) return undefined;
  return fail('proxy', `snapshotter ${name} listens at ${address}, but nobody answers there (${errno})`, {
    why: 'no container can be started; Status says nothing of it',
    next: [`systemctl restart ${name}`, `ls -l ${address}`],
  });
}

function dropped(name: string, used: string, path: string): Finding {
  return fail('dropped', `${path} asks for snapshotter ${name}, but ${used} is in use`, {
    why: 'containerd 2 drops the setting of a version 2 file that has no containerd.runtimes section: images seem gone',
    next: [`add the section of the default runtime beside snapshotter in ${path}`, 'systemctl restart containerd'],
  });
}

/** The folder of the image file system ends with the plugin's full name. */
async function snapshotterInUse(facts: Facts): Promise<string | undefined> {
  if (!(await facts.isUp())) return undefined;
  const told = textAt(objectAt(await facts.info(), 'containerd'), 'snapshotter');
  if (told !== undefined) return told;
  const { imageFilesystems } = await (await facts.runtime()).cri.images.imageFsInfo({});
  const folder = basename(imageFilesystems[0]?.fsId?.mountpoint ?? '');
  return folder.startsWith(`${pluginType}.`) ? folder.slice(pluginType.length + 1) : undefined;
}
