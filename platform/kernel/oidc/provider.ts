// The OpenID provider of this server: which flows it speaks, how long things last, and where our own screens take over.
import { errors, interactionPolicy, Provider, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { isKnownScope, isWithin, launchScopes, parseResourceScope, splitScopes } from '#platform/fhir/smart-scopes.ts';
import { accountById } from '../auth/store.ts';
import { tokenHash } from '../auth/token.ts';
import { allScopes } from '#platform/fhir/smart-scopes.ts';
import { activeApp, type AppRecord } from './app-store.ts';
import { levelOfKind } from './app-rules.ts';
import { createAdapter, type AdapterServices } from './adapter.ts';
import { errorPage } from './error-page.ts';
import { clientSigningAlgorithms } from './smart-configuration.ts';
import type { SigningKeys } from './signing-keys.ts';
import { personOfGrant } from './store.ts';

export const interactionCookie = 'tianmu_oidc_interaction';
/** Codes live a minute (RFC 6749 4.1.2 allows ten), tokens of backends five (SMART Backend Services), of people an hour. */
const seconds = { code: 60, backendToken: 300, token: 3_600, interaction: 1_800, assertion: 300 };
export const tokenSeconds = seconds.token;
/** How long an app that asks for offline_access may come back by itself. */
export const offlineSeconds = 90 * 86_400;

export interface ProviderServices extends AdapterServices {
  /** `https://county.example.cn`: what apps and browsers see. */
  address: string;
  /** A token was handed out: for the register and the audit trail. */
  onToken: (
    appId: string,
    token: string,
    granted: 'client_credentials' | 'refresh_token' | 'authorization_code',
  ) => Promise<void>;
}

export function createProvider(services: ProviderServices, signing: SigningKeys): Provider {
  const provider = new Provider(`${services.address}/oidc`, configuration(services, signing));
  // The addresses in its answers follow the public address, not what a proxy put into the Host header.
  provider.proxy = true;
  provider.use(async (ctx, next) => {
    await next();
    await addLaunchContext(services, ctx as KoaContextWithOIDC);
  });
  return provider;
}

function configuration(services: ProviderServices, signing: SigningKeys): Configuration {
  const { db, address, cipher, now } = services;
  const fhirBase = `${address}/fhir`;
  const policy = interactionPolicy.base();
  return {
    adapter: createAdapter(services),
    jwks: { keys: signing.keys as NonNullable<Configuration['jwks']>['keys'] },
    scopes: [...allScopes()],
    claims: { openid: ['sub'], fhirUser: ['fhirUser'] },
    // SMART wants fhirUser in the ID token itself.
    conformIdTokenClaims: false,
    responseTypes: ['code'],
    pkce: { required: () => true },
    clientAuthMethods: ['private_key_jwt', 'none'],
    enabledJWA: {
      clientAuthSigningAlgValues: [...clientSigningAlgorithms],
      idTokenSigningAlgValues: ['RS256'],
      userinfoSigningAlgValues: ['RS256'],
    },
    clockTolerance: 5,
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      introspection: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      revocation: { enabled: true, allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId },
      userinfo: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      dPoP: { enabled: false },
    },
    routes: {
      authorization: '/authorize',
      token: '/token',
      introspection: '/introspect',
      revocation: '/revoke',
      jwks: '/jwks',
      userinfo: '/userinfo',
    },
    cookies: {
      names: { session: 'tianmu_oidc_session', interaction: interactionCookie, resume: 'tianmu_oidc_resume' },
      keys: [cipher.searchHash('oidc-cookie', 'key')],
      long: { signed: true, httpOnly: true, sameSite: 'lax' },
      // Our consent screen asks under /api: the cookie must reach it there.
      short: { signed: true, httpOnly: true, sameSite: 'lax', path: '/' },
    },
    ttl: {
      AccessToken: seconds.token,
      AuthorizationCode: seconds.code,
      ClientCredentials: seconds.backendToken,
      Grant: offlineSeconds,
      IdToken: seconds.token,
      Interaction: seconds.interaction,
      RefreshToken: (ctx) => ctx?.oidc.entities.RotatedRefreshToken?.remainingTTL ?? offlineSeconds,
      Session: seconds.interaction,
    },
    rotateRefreshToken: true,
    expiresWithSession: () => false,
    issueRefreshToken: (_ctx, _client, code) => code.scopes.has('offline_access'),
    clientBasedCORS: (_ctx, origin, client) =>
      (client.redirectUris ?? []).some((uri) => URL.canParse(uri) && new URL(uri).origin === origin),
    interactions: {
      policy,
      async url(ctx, interaction) {
        await checkRequestedScopes(services, ctx);
        return `/consent/${interaction.uid}`;
      },
    },
    extraParams: {
      aud(ctx, value) {
        // An app that was lured to a foreign server would name that one: SMART App Launch 2, 2.0.9 (aud).
        const wantsRecord = askedScopes(ctx).some(parseResourceScope);
        if (value === undefined ? wantsRecord : String(value).replace(/\/$/, '') !== fhirBase)
          throw new errors.InvalidRequest(`aud must be ${fhirBase}`);
      },
    },
    async extraTokenClaims(ctx, token) {
      // Called before a token is stored: the last place to refuse what the register does not allow.
      if (token.kind === 'ClientCredentials') await checkRequestedScopes(services, ctx);
      return undefined;
    },
    assertJwtClientAuthClaimsAndHeader: async (_ctx, claims) => {
      if (Number(claims.exp) - now().getTime() / 1000 > seconds.assertion + 5)
        throw new errors.InvalidClientAuth('exp of the client_assertion lies more than five minutes ahead');
    },
    async loadExistingGrant(ctx) {
      // Consent is asked each time: an older grant is never taken up silently.
      const grantId = ctx.oidc.result?.consent?.grantId;
      return grantId ? ctx.oidc.provider.Grant.find(grantId) : undefined;
    },
    async findAccount(_ctx, accountId) {
      const account = await accountById(db, accountId);
      if (!account || account.disabled) return undefined;
      const fhirUser =
        account.person_id && account.kind === 'resident' ? `${fhirBase}/Patient/${account.person_id}` : undefined;
      return { accountId, claims: async () => ({ sub: accountId, ...(fhirUser ? { fhirUser } : {}) }) };
    },
    renderError(ctx, out) {
      ctx.type = 'html';
      ctx.body = errorPage(String(out.error), out.error_description);
    },
  };
}

/** What the app of this kind may never ask for, in the words of the answer. */
function refusedScope(app: AppRecord, scope: string): string | undefined {
  if (!isKnownScope(scope)) return `unknown scope ${scope}`;
  const parsed = parseResourceScope(scope);
  if (parsed && parsed.level !== levelOfKind[app.kind]) return `${scope} is not for apps of this kind`;
  return isWithin(scope, app.scopes) ? undefined : `${scope} is not among the scopes of this app`;
}

/** As the app sent them: the library has dropped the ones that it does not know. */
function askedScopes(ctx: KoaContextWithOIDC): string[] {
  const sent = (ctx.oidc.body as { scope?: unknown } | undefined)?.scope ?? ctx.query.scope;
  return splitScopes(typeof sent === 'string' ? sent : undefined);
}

async function checkRequestedScopes({ db }: ProviderServices, ctx: KoaContextWithOIDC): Promise<void> {
  const app = await activeApp(db, ctx.oidc.client!.clientId);
  const asked = askedScopes(ctx);
  if (!app || asked.length === 0) throw new errors.InvalidScope('a scope is needed', '');
  for (const scope of asked) {
    const refused = refusedScope(app, scope);
    if (refused) throw new errors.InvalidScope(refused, scope);
  }
}

/** SMART's additions to the library's answers: the person of the grant, the scopes worth telling. */
async function addLaunchContext(services: ProviderServices, ctx: KoaContextWithOIDC): Promise<void> {
  const body = ctx.body as Record<string, unknown> | undefined;
  const { oidc } = ctx;
  if (!oidc || ctx.status !== 200 || typeof body !== 'object') return;
  if (oidc.route === 'discovery') {
    // The pages of the other modes need scripts that our content policy does not let run.
    body.response_modes_supported = ['query'];
    body.scopes_supported = [...launchScopes, 'patient/*.rs', 'user/*.cruds', 'system/*.cruds'];
    return;
  }
  if (oidc.route !== 'token' && !(oidc.route === 'introspection' && body.active)) return;
  const { AccessToken, ClientCredentials } = oidc.entities;
  if (AccessToken?.grantId) {
    const person = await personOfGrant(services.db, tokenHash(AccessToken.grantId));
    if (person) body.patient = person;
  }
  const granted = oidc.params?.grant_type;
  const appId = (AccessToken ?? ClientCredentials)?.clientId;
  if (oidc.route === 'token' && appId && typeof body.access_token === 'string')
    await services.onToken(appId, body.access_token, granted as Parameters<ProviderServices['onToken']>[2]);
}
