import { topContainer } from '../../ops/containers/top.ts';
import { dockerNames, withContainer } from '../../ops/resolve.ts';
import { printTable } from '../../output/print.ts';
import { defineDockerCommand } from '../define.ts';
import { inDockersWords } from './each-named.ts';

/** docker's columns are wider here than elsewhere. */
const narrowest = 20;

const defaultArgs = ['-ef'];

export const command = defineDockerCommand({
  summary: 'Show the processes of a container',
  usage: 'CONTAINER [ps OPTIONS]',
  flags: {},
  arity: { min: 1 },
  stopsAtPositional: true,
  translate({ positionals: [word = '', ...typed] }) {
    const args = typed.length > 0 ? typed : defaultArgs;
    return {
      lines: [{ words: ['top', word, ...args] }],
      async perform(context) {
        const { runtime } = await context.cri();
        const containerd = await context.containerd();
        const find = (id: string) => topContainer(runtime, containerd, id, args);
        const { titles, processes } = await withContainer(runtime, word, dockerNames, find).catch((error: unknown) => {
          throw inDockersWords(word, error);
        });
        await printTable(context.io.stdout, [titles, ...processes], { minWidth: narrowest });
        return 0;
      },
    };
  },
});
