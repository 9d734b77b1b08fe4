import { defineCommand } from '../cli/define.ts';
import { usageError } from '../errors.ts';
import { checkpointContainer } from '../ops/containers/checkpoint.ts';
import { withContainer } from '../ops/resolve.ts';
import { checkIds, nameRules } from './changing/report.ts';

export const command = defineCommand({
  name: 'checkpoint',
  summary: 'Write the state of a running container to an archive',
  description: 'The runtime writes the archive, on the node where it runs. It needs CRIU.',
  usage: '[flags] CONTAINER-ID',
  flags: {
    export: { type: 'string', short: 'e', metavar: 'FILE', help: 'Archive to write, a path on the node' },
  },
  arity: { min: 1, max: 1, wrong: 'error' },
  examples: [
    { line: 'crix checkpoint --export=/tmp/web.tar 87d3992f84f74', does: 'Save a container' },
    { line: 'crix -t 60s checkpoint -e /tmp/web.tar 87d3992f84f74', does: 'Allow a minute for it' },
  ],
  async run(context, { flags, positionals }) {
    const [word = ''] = checkIds(positionals, 'container');
    const location = flags.export ?? '';
    if (location === '') throw usageError('--export has to name the archive to write');
    const { runtime } = await context.cri();
    await withContainer(runtime, word, nameRules(context), async (id) => {
      await checkpointContainer(runtime, id, { location, timeoutMs: context.settings.timeoutMs });
      await context.io.stdout.write(`${id}\n`);
    });
    return undefined;
  },
});
