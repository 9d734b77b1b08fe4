import { defineCommand } from '../cli/define.ts';
import { readImageFilters } from '../ops/images/filters.ts';
import { inspectImage } from '../ops/images/inspect.ts';
import { listImages } from '../ops/images/list.ts';
import { imageDetails, imageDocument } from '../views/inspections.ts';
import { inspectionFlags, inspectionPrinter, showInspections } from './lists/inspections.ts';

export const command = defineCommand({
  name: 'inspecti',
  summary: 'Show all that the runtime knows of images',
  description: 'One image is shown as it is, several as a list. Without IMAGE those are shown that the flags select.',
  usage: '[flags] [IMAGE...]',
  flags: {
    ...inspectionFlags,
    filter: {
      type: 'strings',
      short: 'f',
      metavar: 'FILTER',
      help: 'dangling=true or false, reference=REGEX, before=IMAGE or since=IMAGE; repeat it for several',
    },
    format: { type: 'string', beyond: true, metavar: 'TEMPLATE', help: 'The same as --template, as in docker' },
    name: { type: 'string', metavar: 'IMAGE', help: 'Only the image of this name' },
  },
  examples: [
    { line: 'crix inspecti registry.k8s.io/pause:3.9', does: 'Show an image as JSON' },
    { line: "crix inspecti --format '{{.info.imageSpec.config.Cmd}}' busybox", does: 'Print the command of an image' },
  ],
  async run(context, { flags, positionals }) {
    const printer = await inspectionPrinter(context, flags);
    const filters = await readImageFilters(flags.filter);
    const { images } = await context.cri();
    const selected = positionals.length === 0 ? await listImages(images, { name: flags.name, filters }) : [];
    return showInspections(context, printer, {
      noun: 'image',
      targets: positionals.length === 0 ? selected.map(({ id }) => id) : positionals,
      inspect: (name) => inspectImage(images, name, !flags.quiet),
      document: imageDocument,
      details: (inspection, look) => imageDetails(inspection, look, !flags.quiet),
    });
  },
});
