import { settings } from '../containerd-config.ts';
import type { Facts } from '../facts.ts';
import { type Check, findingsOf } from '../finding.ts';
import { kubeletFlag } from '../kubelet.ts';
import { textAt } from '../walk.ts';

const { ok, warn, skipped } = findingsOf('runtime.sandbox-image');

export const check: Check = {
  id: 'runtime.sandbox-image',
  group: 'runtime',
  title: 'is the image that pods are made from there?',
  needs: 'runtime',
  async run(facts) {
    const image = await sandboxImage(facts);
    if (image === undefined) return [skipped('the runtime does not say which image it is')];
    const { cri } = await facts.runtime();
    const { image: found } = await cri.images.imageStatus({ image: { image } });
    if (found === undefined) {
      return [
        warn('absent', `${image} is not present`, {
          why: 'the next pod has to pull it first: without a registry no pod can start, and Status says nothing of it',
          next: [`crix pull ${image}`],
        }),
      ];
    }
    const kubelet = facts.kubelet();
    const wanted = kubelet && kubeletFlag(kubelet, 'pod-infra-container-image');
    if (wanted !== undefined && wanted !== image) {
      const { path } = await facts.config();
      return [
        warn('differs', `containerd makes pods from ${image}, kubelet expects ${wanted}`, {
          why: "kubelet's image clean-up may remove the one that is used",
          next: [`sed -i 's#${image}#${wanted}#' ${path}`, 'systemctl restart containerd', `crix pull ${wanted}`],
        }),
      ];
    }
    return [ok(image)];
  },
};

/** containerd before version 2 tells; later ones are asked by their file. */
async function sandboxImage(facts: Facts): Promise<string | undefined> {
  const told = textAt(await facts.info(), 'sandboxImage');
  const written = settings.sandboxImage(await facts.config());
  return told ?? (typeof written === 'string' ? written : undefined);
}
