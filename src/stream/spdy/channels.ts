import { type ChannelEvents, type Channels, type OutputChannel, resizeMessage, type Wanted } from '../channels.ts';
import type { DialOptions } from '../dial.ts';
import { SpdyConnection } from './connection.ts';
import { upgradeToSpdy } from './upgrade.ts';

/** Opens an exec or attach session over SPDY: one stream for each channel. */
export async function openSpdyChannels(
  url: string,
  wanted: Wanted,
  events: ChannelEvents,
  options: DialOptions,
): Promise<Channels> {
  const upgraded = await upgradeToSpdy(url, 'v4.channel.k8s.io', options);
  const outputs = new Map<number, OutputChannel>();
  const unanswered = new Set<number>();
  const ended = new Set<number>();
  let stdinId: number | undefined;
  let resizeId: number | undefined;

  const connection = new SpdyConnection(upgraded, {
    onReply(streamId) {
      if (unanswered.delete(streamId) && unanswered.size === 0) events.onOpen();
    },
    onData(streamId, piece) {
      const channel = outputs.get(streamId);
      if (channel) events.onData(channel, piece);
    },
    onEnd(streamId) {
      // A FIN and a reset may both come for one stream.
      if (ended.has(streamId)) return;
      ended.add(streamId);
      const channel = outputs.get(streamId);
      if (channel) events.onEnd(channel);
      else if (streamId === stdinId) events.onStdinClosed();
    },
    onDrain: events.onDrain,
    onClose: events.onClose,
  });

  const open = (streamtype: string): number => {
    const streamId = connection.open({ streamtype });
    unanswered.add(streamId);
    return streamId;
  };
  outputs.set(open('error'), 'error');
  if (wanted.stdin) stdinId = open('stdin');
  if (wanted.stdout) outputs.set(open('stdout'), 'stdout');
  if (wanted.stderr) outputs.set(open('stderr'), 'stderr');
  if (wanted.tty) resizeId = open('resize');

  return {
    sendStdin: (parts) => stdinId === undefined || connection.send(stdinId, ...parts),
    endStdin: () => {
      if (stdinId !== undefined) connection.end(stdinId);
    },
    resize: (size) => {
      if (resizeId !== undefined) connection.send(resizeId, resizeMessage(size));
    },
    start: connection.start,
    pauseReading: () => connection.pauseReading(),
    resumeReading: () => connection.resumeReading(),
    close: () => connection.close(),
  };
}
