import type { DialOptions } from '../dial.ts';
import { type Upgraded, upgrade } from '../upgrade.ts';

/** Switches a streaming URL to SPDY/3.1, with one of the Kubernetes protocols on top. */
export function upgradeToSpdy(url: string, protocol: string, options: DialOptions): Promise<Upgraded> {
  const headers = [
    ['Connection', 'Upgrade'],
    ['Upgrade', 'SPDY/3.1'],
    ['X-Stream-Protocol-Version', protocol],
  ] as const;
  return upgrade(url, { method: 'POST', headers }, options);
}
