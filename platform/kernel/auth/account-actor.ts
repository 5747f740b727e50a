// The actor of an account as it stands now, for work that an account asked for and that runs later.
import type { Actor } from '../access/actor.ts';
import type { Sql } from '../db/db.ts';
import { purposeOf } from './sessions.ts';
import { accountById, assignmentsAt } from './store.ts';

/** Undefined where the account is gone or shut; `task` names what runs, as a route template would. */
export async function accountActor(
  q: Sql,
  accountId: string,
  work: { task: string; requestId: string; at: Date },
): Promise<Actor | undefined> {
  const account = await accountById(q, accountId);
  if (!account || account.disabled) return undefined;
  const assignments = (await assignmentsAt(q, accountId, work.at)) as Actor['assignments'][number][];
  return {
    accountId: account.id as Actor['accountId'],
    account: account.login,
    displayName: account.display_name,
    assignments,
    ...(account.person_id ? { personId: account.person_id as NonNullable<Actor['personId']> } : {}),
    homeUnitId: account.home_unit_id as Actor['homeUnitId'],
    purpose: purposeOf(assignments.map((assignment) => assignment.role)),
    locale: account.locale,
    span: { requestId: work.requestId, route: work.task, persons: new Set(), audited: false },
  };
}
