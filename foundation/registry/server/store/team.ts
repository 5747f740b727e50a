// Rows of service teams: members, villages, substitutions.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Substitution, SubstitutionReason, TeamMember, TeamsQuery } from '../../contract.ts';
import { markStructure } from './structure-edition.ts';

interface TeamRow {
  teamId: string;
  name: string;
  organisationId: string;
  organisationName: string;
  townshipName: string | null;
}

export const listTeams = (q: Sql, query: TeamsQuery): Promise<TeamRow[]> =>
  q.query<TeamRow>(
    `select u.id as "teamId", u.name, o.id as "organisationId", o.name as "organisationName", t.name as "townshipName"
     from registry.unit u join registry.unit o on o.id = u.parent_id
     left join registry.unit t on t.id = o.parent_id and t.kind = 'township'
     where u.kind = 'team' and u.valid_to is null and ($1::uuid is null or u.path @> array[$1::uuid])
       and ($2::uuid is null or u.id in (select v.team_id from registry.team_village v where v.village_id = $2 and v.to_on is null))
     order by u.code`,
    [query.below ?? null, query.village ?? null],
  );

export const listMembers = (
  q: Sql,
  teamIds: readonly string[],
  on: string,
): Promise<(TeamMember & { teamId: string })[]> =>
  q.query(
    `select r.unit_id as "teamId", s.id as "staffId", s.name, r.role, o.name as "organisationName"
     from registry.staff_role r join registry.staff s on s.id = r.staff_id
     join registry.organisation o on o.id = s.organisation_id
     where r.unit_id = any($1) and r.from_on <= $2 and (r.to_on is null or r.to_on >= $2)
     order by case r.role when 'specialist' then 0 when 'gp' then 1 else 2 end, s.name_pinyin, s.id`,
    [teamIds, on],
  );

interface TeamVillageRow {
  teamId: string;
  teamName: string;
  villageId: string;
  name: string;
  responsibleStaffId: string;
  responsibleName: string;
}
const teamVillageSelect = `select v.team_id as "teamId", t.name as "teamName", v.village_id as "villageId", u.name,
  v.responsible_staff_id as "responsibleStaffId", s.name as "responsibleName"
  from registry.team_village v join registry.unit u on u.id = v.village_id join registry.unit t on t.id = v.team_id
  join registry.staff s on s.id = v.responsible_staff_id where v.to_on is null`;
export const listTeamVillages = (q: Sql, teamIds: readonly string[]): Promise<TeamVillageRow[]> =>
  q.query<TeamVillageRow>(`${teamVillageSelect} and v.team_id = any($1) order by u.code`, [teamIds]);

/** The open responsibility for each of these villages. */
export const responsibilities = (q: Sql, villageIds: readonly string[]): Promise<TeamVillageRow[]> =>
  q.query<TeamVillageRow>(`${teamVillageSelect} and v.village_id = any($1)`, [villageIds]);

export const villagesBelow = (q: Sql, below: string | undefined): Promise<{ villageId: string; name: string }[]> =>
  q.query(
    `select id as "villageId", name from registry.unit where kind = 'village' and valid_to is null
       and ($1::uuid is null or path @> array[$1::uuid]) order by code`,
    [below ?? null],
  );

export async function saveTeamVillages(
  q: Sql,
  rows: readonly { villageId: string; teamId: string; responsibleStaffId: string; fromOn: string }[],
): Promise<void> {
  await q.query(
    `insert into registry.team_village (village_id, from_on, team_id, responsible_staff_id)
     select * from unnest($1::uuid[], $2::date[], $3::uuid[], $4::uuid[])`,
    [
      rows.map((row) => row.villageId),
      rows.map((row) => row.fromOn),
      rows.map((row) => row.teamId),
      rows.map((row) => row.responsibleStaffId),
    ],
  );
  await markStructure(q);
}

/** Closes what stands for these villages; rows that began on the day itself never took effect and go. */
export async function closeTeamVillages(q: Sql, villageIds: readonly string[], on: string): Promise<void> {
  await q.query('delete from registry.team_village where village_id = any($1) and to_on is null and from_on >= $2', [
    villageIds,
    on,
  ]);
  await q.query(`update registry.team_village set to_on = $2::date - 1 where village_id = any($1) and to_on is null`, [
    villageIds,
    on,
  ]);
  await markStructure(q);
}

interface SubstitutionRow {
  id: string;
  team_id: string;
  staff_id: string;
  substitute_id: string;
  substitute_name: string;
  from_on: string;
  to_on: string;
  reason: SubstitutionReason;
  version: number;
}
const toSubstitution = (row: SubstitutionRow): Substitution => ({
  substitutionId: row.id,
  teamId: row.team_id,
  staffId: row.staff_id,
  substituteId: row.substitute_id,
  substituteName: row.substitute_name,
  fromOn: row.from_on,
  toOn: row.to_on,
  reason: row.reason,
  version: row.version,
});
const substitutionSelect = `select b.id, b.team_id, b.staff_id, b.substitute_id, s.name as substitute_name, b.from_on, b.to_on,
  b.reason, b.version from registry.substitution b join registry.staff s on s.id = b.substitute_id`;

/** Substitutions that last until the day or longer. */
export async function listSubstitutions(q: Sql, teamIds: readonly string[], on: string): Promise<Substitution[]> {
  const rows = await q.query<SubstitutionRow>(
    `${substitutionSelect} where b.team_id = any($1) and b.to_on >= $2 order by b.from_on, b.id`,
    [teamIds, on],
  );
  return rows.map(toSubstitution);
}

export async function findSubstitution(q: Sql, id: string): Promise<Substitution | undefined> {
  const [row] = await q.query<SubstitutionRow>(`${substitutionSelect} where b.id = $1`, [id]);
  return row && toSubstitution(row);
}

/** Inserts version 1, or replaces the version before; false where another writer was faster. */
export async function saveSubstitution(q: Sql, one: Omit<Substitution, 'substituteName'>): Promise<boolean> {
  const rows = await q.query(
    `insert into registry.substitution (id, team_id, staff_id, substitute_id, from_on, to_on, reason, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (id) do update set from_on = excluded.from_on, to_on = excluded.to_on, reason = excluded.reason,
       version = excluded.version where registry.substitution.version = excluded.version - 1
     returning id`,
    [one.substitutionId, one.teamId, one.staffId, one.substituteId, one.fromOn, one.toOn, one.reason, one.version],
  );
  if (rows.length === 1) await markStructure(q);
  return rows.length === 1;
}
