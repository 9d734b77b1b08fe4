import type { ChannelEvents, Channels, Wanted } from './channels.ts';
import type { DialOptions } from './dial.ts';

export const transportNames = ['spdy', 'websocket'] as const;
export type TransportName = (typeof transportNames)[number];

/** Opens an exec or attach session with the chosen protocol; only that protocol's code is loaded. */
export async function openChannels(
  transport: TransportName,
  url: string,
  wanted: Wanted,
  events: ChannelEvents,
  options: DialOptions,
): Promise<Channels> {
  if (transport === 'websocket') {
    const { openWebSocketChannels } = await import('./websocket/channels.ts');
    return openWebSocketChannels(url, wanted, events, options);
  }
  const { openSpdyChannels } = await import('./spdy/channels.ts');
  return openSpdyChannels(url, wanted, events, options);
}
