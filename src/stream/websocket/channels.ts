import { type ChannelEvents, type Channels, type OutputChannel, resizeMessage, type Wanted } from '../channels.ts';
import type { DialOptions } from '../dial.ts';
import { upgradeToWebSocket, WebSocketConnection } from './connection.ts';

const stdinChannel = 0;
const resizeChannel = 4;
const outputs: readonly (OutputChannel | undefined)[] = [undefined, 'stdout', 'stderr', 'error'];

/** Opens an exec or attach session over WebSocket: the first byte of a message names the channel. */
export async function openWebSocketChannels(
  url: string,
  wanted: Wanted,
  events: ChannelEvents,
  options: DialOptions,
): Promise<Channels> {
  const upgraded = await upgradeToWebSocket(url, options);
  let isOpen = false;
  const connection = new WebSocketConnection(upgraded, {
    onPiece(channel, piece) {
      const output = outputs[channel];
      if (output) events.onData(output, piece);
    },
    onMessageEnd(channel) {
      // The first message is empty and says that the session is open.
      if (!isOpen) {
        isOpen = true;
        events.onOpen();
      }
      // The status is a single message; nothing marks the end of the other channels.
      if (outputs[channel] === 'error') events.onEnd('error');
    },
    onDrain: events.onDrain,
    onClose: events.onClose,
  });
  return {
    sendStdin: (parts) => !wanted.stdin || connection.send(stdinChannel, Buffer.concat(parts)),
    endStdin: () => {},
    resize: (size) => {
      if (wanted.tty) connection.send(resizeChannel, resizeMessage(size));
    },
    start: connection.start,
    pauseReading: () => connection.pauseReading(),
    resumeReading: () => connection.resumeReading(),
    close: () => connection.close(),
  };
}
