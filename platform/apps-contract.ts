// What browsers and the server agree on about apps from outside, consent to them, and sign-in with outside providers.
import { z } from 'zod';
import { route, type Page } from './contract.ts';

/** Apps for residents and for staff run in browsers and phones (public, PKCE); backends prove themselves with a key. */
export const appKinds = ['patient-app', 'staff-app', 'backend'] as const;
export type AppKind = (typeof appKinds)[number];

export interface AppRow {
  /** Also the client_id. */
  appId: string;
  name: string;
  kind: AppKind;
  /** Who answers for it: organisation, person, phone or mail of the vendor. */
  contact: string;
  redirectUris: string[];
  scopes: string[];
  /** JSON text of the JWK set with its public keys. */
  jwks?: string;
  jwksUri?: string;
  /** Backends write for this organisation unit and see what it may see. */
  orgUnitId?: string;
  orgUnit?: string;
  disabled: boolean;
  version: number;
  createdAt: string;
  changedAt: string;
  changedBy?: string;
  lastUsedAt?: string;
  /** How many people have let it in. */
  consents: number;
}
export const AppSearch = z.object({
  text: z.string().max(64).optional(),
  state: z.enum(['active', 'disabled']).optional(),
  cursor: z.string().max(512).optional(),
  count: z.coerce.number().int().min(1).max(200).optional(),
});
export const listApps = route<{ query: z.input<typeof AppSearch>; reply: Page<AppRow> }>('GET', '/api/apps');
const appFields = {
  name: z.string().trim().min(2).max(64),
  contact: z.string().trim().min(2).max(200),
  redirectUris: z.array(z.string().max(500)).max(10).default([]),
  scopes: z.array(z.string().max(80)).min(1).max(60),
  jwks: z.string().max(20_000).optional(),
  jwksUri: z.string().max(500).optional(),
};
export const NewApp = z.object({ ...appFields, kind: z.enum(appKinds), orgUnitId: z.uuid().optional() });
export const createApp = route<{ body: z.input<typeof NewApp>; reply: AppRow }>('POST', '/api/apps');
/** What is left out of `change` stays; an app changes neither its kind nor its organisation unit. */
export const AppChange = z.object({
  name: appFields.name.optional(),
  contact: appFields.contact.optional(),
  redirectUris: z.array(z.string().max(500)).max(10).optional(),
  scopes: appFields.scopes.optional(),
  jwks: appFields.jwks,
  jwksUri: appFields.jwksUri,
  disabled: z.boolean().optional(),
});
export const changeApp = route<{ params: { appId: string }; body: z.input<typeof AppChange>; reply: AppRow }>(
  'PUT',
  '/api/apps/:appId',
);
/** Ends all tokens of the app at once; it may ask for new ones. */
export const endAppTokens = route<{ params: { appId: string }; reply: { ended: number } }>(
  'DELETE',
  '/api/apps/:appId/tokens',
);
export interface ConnectAddresses {
  fhirBase: string;
  issuer: string;
  authorizationEndpoint: string;
  tokenEndpoint: string;
}
/** The addresses that a vendor needs. */
export const connectAddresses = route<{ reply: ConnectAddresses }>('GET', '/api/apps/addresses');

/** What an app that was sent here asks of the person in front of the screen. */
export interface ConsentAsked {
  app: { name: string; contact: string; kind: AppKind };
  scopes: string[];
  /** Residents choose whose record the app may read: their own or that of somebody for whom they act. */
  needsPerson: boolean;
  /** How long the app may come back without asking. */
  validSeconds: number;
}
export const askedConsent = route<{ params: { uid: string }; reply: ConsentAsked }>('GET', '/api/consents/:uid');
export const GiveConsent = z.object({ personId: z.uuid().optional() });
/** `next`: where the browser goes, back to the app. */
export const giveConsent = route<{
  params: { uid: string };
  body: z.input<typeof GiveConsent>;
  reply: { next: string };
}>('POST', '/api/consents/:uid');
export const declineConsent = route<{ params: { uid: string }; reply: { next: string } }>(
  'DELETE',
  '/api/consents/:uid',
);

export interface MyApp {
  consentId: string;
  name: string;
  contact: string;
  scopes: string[];
  personId?: string;
  givenAt: string;
  endsAt: string;
}
/** The apps that the signed-in person let in. */
export const myApps = route<{ reply: { apps: MyApp[] } }>('GET', '/api/my/apps');
/** Takes the permission back: the app's tokens end at once. */
export const endMyApp = route<{ params: { consentId: string }; reply: { ended: true } }>(
  'DELETE',
  '/api/my/apps/:consentId',
);

/** Doors at which people may sign in with a provider from outside. */
export const outsidePortals = ['resident', 'clinic', 'bureau'] as const;
const outsideFields = {
  issuer: z.url().max(300),
  clientId: z.string().trim().min(1).max(200),
  /** How this server proves itself there: not at all (PKCE alone), by a secret, or by a key of its own. */
  method: z.enum(['none', 'secret', 'key']),
  secret: z.string().max(500).optional(),
  buttonText: z.string().trim().min(2).max(32),
  portals: z.array(z.enum(outsidePortals)).min(1),
  /** Who joins a person there with an account here: an administrator, or the person by signing in once with the password. */
  linking: z.enum(['administrator', 'password']),
};
export interface OutsideProviderRow {
  providerId: string;
  issuer: string;
  clientId: string;
  method: 'none' | 'secret' | 'key';
  buttonText: string;
  portals: string[];
  linking: 'administrator' | 'password';
  disabled: boolean;
  version: number;
  /** To be registered there. */
  redirectUri: string;
  /** JWK set of the own key, where the method is `key`. */
  publicKeys?: string;
  links: number;
}
export const listOutsideProviders = route<{ reply: { providers: OutsideProviderRow[] } }>(
  'GET',
  '/api/outside-providers',
);
export const NewOutsideProvider = z.object(outsideFields);
export const createOutsideProvider = route<{ body: z.input<typeof NewOutsideProvider>; reply: OutsideProviderRow }>(
  'POST',
  '/api/outside-providers',
);
export const OutsideProviderChange = z.object({
  buttonText: outsideFields.buttonText.optional(),
  portals: outsideFields.portals.optional(),
  linking: outsideFields.linking.optional(),
  secret: outsideFields.secret,
  disabled: z.boolean().optional(),
});
export const changeOutsideProvider = route<{
  params: { providerId: string };
  body: z.input<typeof OutsideProviderChange>;
  reply: OutsideProviderRow;
}>('PUT', '/api/outside-providers/:providerId');
export const OutsideLink = z.object({ account: z.string().max(64), subject: z.string().trim().min(1).max(255) });
/** Joins a person of the provider with an account here. */
export const linkOutside = route<{
  params: { providerId: string };
  body: z.input<typeof OutsideLink>;
  reply: { linked: true };
}>('POST', '/api/outside-providers/:providerId/links');

/** What the door offers; the button opens `/api/outside/:providerId/start?portal=`. */
export const outsideButtons = route<{ reply: { buttons: { providerId: string; text: string; portals: string[] }[] } }>(
  'GET',
  '/api/outside-buttons',
);
/** After signing in with the password: joins the account with the person who came from outside a moment ago. */
export const joinOutside = route<{ reply: { linked: true } }>('POST', '/api/outside/link');
