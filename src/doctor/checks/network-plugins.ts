import { programsOf, readCniFiles } from '../cni.ts';
import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import { textAt, textsAt } from '../walk.ts';

const { ok, fail, skipped } = findingsOf('network.plugins');

export const check: Check = {
  id: 'network.plugins',
  group: 'network',
  title: 'are the CNI plugins there that the configuration names?',
  needs: 'runtime',
  async run(facts) {
    const { host, path } = await facts.cniFolder();
    const [file] = readCniFiles(host, path);
    const folders = await pluginFolders(facts);
    if (file === undefined || file.problem !== undefined) return [skipped('there is no usable configuration')];
    if (folders.length === 0) return [skipped('the runtime does not say where it looks for plugins')];
    const names = programsOf(file);
    const missing = names.filter((name) => facts.findProgram(name, folders) === undefined);
    return missing.length === 0 ? [ok(names.join(', '))] : [missingPlugins(missing, folders, file.path)];
  },
};

/** containerd 2 has a list of folders, earlier ones one folder. */
async function pluginFolders(facts: Facts): Promise<string[]> {
  const info = await facts.info();
  const folder = textAt(info, 'cni', 'binDir');
  return [...textsAt(info, 'cni', 'binDirs'), ...(folder === undefined ? [] : [folder])];
}

function missingPlugins(missing: readonly string[], folders: readonly string[], file: string): Finding {
  return fail('missing', `${missing.join(', ')}, named in ${file}, is not in ${folders.join(' or ')}`, {
    why: 'no pod can start, although the network calls itself ready',
    next: [
      `install ${missing.join(', ')} into ${folders[0]} (package containernetworking-plugins, or the network add-on)`,
    ],
  });
}
