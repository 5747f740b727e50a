// The policy in one place: who may see whom, as a yes or no and as an SQL condition over a column of person ids.
import { fail, isUuid, succeed, type Result } from '#platform/contract.ts';
import { isForOnePerson, scopesAllow } from '#platform/fhir/smart-scopes.ts';
import type { Sql } from '../db/db.ts';
import type { Access, CareRelation, Permissions, RelationKind } from './access.ts';
import type { Actor } from './actor.ts';
import type { OrgTree } from './org-units.ts';
import type { PersonRows } from './person-rows.ts';
import { viewOf, type View } from './roles.ts';
import { partRelations, shareRelations } from './shared-relations.ts';

/** Nobody's id: a grant for one person that names none opens no record. */
const nobody = '00000000-0000-0000-0000-000000000000';

/** The one person whom an app's grant concerns; undefined where there is no such limit. */
const onlyPerson = ({ grant }: Actor): string | undefined =>
  grant && (grant.patientId !== undefined || isForOnePerson(grant.scopes)) ? (grant.patientId ?? nobody) : undefined;

const widest: readonly View[] = ['none', 'masked', 'full'];

/** The access answers over the permissions that all contexts declared. */
export function createAccess(permissions: Permissions, tree: OrgTree, rows: PersonRows): Access {
  const holding = (actor: Actor, permission: string) => {
    const roles = permissions[permission] ?? [];
    return actor.assignments.filter((assignment) => roles.includes(assignment.role));
  };

  /** Whom a care relation may name so that the actor is meant. */
  const partiesOf = async (actor: Actor, permission: string): Promise<Parties> => {
    const named = new Set<string>();
    const roots = new Set<string>();
    for (const { role, orgUnitId } of holding(actor, permission)) {
      if (role === 'resident') {
        if (actor.personId) named.add(actor.personId);
        continue;
      }
      named.add(actor.accountId);
      if (role === 'device') continue;
      const below = await tree.subtree(orgUnitId);
      if (below.length > mostNamed) roots.add(orgUnitId);
      else for (const unit of below) named.add(unit);
    }
    return { named: [...named], roots: [...roots] };
  };

  const holds = (actor: Actor, permission: string) =>
    actor.purpose === 'system' || holding(actor, permission).length > 0;

  const personFilter: Access['personFilter'] = async (actor, permission, column, args, at) => {
    if (actor.purpose === 'system') return 'true';
    const parties = await partiesOf(actor, permission);
    if (parties.named.length === 0 && parties.roots.length === 0) return 'false';
    const only = onlyPerson(actor);
    const related = relationSql(column, parties, args, at, isReading(permission));
    return only === undefined ? related : `(${column} = $${args.push(only)}::uuid and ${related})`;
  };

  return {
    holds,
    allows: (actor, type, interaction) => !actor.grant || scopesAllow(actor.grant.scopes, type, interaction),
    view(actor, permission) {
      if (actor.purpose === 'system') return 'full';
      const views = holding(actor, permission).map(({ role }) => widest.indexOf(viewOf[role]));
      return widest[Math.max(0, ...views)]!;
    },
    personFilter,
    async reachable(q, actor, permission, personIds, at) {
      if (personIds.length === 0) return [];
      const args: unknown[] = [[...new Set(personIds)]];
      const filter = await personFilter(actor, permission, 'p.id', args, at);
      const rows = await q.query<{ id: string }>(
        `select p.id from unnest($1::uuid[]) as p (id) where ${filter} order by p.id`,
        args,
      );
      return rows.map(({ id }) => id);
    },
    async check(q, actor, permission, personId, at): Promise<Result<void>> {
      if (!holds(actor, permission)) return fail({ kind: 'forbidden', code: 'access/not-permitted' });
      if (actor.purpose === 'system') return succeed(undefined);
      const only = onlyPerson(actor);
      if (only !== undefined && only !== personId) return fail({ kind: 'forbidden', code: 'access/app-other-person' });
      if (!isUuid(personId)) return fail({ kind: 'forbidden', code: 'access/not-in-care' });
      const args: unknown[] = [personId];
      const parties = await partiesOf(actor, permission);
      const related = relationSql('$1::uuid', parties, args, at, isReading(permission));
      const [row] = await q.query(`select 1 where ${related}`, args);
      return row ? succeed(undefined) : fail({ kind: 'forbidden', code: 'access/not-in-care' });
    },
    async unitsOf(actor, permission) {
      if (actor.purpose === 'system') return tree.all();
      const units = await Promise.all(holding(actor, permission).map(({ orgUnitId }) => tree.subtree(orgUnitId)));
      return [...new Set(units.flat())];
    },
    async relate(q, relations) {
      if (relations.length === 0) return;
      await relate(q, relations);
      const from = new Map(relations.map((relation) => [relation.personId, relation.from]));
      for (const [personId, all] of await rows.of(q, [...from.keys()]))
        await shareRelations(q, all, from.get(personId)!);
    },
    async endRelation(q, relation, at) {
      await endRelation(q, relation, at);
      const all = (await rows.of(q, [relation.personId])).get(relation.personId)!;
      if (all.length < 2) return;
      await partRelations(q, all, at, relation);
      await shareRelations(q, all, at);
    },
    join: shareRelations,
    part: (q, personIds, at) => partRelations(q, personIds, at),
  };
}

/**
 * The ids that a care relation may name so that the actor is meant: a resident's own person; for everybody else the
 * account itself (break-glass, lent devices) and the units of their assignments.
 */
interface Parties {
  named: string[];
  /** Units of large subtrees, whose members are found by their path instead of being listed in every statement. */
  roots: string[];
}
/** A subtree with more units than this is asked by its root: a county's 600 ids would be 23 kB in each statement. */
const mostNamed = 24;

/** Permissions that show and change nothing, by their verb. */
const reading = new Set(['read', 'find', 'list', 'search', 'follow']);
const isReading = (permission: string): boolean => reading.has(permission.slice(permission.lastIndexOf('.') + 1));

/** True where a relation in force names one of the parties; a consent to see counts for reading alone. */
function relationSql(column: string, { named, roots }: Parties, args: unknown[], at: Date, reads: boolean): string {
  const parties: string[] = [];
  if (named.length > 0) parties.push(`policy.party = any($${args.push(named)}::uuid[])`);
  if (roots.length > 0)
    parties.push(
      `exists (select 1 from access.org_unit unit where unit.id = policy.party and unit.path && $${args.push(roots)}::uuid[])`,
    );
  const now = `$${args.push(at)}::timestamptz`;
  return `exists (select 1 from access.care_relation policy where policy.patient_id = ${column}
    and (${parties.join(' or ') || 'false'})${reads ? '' : " and policy.kind <> 'consent-see'"} and policy.valid_from <= ${now} and (policy.valid_to is null or policy.valid_to > ${now}))`;
}

async function relate(q: Sql, relations: readonly CareRelation[]): Promise<void> {
  await q.query(
    `insert into access.care_relation (patient_id, party, kind, valid_from, valid_to, source)
     select r.patient_id, r.party, r.kind, r.valid_from, r.valid_to, r.source
     from unnest($1::uuid[], $2::uuid[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[])
       as r (patient_id, party, kind, valid_from, valid_to, source)
     where not exists (select 1 from access.care_relation c where c.patient_id = r.patient_id and c.party = r.party
       and c.kind = r.kind and (c.valid_to is null or (r.valid_to is not null and c.valid_to >= r.valid_to)))
     on conflict (patient_id, party, kind, valid_from) do nothing`,
    [
      relations.map((relation) => relation.personId),
      relations.map((relation) => relation.party),
      relations.map((relation) => relation.kind),
      relations.map((relation) => relation.from),
      relations.map((relation) => relation.to ?? null),
      relations.map((relation) => relation.source),
    ],
  );
}

async function endRelation(
  q: Sql,
  relation: { personId: string; party: string; kind: RelationKind },
  at: Date,
): Promise<void> {
  await q.query(
    `update access.care_relation set valid_to = $4 where patient_id = $1 and party = $2 and kind = $3
     and (valid_to is null or valid_to > $4)`,
    [relation.personId, relation.party, relation.kind, at],
  );
}
