// Binds the routes of signing in and out, the second factor and the own password to their use cases.
import { z } from 'zod';
import {
  ChangePassword,
  changePassword,
  ConfirmSecondFactor,
  confirmSecondFactor,
  me,
  offerSecondFactor,
  SignIn,
  signIn,
  signOut,
  signOutEverywhere,
  StepUp,
  stepUp,
  type Me,
} from '#platform/access-contract.ts';
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Permissions } from '../access/access.ts';
import type { OrgTree } from '../access/org-units.ts';
import { roles } from '../access/roles.ts';
import { endpoint, type Endpoint, type Exchange } from '../http/endpoint.ts';
import { cookieOf } from '../http/identity.ts';
import type { Kernel } from '../kernel.ts';
import { hashPassword } from './password.ts';
import { enrolmentAddress, matchingStep, newSecret } from './second-factor.ts';
import { actorOf, type Sessions } from './sessions.ts';
import { signIn as openSession, type SignInServices } from './sign-in.ts';
import * as store from './store.ts';
import { tokenHash } from './token.ts';

export const sessionPermissions: Permissions = { 'auth.session.use': roles };

const deviceCookie = 'tianmu_device';
const deviceCookieSeconds = 365 * 86_400;
const stepUpSeconds = 300;

export interface AuthRoutes extends SignInServices {
  kernel: Kernel;
  sessions: Sessions;
  tree: OrgTree;
  permissions: () => Permissions;
}

export function sessionEndpoints(services: AuthRoutes): Endpoint[] {
  const { kernel, sessions, db, clock, cipher } = services;
  const own = { permission: 'auth.session.use', person: 'none' } as const;

  const describe = async (token: string): Promise<Result<Me>> => {
    const session = await sessions.find(token);
    if (!session) return fail({ kind: 'unauthenticated', code: 'auth/session-ended' });
    const { record, assignments } = session;
    const named = assignments.map(async ({ role, orgUnitId }) => ({
      role,
      orgUnitId,
      orgUnit: (await services.tree.nameOf(orgUnitId)) ?? '',
    }));
    const held = Object.entries(services.permissions()).filter(([, allowed]) =>
      assignments.some(({ role }) => allowed.includes(role)),
    );
    const idleEnd = Math.min(clock.now().getTime() + record.idle_seconds * 1000, record.ends_at.getTime());
    return succeed({
      accountId: record.account_id,
      account: record.login,
      displayName: record.display_name,
      roles: await Promise.all(named),
      permissions: held.map(([permission]) => permission).toSorted(),
      ...(record.person_id ? { personId: record.person_id } : {}),
      locale: record.locale,
      idleEndsAt: new Date(idleEnd).toISOString(),
      endsAt: record.ends_at.toISOString(),
      hasSecondFactor: record.has_second_factor,
    });
  };

  /** The account behind the request, once its password (and code, where it has a second factor) was shown again. */
  const proveAgain = async (
    exchange: Exchange,
    accountId: string,
    password: string,
    code?: string,
  ): Promise<Result<store.AccountRecord>> => {
    const account = (await store.accountById(db, accountId))!;
    const proof = await openSession(services, {
      account: account.login,
      password,
      portal: 'proof',
      address: exchange.address,
      ...(code === undefined ? {} : { code }),
      ...(exchange.cookie(deviceCookie) === undefined ? {} : { deviceMark: exchange.cookie(deviceCookie)! }),
    });
    if (!proof.ok)
      return proof.problem.kind === 'unauthenticated' ? fail({ ...proof.problem, kind: 'forbidden' }) : proof;
    await store.endSessions(db, { tokenHash: tokenHash(proof.value.token) });
    return succeed(account);
  };

  return [
    endpoint(
      signIn,
      { permission: 'public', person: 'none', body: SignIn, summary: 'Sign in', perMinute: 240 },
      async ({ body, exchange }) => {
        const portal = body.portal ?? exchange.portal;
        const mark = exchange.cookie(deviceCookie);
        const oldToken = exchange.cookie(cookieOf(portal));
        const opened = await openSession(services, {
          account: body.account,
          password: body.password,
          portal,
          address: exchange.address,
          ...(body.code === undefined ? {} : { code: body.code }),
          ...(mark === undefined ? {} : { deviceMark: mark }),
          ...(oldToken === undefined ? {} : { oldToken }),
        });
        if (!opened.ok) return opened;
        sessions.forgetAll();
        const { token, deviceMark, absoluteSeconds } = opened.value;
        const session = (await sessions.find(token))!;
        await kernel.audit.recordRead(actorOf(session, kernel.newId(), 'POST /api/session'), {
          action: 'sign-in',
          permission: 'auth.session.use',
          outcome: 'success',
          detail: { portal },
        });
        exchange.setCookie(cookieOf(portal), token, absoluteSeconds);
        exchange.setCookie(deviceCookie, deviceMark, deviceCookieSeconds);
        const described = await describe(token);
        return described.ok ? succeed({ token, me: described.value }) : described;
      },
    ),
    endpoint(me, { ...own, query: z.object({}), summary: 'Who is signed in' }, async ({ exchange }) =>
      describe(exchange.token!),
    ),
    endpoint(signOut, { ...own, summary: 'Sign out' }, async ({ actor, exchange }) => {
      await db.tx(async (q) => {
        await store.endSessions(q, { tokenHash: tokenHash(exchange.token!) });
        await kernel.audit.record(q, actor, { action: 'sign-out', permission: own.permission, outcome: 'success' });
      });
      sessions.forgetAll();
      exchange.clearCookie(cookieOf(exchange.portal));
      return succeed({ signedOut: true } as const);
    }),
    endpoint(signOutEverywhere, { ...own, summary: 'Sign out everywhere' }, async ({ actor, exchange }) => {
      const ended = await db.tx(async (q) => {
        const count = await store.endSessions(q, { accountId: actor.accountId });
        await kernel.audit.record(q, actor, {
          action: 'sign-out',
          permission: own.permission,
          outcome: 'success',
          detail: { count },
        });
        return count;
      });
      sessions.forgetAll();
      exchange.clearCookie(cookieOf(exchange.portal));
      return succeed({ ended });
    }),
    endpoint(
      stepUp,
      { ...own, body: StepUp, summary: 'Prove the password again' },
      async ({ body, actor, exchange }) => {
        const proved = await proveAgain(exchange, actor.accountId, body.password, body.code);
        if (!proved.ok) return proved;
        const validUntil = new Date(clock.now().getTime() + stepUpSeconds * 1000);
        await db.query('update auth.session set stepped_up_until = $2 where token_hash = $1', [
          tokenHash(exchange.token!),
          validUntil,
        ]);
        sessions.forgetAll();
        return succeed({ validUntil: validUntil.toISOString() });
      },
    ),
    endpoint(
      changePassword,
      { ...own, body: ChangePassword, summary: 'Change the own password' },
      async ({ body, actor, exchange }) => {
        const proved = await proveAgain(exchange, actor.accountId, body.password);
        if (!proved.ok) return proved;
        const hash = await hashPassword(body.newPassword, services.cost);
        await db.tx(async (q) => {
          await q.query('update auth.account set password_hash = $2, version = version + 1 where id = $1', [
            actor.accountId,
            hash,
          ]);
          await q.query('delete from auth.session where account_id = $1 and token_hash <> $2', [
            actor.accountId,
            tokenHash(exchange.token!),
          ]);
          await kernel.audit.record(q, actor, {
            action: 'update',
            permission: own.permission,
            outcome: 'success',
            detail: { what: 'password' },
          });
        });
        sessions.forgetAll();
        return succeed({ changed: true } as const);
      },
    ),
    endpoint(offerSecondFactor, { ...own, summary: 'Begin to add a second factor' }, async ({ actor }) => {
      const secret = newSecret();
      await db.query('update auth.account set second_factor_offer = $2 where id = $1', [
        actor.accountId,
        cipher.encrypt(secret),
      ]);
      return succeed({ address: enrolmentAddress(secret, actor.account), secret });
    }),
    endpoint(
      confirmSecondFactor,
      { ...own, body: ConfirmSecondFactor, summary: 'Confirm the second factor with a code' },
      async ({ body, actor }) => {
        const account = (await store.accountById(db, actor.accountId))!;
        const step =
          account.second_factor_offer &&
          matchingStep(cipher.decrypt(account.second_factor_offer), body.code, clock.now());
        if (!step) return fail({ kind: 'rule-broken', code: 'auth/wrong-code' });
        await db.tx(async (q) => {
          await q.query(
            `update auth.account set second_factor = second_factor_offer, second_factor_offer = null, second_factor_step = $2,
             version = version + 1 where id = $1`,
            [actor.accountId, step],
          );
          await kernel.audit.record(q, actor, {
            action: 'update',
            permission: own.permission,
            outcome: 'success',
            detail: { what: 'second-factor' },
          });
        });
        sessions.forgetAll();
        return succeed({ confirmed: true } as const);
      },
    ),
  ];
}
