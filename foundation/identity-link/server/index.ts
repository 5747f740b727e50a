// Front door of identity links: WeCom, the mini-program and the county app as ways in, ten deep links, and cards for who linked.
import { systemClock, type Clock } from '#platform/kernel/clock/clock.ts';
import type { Context } from '#platform/kernel/context.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { Messaging } from '#foundation/messaging/server/index.ts';
import type { ProviderName, ProviderSettings } from '../contract.ts';
import { doorEndpoints } from './door-routes.ts';
import { Parts } from './parts.ts';
import { permissions } from './permissions.ts';
import { endpointsOf } from './routes.ts';
import { openMessengerPeer, peerKeys, type MessengerPeer } from './sandbox/peer.ts';
import { findProvider, saveProvider } from './store.ts';
import { cardChannel } from './use-cases/send-card.ts';

export interface IdentityLink {
  readonly context: Context;
  /** Opens WeCom and the mini-program to simulated messengers of invented members; for demo and tests. */
  useSandbox(members: readonly { id: string; name: string }[]): Promise<MessengerPeer>;
}

export function createIdentityLink(
  kernel: Kernel,
  { messaging }: { messaging: Messaging },
  clock: Clock = systemClock,
): IdentityLink {
  const parts = new Parts(kernel, clock);
  let peer: MessengerPeer | undefined;
  messaging.registerCardChannel(cardChannel(parts, 'wecom'));
  messaging.registerCardChannel(cardChannel(parts, 'mini-program'));
  return {
    context: {
      name: 'identity-link',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: [...endpointsOf(parts), ...doorEndpoints(parts)],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
      stop: async () => peer?.close(),
    },
    async useSandbox(members) {
      peer ??= await openMessengerPeer({ members, now: () => parts.now(), home: () => kernel.publicAddress() });
      await openSimulatedDoors(parts, peer.address);
      return peer;
    },
  };
}

/** A provider that an administrator configured for real stays as it is. */
async function openSimulatedDoors(parts: Parts, address: string): Promise<void> {
  const settings: ProviderSettings = { authorizeBase: address, apiBase: address, clientId: peerKeys.clientId };
  const doors: [ProviderName, ProviderSettings][] = [
    ['wecom', { ...settings, agentId: String(peerKeys.agentId) }],
    ['mini-program', { ...settings, templateId: peerKeys.templateId }],
  ];
  for (const [name, own] of doors) {
    const before = await findProvider(parts.kernel.db, name);
    if (before && !before.simulated) continue;
    await saveProvider(
      parts.kernel.db,
      {
        name,
        enabled: true,
        settings: own,
        sealed_secret: parts.kernel.cipher.encrypt(peerKeys.secret),
        simulated: true,
        version: before?.version ?? 0,
      },
      { accountId: null, at: parts.now() },
    );
  }
}
