// What a person allows an organisation outside of their care: rows with scope and end, and the relation by which the policy knows them.
import type { Sql } from '../db/db.ts';
import type { CareRelation, RelationKind } from './access.ts';

/** `see`: reading alone; `treat`: what the organisation's people do for anybody in their care. */
export const consentScopes = ['see', 'treat'] as const;
export type ConsentScope = (typeof consentScopes)[number];
export const consentRelation: Record<ConsentScope, RelationKind> = { see: 'consent-see', treat: 'consent-treat' };

export interface ConsentGrant {
  personId: string;
  consentId: string;
  /** An organisation unit. */
  grantee: string;
  purpose: string;
  scope: ConsentScope;
  wordingVersion: string;
  from: Date;
  /** Exclusive. */
  to: Date;
}

/** In force at `at` or later, by their end. */
export const standingConsents = (q: Sql, personIds: readonly string[], at: Date): Promise<ConsentGrant[]> =>
  q.query<ConsentGrant>(
    `select patient_id as "personId", id as "consentId", grantee, purpose, scope, wording_version as "wordingVersion",
       valid_from as "from", valid_to as "to"
     from access.consent_grant where patient_id = any($1::uuid[]) and granted and valid_to > $2 order by valid_to, id`,
    [personIds, at],
  );

export async function saveConsent(q: Sql, one: ConsentGrant): Promise<void> {
  await q.query(
    `insert into access.consent_grant
       (patient_id, id, grantee, purpose, scope, granted, wording_version, valid_from, valid_to)
     values ($1, $2, $3, $4, $5, true, $6, $7, $8)`,
    [one.personId, one.consentId, one.grantee, one.purpose, one.scope, one.wordingVersion, one.from, one.to],
  );
}

/** False where it does not stand any more. */
export async function endConsent(q: Sql, personId: string, consentId: string, at: Date): Promise<boolean> {
  const ended = await q.query(
    `update access.consent_grant set valid_to = $3
     where patient_id = $1 and id = $2 and granted and valid_to > $3 returning id`,
    [personId, consentId, at],
  );
  return ended.length > 0;
}

/** One relation for each row of the person: records that were joined are opened together. */
export const relationsOf = (grant: ConsentGrant, personIds: readonly string[]): CareRelation[] =>
  personIds.map((personId) => ({
    personId,
    party: grant.grantee,
    kind: consentRelation[grant.scope],
    from: grant.from,
    to: grant.to,
    source: 'consent',
  }));
