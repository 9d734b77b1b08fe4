import type { DialOptions } from '../dial.ts';
import type { Tunnel, TunnelEvents } from '../tunnel.ts';
import { upgradeToWebSocket, WebSocketConnection } from './connection.ts';

const dataChannel = 0;
const errorChannel = 1;
/** Both channels open with the port they are for, as two bytes. */
const portBytes = 2;

/** Opens a WebSocket for one forwarded connection, to the one port that the runtime was asked for. */
export async function openWebSocketTunnel(url: string, events: TunnelEvents, options: DialOptions): Promise<Tunnel> {
  const upgraded = await upgradeToWebSocket(url, options);
  const portBytesLeft = [portBytes, portBytes];
  let refusal = '';
  const connection = new WebSocketConnection(upgraded, {
    onPiece(channel, piece) {
      const left = Math.min(portBytesLeft[channel] ?? 0, piece.length);
      portBytesLeft[channel] = (portBytesLeft[channel] ?? 0) - left;
      const payload = piece.subarray(left);
      if (payload.length === 0) return;
      if (channel === dataChannel) events.onData(payload);
      else if (channel === errorChannel) refusal += payload.toString('utf8');
    },
    onMessageEnd(channel) {
      if (channel === errorChannel && refusal !== '') events.onRefused(refusal);
    },
    onDrain: events.onDrain,
    onClose(error) {
      // Nothing but the close tells that the application has closed.
      if (error === undefined && refusal === '') events.onEnd();
      events.onClose(error);
    },
  });
  return {
    start: connection.start,
    send: (bytes) => connection.send(dataChannel, bytes),
    end: () => connection.close(),
    pauseReading: () => connection.pauseReading(),
    resumeReading: () => connection.resumeReading(),
    close: () => connection.close(),
  };
}
