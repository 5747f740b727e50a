// Who acts in a request, with which roles, on whose behalf, and what the request has shown so far.
import type { AccountId, OrgUnitId, PersonId } from '#platform/contract.ts';
import type { Role } from './roles.ts';

export interface RoleAssignment {
  role: Role;
  orgUnitId: OrgUnitId;
}

/** The account behind a request, resolved once; `parties` are the ids that care_relation rows may name. */
export interface Actor {
  readonly accountId: AccountId;
  readonly account: string;
  readonly displayName: string;
  readonly assignments: readonly RoleAssignment[];
  /** The person that a resident's account stands for, or the person behind a staff account. */
  readonly personId?: PersonId;
  /** Where new facts belong when nothing else says so: the organisation that the account writes for. */
  readonly homeUnitId: OrgUnitId;
  /** Purpose of use that the policy and the audit trail record. */
  readonly purpose: Purpose;
  readonly locale: Locale;
  readonly span: RequestSpan;
  /** Where an app acts for the account: it may do no more than both of them. */
  readonly grant?: Grant;
}

/** What a person or the register of apps has allowed an app. */
export interface Grant {
  readonly clientId: string;
  /** SMART scopes. */
  readonly scopes: readonly string[];
  /** The one person whom the grant concerns. */
  readonly patientId?: string;
}

export type Purpose = 'treatment' | 'self' | 'supervision' | 'integration' | 'emergency' | 'system';
export const locales = ['zh-CN', 'en'] as const;
export type Locale = (typeof locales)[number];

/** What one request has done so far: filled by stores and use cases, written once to the audit trail. */
export interface RequestSpan {
  readonly requestId: string;
  /** Route template such as `GET /api/people/:id`, never the concrete address. */
  readonly route: string;
  readonly persons: Set<string>;
  audited: boolean;
}

export const hasRole = (actor: Actor, ...wanted: Role[]): boolean =>
  actor.assignments.some((assignment) => wanted.includes(assignment.role));
