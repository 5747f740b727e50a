// Binds the consent of a person to an app: what is asked, yes or no, which apps were let in, and taking it back.
import {
  askedConsent,
  declineConsent,
  endMyApp,
  giveConsent,
  GiveConsent,
  myApps,
  type ConsentAsked,
} from '#platform/apps-contract.ts';
import { fail, isUuid, succeed, type Result } from '#platform/contract.ts';
import { isForOnePerson, splitScopes } from '#platform/fhir/smart-scopes.ts';
import type { Permissions } from '../access/access.ts';
import type { Actor } from '../access/actor.ts';
import { roles } from '../access/roles.ts';
import { tokenHash } from '../auth/token.ts';
import { endpoint, type Endpoint, type Exchange } from '../http/endpoint.ts';
import type { Kernel } from '../kernel.ts';
import { activeApp, type AppRecord } from './app-store.ts';
import type { Oidc } from './index.ts';
import { interactionCookie, offlineSeconds, tokenSeconds } from './provider.ts';
import * as store from './store.ts';

const permission = 'oidc.consent.give';
export const consentPermissions: Permissions = { [permission]: roles };

interface Asked {
  app: AppRecord;
  scopes: string[];
  interaction: { returnTo: string; result?: unknown; exp: number; save(ttl: number): Promise<string> };
}
const unknown = fail({ kind: 'not-found', code: 'oidc/no-such-request' });

export function consentEndpoints(kernel: Kernel, oidc: Oidc, machineNow: () => Date): Endpoint[] {
  const { db } = kernel;

  /** The request that this very browser was sent with; another browser that knows its number finds nothing. */
  const find = async (uid: string, exchange: Exchange): Promise<Asked | undefined> => {
    if (exchange.cookie(interactionCookie) !== uid) return undefined;
    const interaction = await (await oidc.provider()).Interaction.find(uid);
    const app = interaction && (await activeApp(db, String(interaction.params.client_id)));
    return app ? { app, interaction, scopes: splitScopes(interaction.params.scope as string | undefined) } : undefined;
  };
  const finish = async ({ interaction }: Asked, result: object): Promise<{ next: string }> => {
    interaction.result = result;
    await interaction.save(Math.max(1, interaction.exp - Math.floor(machineNow().getTime() / 1000)));
    return { next: interaction.returnTo };
  };
  const secondsOf = ({ scopes }: Asked) => (scopes.includes('offline_access') ? offlineSeconds : tokenSeconds);

  const agree = async (asked: Asked, actor: Actor, personId: string | undefined): Promise<Result<{ next: string }>> => {
    const { app, scopes } = asked;
    const at = machineNow();
    const provider = await oidc.provider();
    const seconds = secondsOf(asked);
    const grant = new provider.Grant({ accountId: actor.accountId, clientId: app.id, expiresIn: seconds } as {
      accountId: string;
      clientId: string;
    });
    grant.addOIDCScope(scopes.join(' '));
    const grantId = await grant.save();
    await db.tx(async (q) => {
      const consent = {
        id: kernel.newId(),
        grantHash: tokenHash(grantId),
        accountId: actor.accountId,
        appId: app.id,
        scopes,
        givenAt: at,
        endsAt: new Date(at.getTime() + seconds * 1000),
      };
      await store.saveConsent(q, personId ? { ...consent, personId } : consent);
      await kernel.audit.record(q, actor, {
        action: 'create',
        permission,
        outcome: 'success',
        object: `Consent/${consent.id}`,
        persons: personId ? [personId] : [],
        detail: { app: app.id, scopes: scopes.join(' ') },
      });
    });
    const login = { accountId: actor.accountId, remember: false };
    return succeed(await finish(asked, { login, consent: { grantId } }));
  };

  return [
    endpoint(
      askedConsent,
      { permission: 'public', person: 'none', summary: 'What an app asks for' },
      async ({ params, exchange }): Promise<Result<ConsentAsked>> => {
        const asked = await find(params.uid, exchange);
        if (!asked) return unknown;
        const { name, contact, kind } = asked.app;
        return succeed({
          app: { name, contact, kind },
          scopes: asked.scopes,
          needsPerson: isForOnePerson(asked.scopes),
          validSeconds: secondsOf(asked),
        });
      },
    ),
    endpoint(
      giveConsent,
      { permission, person: 'none', body: GiveConsent, summary: 'Let an app in' },
      async ({ params, body, actor, exchange, now }) => {
        const asked = await find(params.uid, exchange);
        if (!asked) return unknown;
        const isResident = actor.assignments.every(({ role }) => role === 'resident');
        if (isResident !== (asked.app.kind === 'patient-app'))
          return fail({ kind: 'forbidden', code: 'oidc/not-for-account' });
        if (!isForOnePerson(asked.scopes)) return agree(asked, actor, undefined);
        const personId = body.personId ?? actor.personId;
        if (!personId) return fail({ kind: 'forbidden', code: 'audit/no-own-record' });
        const allowed = await kernel.access.check(db, actor, permission, personId, now);
        return allowed.ok ? agree(asked, actor, personId) : allowed;
      },
    ),
    endpoint(
      declineConsent,
      { permission: 'public', person: 'none', summary: 'Turn an app away' },
      async ({ params, exchange }) => {
        const asked = await find(params.uid, exchange);
        if (!asked) return unknown;
        const words = 'the person did not agree';
        return succeed(await finish(asked, { error: 'access_denied', error_description: words }));
      },
    ),
    endpoint(myApps, { permission, person: 'none', summary: 'Apps that were let in' }, async ({ actor }) => {
      const rows = await store.standingConsents(db, actor.accountId, machineNow());
      const apps = rows.map((row) => ({
        consentId: row.id,
        name: row.app_name,
        contact: row.app_contact,
        scopes: row.scopes,
        ...(row.person_id ? { personId: row.person_id } : {}),
        givenAt: row.given_at.toISOString(),
        endsAt: row.ends_at.toISOString(),
      }));
      return succeed({ apps });
    }),
    endpoint(
      endMyApp,
      { permission, person: 'none', summary: 'Take back what an app was allowed' },
      async ({ params, actor }) => {
        if (!isUuid(params.consentId)) return fail({ kind: 'not-found', code: 'oidc/no-such-consent' });
        const ended = await db.tx(async (q): Promise<Result<{ ended: true }>> => {
          const row = await store.revokeConsent(q, actor.accountId, params.consentId, machineNow());
          if (!row) return fail({ kind: 'not-found', code: 'oidc/no-such-consent' });
          await kernel.audit.record(q, actor, {
            action: 'delete',
            permission,
            outcome: 'success',
            object: `Consent/${params.consentId}`,
            persons: row.person_id ? [row.person_id] : [],
            detail: { app: row.app_id },
          });
          return succeed({ ended: true as const });
        });
        oidc.accessTokens.forgetAll();
        return ended;
      },
    ),
  ];
}
