import { defineCommand } from '../cli/define.ts';
import { copyEnds } from '../ops/files/ends.ts';
import { copyFiles } from './changing/copy-files.ts';

export const command = defineCommand({
  name: 'cp',
  summary: 'Copy files and folders between a container and this node',
  description:
    'The container needs no program for it, not even a shell, and may have ended: its files are walked from this node, and no link in it leads out of it. A folder is copied with all that is in it; FOLDER/. copies only what is in it. A dash for the path of this node is a tar archive on standard input or output. What is copied out belongs to you, what is copied in keeps its numeric owner. Devices, pipes and sockets are left out, and never replaced.',
  usage: '[flags] CONTAINER:PATH PATH|-, or [flags] PATH|- CONTAINER:PATH',
  flags: {
    'follow-link': { type: 'boolean', short: 'L', help: 'Copy what a link at the source leads to' },
  },
  arity: { min: 2, max: 2, wrong: 'error' },
  examples: [
    { line: 'crix cp web-0/nginx:/etc/nginx/nginx.conf .', does: 'Copy a file out of a container' },
    { line: 'crix cp ./fixed.conf web-0/nginx:/etc/nginx/nginx.conf', does: 'Copy a file into it' },
    { line: 'crix cp web-0/nginx:/var/log - > logs.tar', does: 'Take a folder as an archive' },
  ],
  async run(context, { flags, positionals }) {
    const [source = '', target = ''] = positionals;
    await copyFiles(context, { ...copyEnds(source, target), follows: flags['follow-link'] });
    return undefined;
  },
});
