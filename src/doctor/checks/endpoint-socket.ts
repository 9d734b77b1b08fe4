import type { Facts } from '../facts.ts';
import { type Check, type Finding, findingsOf } from '../finding.ts';
import { holdersOf, listenersOn } from '../processes.ts';

const { ok, warn, fail, skipped } = findingsOf('endpoint.socket');

export const check: Check = {
  id: 'endpoint.socket',
  group: 'endpoint',
  title: 'does somebody listen on the socket?',
  async run(facts) {
    if (!facts.looksAtRuntime) return [skipped('no endpoint was named beside --root')];
    const endpoint = await facts.endpoint().catch(() => undefined);
    if (endpoint === undefined) return [skipped('no endpoint to look at')];
    const path = await facts.socketPath();
    const taken = path === undefined ? undefined : await takenPath(facts, path);
    if (taken !== undefined) return [taken];
    const errno = await facts.errno();
    if (errno === undefined) return [ok(`${endpoint.text} accepts connections`)];
    return [
      path === undefined
        ? fail('refused', `cannot connect to ${endpoint.text}: ${errno}`)
        : await dead(facts, path, errno),
    ];
  },
};

/** A second daemon silently takes the path of the first; when it stops, it takes the file away with it. */
async function takenPath(facts: Facts, path: string): Promise<Finding | undefined> {
  const listeners = listenersOn(facts.machine, path);
  const pids = [...new Set(listeners.flatMap((inode) => holdersOf(facts.machine, inode).map(({ pid }) => pid)))];
  const who = pids.length === 0 ? 'a program' : `process ${pids.join(' and ')}`;
  if (listeners.length > 0 && !facts.machine.has(path)) {
    return fail('deaf', `${who} listens on ${path}, but the file is gone`, {
      why: 'the daemon runs and its containers too, but nobody can reach it any more: another one took its path and left',
      next: [`systemctl restart ${await facts.unit()}`],
    });
  }
  if (listeners.length < 2) return undefined;
  return warn('taken', `${listeners.length} sockets were bound to ${path} (${who})`, {
    why: 'the last one has the path: the others are deaf until they are restarted, and when it stops the file is gone',
    next: [`systemctl restart ${await facts.unit()}`],
  });
}

async function dead(facts: Facts, path: string, errno: string): Promise<Finding> {
  const unit = await facts.unit();
  const start = `systemctl start ${unit}`;
  const journal = facts.machine.has('/run/systemd/system') ? [`journalctl -u ${unit} -n 50 --no-pager`] : [];
  const stat = facts.machine.stat(path);
  switch (errno) {
    case 'ENOENT':
      return fail('absent', `${path} does not exist`, {
        why: 'the runtime is not running, or listens elsewhere',
        next: [start, ...journal],
      });
    case 'EAGAIN':
      return fail('full', `the runtime takes no more connections on ${path}`, {
        why: 'it is stopped, stuck, or has more clients than it can serve; its containers go on',
        next: [...journal, `systemctl restart ${unit}`],
      });
    case 'EACCES':
    case 'EPERM':
      return fail('denied', `permission denied on ${path}`, {
        why: 'the socket belongs to root',
        next: ['sudo crix doctor'],
      });
    default:
      if (stat?.isDirectory()) {
        return fail('folder', `${path} is a folder`, {
          why: 'the runtime cannot put its socket there and exits',
          next: [`rmdir ${path}`, start],
        });
      }
      return fail('stale', `nobody listens on ${path}${stat?.isSocket() === false ? ', which is a plain file' : ''}`, {
        why: 'the runtime was killed: its socket is left, and containers go on without it',
        next: [start],
      });
  }
}
