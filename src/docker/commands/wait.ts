import { untilExit } from '../../ops/containers/exit.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { defineDockerCommand } from '../define.ts';
import { eachNamed } from './each-named.ts';

export const command = defineDockerCommand({
  summary: 'Wait until containers have ended, and print their exit codes',
  usage: 'CONTAINER [CONTAINER...]',
  flags: {},
  arity: { min: 1 },
  translate({ positionals }) {
    return {
      lines: [{ words: ['wait', ...positionals] }],
      async perform(context) {
        const [{ runtime }, containerd] = [await context.cri(), await context.containerd()];
        const wait = (word: string): Promise<number> =>
          withContainer(runtime, word, dockerNames, (id) => untilExit(runtime, containerd, id, context.signal));
        const { failures } = await eachNamed(context, positionals, async (word) => String(await wait(word)));
        return failures === 0 ? 0 : 1;
      },
    };
  },
});
