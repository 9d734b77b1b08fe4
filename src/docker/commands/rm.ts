import { nameRules, reportTo } from '../../commands/changing/report.ts';
import { removeManaged } from '../../ops/containers/remove-managed.ts';
import { eachTarget, manyAtOnce } from '../../ops/each-target.ts';
import { withContainer } from '../../ops/resolve.ts';
import { defineDockerCommand } from '../define.ts';

export const command = defineDockerCommand({
  summary: 'Remove containers',
  usage: '[OPTIONS] CONTAINER [CONTAINER...]',
  flags: {
    force: { type: 'boolean', short: 'f', help: 'Kill a running container first' },
    volumes: { type: 'boolean', short: 'v', help: 'Accepted: CRI has no volumes' },
    link: { type: 'boolean', short: 'l', help: 'Accepted: CRI has no links' },
  },
  arity: { min: 1 },
  translate({ flags, positionals }) {
    return {
      lines: [{ words: ['rm', ...(flags.force ? ['--force'] : []), ...positionals] }],
      async perform(context) {
        const { runtime } = await context.cri();
        const report = reportTo(context, (word: string) => word);
        const targets = { targets: positionals, atOnce: manyAtOnce, signal: context.signal };
        const input = { force: flags.force, keepLogs: false, timeoutMs: context.settings.timeoutMs };
        const failures = await eachTarget(targets, report, async (word) => {
          await withContainer(runtime, word, nameRules(context), (id) => removeManaged(runtime, id, input, report));
          await report.done(word);
        });
        return failures === 0 ? 0 : 1;
      },
    };
  },
});
