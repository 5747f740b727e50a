// The one place where policy is asked: role x organisation subtree x relation x purpose, as answers and as SQL filters.
import type { PersonId, Result } from '#platform/contract.ts';
import type { Interaction } from '#platform/fhir/smart-scopes.ts';
import type { Sql } from '../db/db.ts';
import type { Actor } from './actor.ts';
import type { Role, View } from './roles.ts';

/** `context.noun.verb` -> the roles that hold it. Contexts declare theirs; the start fails on a route without one. */
export type Permissions = Record<string, readonly Role[]>;

/** Why a person and a party (organisation unit, team, account or person) belong together. */
export const relationKinds = [
  'residence',
  'team',
  'institution',
  'self',
  'proxy',
  'device',
  'order',
  'break-glass',
  /** The person allowed an organisation to read. */
  'consent-see',
  /** The person came to an organisation outside of their care. */
  'consent-treat',
] as const;
export type RelationKind = (typeof relationKinds)[number];

export interface CareRelation {
  personId: string;
  party: string;
  kind: RelationKind;
  /** First and (exclusive) last instant; open-ended without `to`. */
  from: Date;
  to?: Date;
  /** Which context or import wrote it. */
  source: string;
}

export interface Access {
  /** True where one of the actor's roles holds the permission. */
  holds(actor: Actor, permission: string): boolean;
  /** True where no app acts, or one whose scopes open this interaction with this FHIR type. */
  allows(actor: Actor, type: string, interaction: Interaction): boolean;
  /** The widest view that the actor's roles with this permission give. */
  view(actor: Actor, permission: string): View;
  /**
   * An SQL condition, true for rows of people whom the actor may see under this permission now.
   * `column` is the qualified patient_id column; values are pushed onto `args`.
   */
  personFilter(actor: Actor, permission: string, column: string, args: unknown[], at: Date): Promise<string>;
  /** Of these people those whom the actor may see under this permission now, by id. */
  reachable(q: Sql, actor: Actor, permission: string, personIds: readonly string[], at: Date): Promise<string[]>;
  /** Forbidden unless the actor may act on this person under this permission now. */
  check(q: Sql, actor: Actor, permission: string, personId: PersonId | string, at: Date): Promise<Result<void>>;
  /** Ids of the organisation units in the subtrees of the actor's assignments whose roles hold the permission. */
  unitsOf(actor: Actor, permission: string): Promise<readonly string[]>;
  /** Adds relations inside the caller's transaction, for all rows of a joined person; one that stands already is left alone. */
  relate(q: Sql, relations: readonly CareRelation[]): Promise<void>;
  /** These rows are one person from `at` on: whoever may see one may see all. Inside the caller's transaction. */
  join(q: Sql, personIds: readonly string[], at: Date): Promise<void>;
  /** These rows are not one person any more, or not all of them: the ones that stay are joined anew. */
  part(q: Sql, personIds: readonly string[], at: Date): Promise<void>;
  /** Ends relations inside the caller's transaction. */
  endRelation(q: Sql, relation: { personId: string; party: string; kind: RelationKind }, at: Date): Promise<void>;
}
