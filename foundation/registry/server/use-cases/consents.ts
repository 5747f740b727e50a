// Consents: an organisation outside of a person's care may see or treat until a day, or until it is taken back.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import {
  consentRelation,
  endConsent as endRow,
  relationsOf,
  saveConsent,
  standingConsents,
  type ConsentGrant,
} from '#platform/kernel/access/consents.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ConsentBody, ConsentPurpose, RecordConsent } from '../../consent-contract.ts';
import { consentFault, consentWording } from '../../rules/consent.ts';
import type { Parts } from '../parts.ts';
import { consentOnlyForOneself, consentRefused, consentUnknown } from '../problems.ts';
import { listOrganisations } from '../store/organisation.ts';
import { proxiedBy, rowsOfPersons } from '../store/proxy.ts';

export const consentPermission = 'registry.consent.give';
const day = 86_400_000;

export async function listConsents(
  { kernel }: Parts,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<{ consents: RecordConsent[] }>> {
  actor.span.persons.add(personId as never);
  const rows = await standingConsents(kernel.db, await rowsOf(kernel.db, personId), now);
  return succeed({ consents: await named(kernel.db, rows) });
}

const rowsOf = async (q: Sql, personId: string): Promise<string[]> =>
  (await rowsOfPersons(q, [personId])).get(personId) ?? [personId];

async function named(q: Sql, rows: readonly ConsentGrant[]): Promise<RecordConsent[]> {
  const names = new Map((await listOrganisations(q, {})).map((one) => [one.organisationId, one.name]));
  return rows.map((row) => ({
    consentId: row.consentId,
    personId: row.personId,
    organisationId: row.grantee,
    organisationName: names.get(row.grantee) ?? '',
    purpose: row.purpose as ConsentPurpose,
    scope: row.scope,
    fromOn: dayOf(row.from),
    toOn: dayOf(new Date(row.to.getTime() - day)),
  }));
}

/** Residents give for themselves or, as a proxy with that scope, for a relative; staff write down what was given on paper. */
async function mayGive(q: Sql, actor: Actor, personId: string, now: Date): Promise<boolean> {
  if (hasRole(actor, 'gp', 'village-doctor', 'nurse') || actor.personId === personId) return true;
  if (!actor.personId) return false;
  const proxied = await proxiedBy(q, actor.personId, dayOf(now));
  return proxied.some((one) => one.personId === personId && one.scope.includes('consent'));
}

export async function giveConsent(
  { kernel }: Parts,
  actor: Actor,
  personId: string,
  body: ConsentBody,
  now: Date,
): Promise<Result<RecordConsent>> {
  const fault = consentFault(body.toOn, dayOf(now));
  if (fault) return fail(consentRefused('toOn', fault));
  return kernel.db.tx(async (q): Promise<Result<RecordConsent>> => {
    if (!(await mayGive(q, actor, personId, now))) return fail(consentOnlyForOneself);
    const known = await listOrganisations(q, {});
    if (!known.some(({ organisationId }) => organisationId === body.organisationId))
      return fail(consentRefused('organisationId', 'registry.consent-organisation-unknown'));
    const rows = await rowsOf(q, personId);
    const standing = (await standingConsents(q, rows, now)).find(({ consentId }) => consentId === body.consentId);
    if (standing) return succeed((await named(q, [standing]))[0]!);
    const grant: ConsentGrant = {
      personId,
      consentId: body.consentId,
      grantee: body.organisationId,
      purpose: body.purpose,
      scope: body.scope,
      wordingVersion: consentWording,
      from: now,
      to: new Date(Date.parse(`${body.toOn}T00:00:00+08:00`) + day),
    };
    await saveConsent(q, grant);
    await kernel.access.relate(q, relationsOf(grant, rows));
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: consentPermission,
      outcome: 'success',
      persons: [personId],
      object: `Consent/${grant.consentId}`,
      detail: { organisation: grant.grantee, scope: grant.scope, purpose: grant.purpose, toOn: body.toOn },
    });
    return succeed((await named(q, [grant]))[0]!);
  });
}

/** Ends at once; what another consent to the same organisation still allows is allowed on. */
export async function endConsent(
  { kernel }: Parts,
  actor: Actor,
  personId: string,
  consentId: string,
  now: Date,
): Promise<Result<{ ended: true }>> {
  return kernel.db.tx(async (q): Promise<Result<{ ended: true }>> => {
    const rows = await rowsOf(q, personId);
    const standing = await standingConsents(q, rows, now);
    const ending = standing.find((one) => one.consentId === consentId);
    if (!ending) return fail(consentUnknown);
    if (!(await mayGive(q, actor, personId, now))) return fail(consentOnlyForOneself);
    if (!(await endRow(q, ending.personId, consentId, now))) return fail(consentUnknown);
    const kind = consentRelation[ending.scope];
    for (const row of rows) await kernel.access.endRelation(q, { personId: row, party: ending.grantee, kind }, now);
    const others = standing.filter(
      (one) => one !== ending && one.grantee === ending.grantee && one.scope === ending.scope,
    );
    // A relation begins once an instant: the ones that go on begin after the one that ends.
    const from = new Date(now.getTime() + 1);
    for (const other of others) await kernel.access.relate(q, relationsOf({ ...other, from }, rows));
    await kernel.audit.record(q, actor, {
      action: 'delete',
      permission: consentPermission,
      outcome: 'success',
      persons: [personId],
      object: `Consent/${consentId}`,
    });
    return succeed({ ended: true as const });
  });
}
