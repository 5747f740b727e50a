// Signing in with a provider from outside: to the provider, back with a code, then a session of our own or a link to make.
import type { FastifyReply, FastifyRequest } from 'fastify';
import { joinOutside, outsideButtons } from '#platform/apps-contract.ts';
import { fail, isUuid, succeed, type Result } from '#platform/contract.ts';
import { actorOf, type Sessions } from '../../auth/sessions.ts';
import { openSession, type SignInServices } from '../../auth/sign-in.ts';
import { accountById } from '../../auth/store.ts';
import { endpoint, type Endpoint, type RawEndpoint } from '../../http/endpoint.ts';
import { cookieOf } from '../../http/identity.ts';
import type { Kernel } from '../../kernel.ts';
import { begin, whoCame, type Begun } from './client.ts';
import * as store from './store.ts';

export const callbackPath = '/api/outside/callback';
const beganCookie = 'tianmu_outside';
const linkCookie = 'tianmu_outside_link';
const minutes = 10;

/** What the browser carries, sealed, until it comes back; so any of several servers may answer. */
interface Carried extends Omit<Begun, 'address'> {
  providerId: string;
  portal: string;
  until: number;
}
interface ToLink {
  providerId: string;
  subject: string;
  until: number;
}

export interface OutsideServices {
  kernel: Kernel;
  auth: SignInServices;
  sessions: Sessions;
  address: () => string;
}

export function outsideSignIn({ kernel, auth, sessions, address }: OutsideServices): (Endpoint | RawEndpoint)[] {
  const { db, cipher, log } = kernel;
  const now = () => auth.clock.now();
  const seal = (value: object) =>
    cipher.encrypt(JSON.stringify({ ...value, until: now().getTime() + minutes * 60_000 }));
  const open = <T extends { until: number }>(sealed: string | undefined): T | undefined => {
    if (!sealed) return undefined;
    try {
      const value = JSON.parse(cipher.decrypt(sealed)) as T;
      return value.until > now().getTime() ? value : undefined;
    } catch {
      return undefined;
    }
  };
  const cookieOptions = (request: FastifyRequest) =>
    ({ path: '/', httpOnly: true, sameSite: 'lax', secure: request.protocol === 'https' }) as const;
  const backToSignIn = (reply: FastifyReply, portal: string, outside: 'failed' | 'unknown' | 'link') =>
    reply.redirect(`/?portal=${portal}&outside=${outside}`, 303);
  const active = async (id: string) => {
    const provider = isUuid(id) ? await store.providerById(db, id) : undefined;
    return provider && !provider.disabled ? provider : undefined;
  };

  const start = async (request: FastifyRequest, reply: FastifyReply) => {
    const { providerId } = request.params as { providerId: string };
    const { portal = 'resident' } = request.query as { portal?: string };
    const provider = await active(providerId);
    if (!provider?.portals.includes(portal)) return backToSignIn(reply, 'resident', 'failed');
    try {
      const { address: next, ...begun } = await begin(provider, cipher, address() + callbackPath);
      const carried = seal({ ...begun, providerId, portal });
      return reply
        .setCookie(beganCookie, carried, { ...cookieOptions(request), maxAge: minutes * 60 })
        .redirect(next, 303);
    } catch (error) {
      log.warn({ err: error, issuer: provider.issuer }, 'a provider from outside did not answer');
      return backToSignIn(reply, portal, 'failed');
    }
  };

  const callback = async (request: FastifyRequest, reply: FastifyReply) => {
    const carried = open<Carried>(request.cookies[beganCookie]);
    void reply.clearCookie(beganCookie, cookieOptions(request));
    const provider = carried && (await active(carried.providerId));
    if (!carried || !provider) return backToSignIn(reply, 'resident', 'failed');
    let subject: string;
    try {
      const query = new URL(request.url, address()).search;
      subject = await whoCame(provider, cipher, new URL(callbackPath + query, address()), carried);
    } catch (error) {
      log.warn({ err: error, issuer: provider.issuer }, 'a sign-in from outside was refused');
      return backToSignIn(reply, carried.portal, 'failed');
    }
    const accountId = await store.linkedAccount(db, provider.id, subject, now());
    const account = accountId && (await accountById(db, accountId));
    if (!account) {
      if (provider.linking === 'administrator') return backToSignIn(reply, carried.portal, 'unknown');
      void reply.setCookie(linkCookie, seal({ providerId: provider.id, subject }), {
        ...cookieOptions(request),
        maxAge: minutes * 60,
      });
      return backToSignIn(reply, carried.portal, 'link');
    }
    if (account.disabled) return backToSignIn(reply, carried.portal, 'unknown');
    const oldToken = request.cookies[cookieOf(carried.portal)];
    const opened = await openSession(auth, account, { portal: carried.portal, ...(oldToken ? { oldToken } : {}) });
    sessions.forgetAll();
    const session = (await sessions.find(opened.token))!;
    await kernel.audit.recordRead(actorOf(session, kernel.newId(), `GET ${callbackPath}`), {
      action: 'sign-in',
      permission: 'auth.session.use',
      outcome: 'success',
      detail: { portal: carried.portal, provider: provider.id },
    });
    return reply
      .setCookie(cookieOf(carried.portal), opened.token, { ...cookieOptions(request), maxAge: opened.absoluteSeconds })
      .redirect(`/${carried.portal}/`, 303);
  };

  const raw = (path: string, summary: string, handle: RawEndpoint['handle']): RawEndpoint => ({
    kind: 'raw',
    method: 'GET',
    path,
    permission: 'public',
    summary,
    auditsItself: true,
    handle,
  });
  return [
    raw('/api/outside/:providerId/start', 'Sign in with a provider from outside', start),
    raw(callbackPath, 'Back from a provider from outside', callback),
    endpoint(
      outsideButtons,
      { permission: 'public', person: 'none', summary: 'Providers from outside that the door offers' },
      async () => {
        const providers = (await store.listProviders(db)).filter(({ disabled }) => !disabled);
        return succeed({
          buttons: providers.map((one) => ({ providerId: one.id, text: one.button_text, portals: one.portals })),
        });
      },
    ),
    endpoint(
      joinOutside,
      { permission: 'auth.session.use', person: 'none', summary: 'Join the own account with a provider' },
      async ({ actor, exchange }): Promise<Result<{ linked: true }>> => {
        const found = open<ToLink>(exchange.cookie(linkCookie));
        exchange.clearCookie(linkCookie);
        const provider = found && (await active(found.providerId));
        if (!found || provider?.linking !== 'password')
          return fail({ kind: 'not-found', code: 'oidc/nothing-to-link' });
        await db.tx(async (q) => {
          await store.saveLink(q, {
            providerId: provider.id,
            subject: found.subject,
            accountId: actor.accountId,
            at: now(),
            by: actor.accountId,
          });
          await kernel.audit.record(q, actor, {
            action: 'create',
            permission: 'auth.session.use',
            outcome: 'success',
            object: `OutsideLink/${provider.id}`,
          });
        });
        return succeed({ linked: true as const });
      },
    ),
  ];
}
