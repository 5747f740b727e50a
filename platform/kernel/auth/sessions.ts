// Turns the token of a request into the actor behind it, with a short memory so that most requests ask the database nothing.
import type { AccountId, OrgUnitId, PersonId } from '#platform/contract.ts';
import type { Actor, Purpose, RoleAssignment } from '../access/actor.ts';
import type { Role } from '../access/roles.ts';
import { clinicalRoles } from '../access/roles.ts';
import type { Clock } from '../clock/clock.ts';
import type { Db } from '../db/db.ts';
import * as store from './store.ts';
import { looksLikeToken, tokenHash } from './token.ts';

/** Another server may have ended a session: what we remember is no older than this. */
const rememberMilliseconds = 3_000;
const touchMilliseconds = 60_000;

export interface OpenSession {
  record: store.SignedInRecord;
  assignments: RoleAssignment[];
}

export class Sessions {
  private readonly db: Db;
  private readonly clock: Clock;
  private readonly remembered = new Map<string, { session: OpenSession; until: number }>();

  constructor(db: Db, clock: Clock) {
    this.db = db;
    this.clock = clock;
  }

  start(): Promise<() => Promise<void>> {
    return this.db.listen('tianmu_sessions', () => this.forgetAll());
  }

  forgetAll(): void {
    this.remembered.clear();
  }

  async find(token: string): Promise<OpenSession | undefined> {
    if (!looksLikeToken(token)) return undefined;
    const at = this.clock.now();
    const known = this.remembered.get(token);
    if (known && known.until > at.getTime()) return known.session;
    const record = await store.sessionByTokenHash(this.db, tokenHash(token), at);
    if (!record) {
      this.remembered.delete(token);
      return undefined;
    }
    if (at.getTime() - record.last_used_at.getTime() > touchMilliseconds)
      await store.touchSession(this.db, record.id, at);
    const session = { record, assignments: record.assignments as RoleAssignment[] };
    if (this.remembered.size > 5_000) this.remembered.clear();
    this.remembered.set(token, { session, until: at.getTime() + rememberMilliseconds });
    return session;
  }
}

/** The purpose of use follows from the roles: staff treat or supervise, residents read their own, machines integrate. */
export function purposeOf(roles: readonly Role[]): Purpose {
  if (roles.some((role) => clinicalRoles.includes(role))) return 'treatment';
  if (roles.includes('dispatcher')) return 'emergency';
  if (roles.includes('integrator') || roles.includes('device')) return 'integration';
  return roles.every((role) => role === 'resident') ? 'self' : 'supervision';
}

export function actorOf(
  { record, assignments }: OpenSession,
  requestId: string,
  route: string,
  locale?: string,
): Actor {
  return {
    accountId: record.account_id as AccountId,
    account: record.login,
    displayName: record.display_name,
    assignments,
    ...(record.person_id ? { personId: record.person_id as PersonId } : {}),
    homeUnitId: record.home_unit_id as OrgUnitId,
    purpose: purposeOf(assignments.map((assignment) => assignment.role)),
    locale: locale === 'en' || locale === 'zh-CN' ? locale : record.locale,
    span: { requestId, route, persons: new Set(), audited: false },
  };
}
