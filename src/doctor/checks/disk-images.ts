import { counted, sizeText } from '../amounts.ts';
import { type Check, findingsOf } from '../finding.ts';

const { ok, warn } = findingsOf('disk.images');

/** Unused images beyond this are worth a word. */
const muchBytes = 10e9;

export const check: Check = {
  id: 'disk.images',
  group: 'disk',
  title: 'what would a clean-up of images free?',
  needs: 'runtime',
  async run(facts) {
    const { cri } = await facts.runtime();
    const images = await facts.images();
    const spared = await facts.sources.sparedImages(cri, images);
    const unused = images.filter((image) => !spared.includes(image));
    const bytes = unused.reduce((sum, { size }) => sum + Number(size), 0);
    const seen = `${counted(images.length, 'image')}, ${unused.length} unused of ${sizeText(bytes)} as the runtime counts`;
    if (bytes < muchBytes) return [ok(seen)];
    return [warn('unused', seen, { why: 'the space is missing for the next pull', next: ['crix rmi --prune'] })];
  },
};
