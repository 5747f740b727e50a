// The actor of work that no person asked for: jobs, listeners, seeding. It exists in code only and can never sign in.
import type { AccountId, OrgUnitId } from '#platform/contract.ts';
import type { Actor } from './actor.ts';

export const systemAccountId = '00000000-0000-7000-8000-000000000000' as AccountId;

/** `task` names what runs, as a route template would: `job messaging.deliver-message`. */
export function systemActor(task: string, requestId: string): Actor {
  return {
    accountId: systemAccountId,
    account: 'system',
    displayName: 'Tianmu',
    assignments: [],
    homeUnitId: systemAccountId as unknown as OrgUnitId,
    purpose: 'system',
    locale: 'zh-CN',
    span: { requestId, route: task, persons: new Set(), audited: false },
  };
}
