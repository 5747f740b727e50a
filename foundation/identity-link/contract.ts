// What crosses the wire of identity links: the doors from outside, the own links, and the administration of both.
import { z } from 'zod';
import { route } from '#platform/contract.ts';

export const providerNames = ['wecom', 'mini-program', 'county-app'] as const;
export type ProviderName = (typeof providerNames)[number];

export interface DoorLink {
  provider: ProviderName;
  /** Undefined where nothing is linked. */
  linkedAt?: string;
  lastUsedAt?: string;
  /** The provider no longer knows the identity: cards do not arrive, a new sign-in from there mends it. */
  broken: boolean;
  simulated: boolean;
}
/** Doors that are open, and what the signed-in account linked there. */
export const myLinks = route<{ reply: { links: DoorLink[] } }>('GET', '/api/my/identity-links');

export const Start = z.object({ provider: z.enum(providerNames), portal: z.string().regex(/^[a-z]{2,16}$/) });
/** Where to send the browser; it comes back with the identity, which is linked with this session's account. */
export const startLink = route<{ body: z.input<typeof Start>; reply: { address: string } }>(
  'POST',
  '/api/my/identity-links/start',
);

/** The identity that this browser brought from outside and that nobody has linked. */
export const pendingLink = route<{ reply: { provider: ProviderName; simulated: boolean } }>(
  'GET',
  '/api/my/identity-links/pending',
);
/** `path` is the page that was asked for at first. */
export const confirmLink = route<{ reply: { path: string } }>('POST', '/api/my/identity-links/pending/confirm');

export const takeBackLink = route<{ params: { provider: string }; reply: { takenBack: true } }>(
  'DELETE',
  '/api/my/identity-links/:provider',
);

const address = z.string().trim().max(300);
export const ProviderSettings = z.object({
  /** Where people are sent to. For OpenID providers: the issuer. */
  authorizeBase: address,
  /** Where the server asks. */
  apiBase: address.optional(),
  /** Corp id, app id or client id. */
  clientId: z.string().trim().min(1).max(200),
  /** WeCom: the application that sends cards. */
  agentId: z.string().trim().max(40).optional(),
  /** Mini-program: the template of its subscribe messages. */
  templateId: z.string().trim().max(200).optional(),
});
export type ProviderSettings = z.infer<typeof ProviderSettings>;

export interface Trouble {
  at: string;
  during: 'sign-in' | 'card' | 'test';
  /** The provider's own code, such as 40029, or `no-answer`. */
  code: string;
}
export interface ProviderRow {
  provider: ProviderName;
  enabled: boolean;
  settings?: ProviderSettings;
  hasSecret: boolean;
  simulated: boolean;
  links: number;
  brokenLinks: number;
  /** To be entered at the provider. */
  redirectUri: string;
  troubles: Trouble[];
  version: number;
}
export const listProviders = route<{ reply: { providers: ProviderRow[] } }>('GET', '/api/identity-link/providers');

export const ProviderChange = z.object({
  enabled: z.boolean(),
  settings: ProviderSettings,
  /** Kept as it is where left out. */
  secret: z.string().min(1).max(500).optional(),
});
/** If-Match 0 for a provider that was never configured. */
export const changeProvider = route<{
  params: { provider: string };
  body: z.input<typeof ProviderChange>;
  reply: ProviderRow;
}>('PUT', '/api/identity-link/providers/:provider');

export interface ProviderTried {
  works: boolean;
  code?: string;
}
export const tryProvider = route<{ params: { provider: string }; reply: ProviderTried }>(
  'POST',
  '/api/identity-link/providers/:provider/try',
);

/** Doors that are open, for the page of entries. */
export const openDoors = route<{ reply: { providers: { provider: ProviderName; simulated: boolean }[] } }>(
  'GET',
  '/api/identity-link/doors',
);
