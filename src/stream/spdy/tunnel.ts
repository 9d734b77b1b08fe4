import type { DialOptions } from '../dial.ts';
import type { Tunnel, TunnelEvents } from '../tunnel.ts';
import { SpdyConnection } from './connection.ts';
import { upgradeToSpdy } from './upgrade.ts';

/**
 * Opens a session for one forwarded connection. A session could carry several, but one whose client does not read would
 * stop all others.
 */
export async function openSpdyTunnel(
  url: string,
  port: number,
  events: TunnelEvents,
  options: DialOptions,
): Promise<Tunnel> {
  const upgraded = await upgradeToSpdy(url, 'portforward.k8s.io', options);
  let refusal = '';
  let dataId = 0;
  let errorId = 0;
  /** Streams that the runtime has closed. */
  const ended = new Set<number>();
  const connection = new SpdyConnection(upgraded, {
    onReply() {},
    onData(streamId, piece) {
      if (streamId === dataId) events.onData(piece);
      else if (streamId === errorId) refusal += piece.toString('utf8');
    },
    // A refusal often comes after the end of the (empty) answer: only both ends together tell that all went well.
    onEnd(streamId) {
      if (ended.has(streamId)) return;
      ended.add(streamId);
      if (!ended.has(errorId)) return;
      if (refusal !== '') events.onRefused(refusal);
      else if (ended.has(dataId)) events.onEnd();
    },
    onDrain: events.onDrain,
    onClose: events.onClose,
  });
  const headers = { port: String(port), requestid: '0' };
  errorId = connection.open({ streamtype: 'error', ...headers });
  connection.end(errorId);
  dataId = connection.open({ streamtype: 'data', ...headers });
  return {
    start: connection.start,
    send: (bytes) => connection.send(dataId, bytes),
    end: () => connection.end(dataId),
    pauseReading: () => connection.pauseReading(),
    resumeReading: () => connection.resumeReading(),
    close: () => connection.close(),
  };
}
