// My residents: searched, filtered by group, colour and contract, by village for the map, the most urgent first.
import { dayOf, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import {
  permissions,
  type MyTeam,
  type ResidentRow,
  type ResidentsQuery,
  type ResidentsReply,
} from '../../contract.ts';
import { isInForce } from '../../rules/contract-stage.ts';
import { byUrgency } from '../../rules/service-plan.ts';
import type { Parts } from '../parts.ts';
import { atOf } from './day-route.ts';
import { matches, myPeople, type MyPeople } from './my-people.ts';
import { dutyOf, teamsOfActor, villagesById } from './places.ts';
import { namesOf, type Names } from './present.ts';

const pageSize = 50;

export async function listTeams(parts: Parts, actor: Actor, now: Date): Promise<Result<{ teams: MyTeam[] }>> {
  const today = dayOf(now);
  const teams = await teamsOfActor(parts, parts.kernel.db, actor, permissions.workbench, today);
  return succeed({
    teams: teams.map((team) => ({
      teamId: team.teamId,
      name: team.name,
      organisationName: team.organisationName,
      doctors: dutyOf(team, today),
      villages: team.villages.map(({ villageId, name }) => ({ villageId, name })),
    })),
  });
}

const hasStage = (row: ResidentRow, asked: ResidentsQuery['stage']): boolean =>
  !asked || (asked === 'signed' ? row.stage !== 'none' && isInForce(row.stage) : row.stage === asked);

/** Everybody of the own teams, and whom the filters keep, in the order that was asked. */
export async function residentRows(parts: Parts, actor: Actor, query: ResidentsQuery, now: Date) {
  const mine = await myPeople(parts, actor, { team: query.team }, now);
  const names = await namesOf(parts, parts.kernel.db);
  const all = [...mine.facts.keys()].flatMap((personId) => rowOf(mine, names, personId) ?? []);
  const kept = all
    .filter(
      ({ row, doctorId }) =>
        (!query.village || row.villageId === query.village) &&
        (!query.doctor || doctorId === query.doctor) &&
        (!query.group || (query.group === 'any' ? row.groups.length > 0 : row.groups.includes(query.group))) &&
        (!query.colour || row.colour === query.colour) &&
        hasStage(row, query.stage) &&
        (!query.due || row.overdue > 0) &&
        matches(mine.persons.get(row.personId)!, query.text),
    )
    .map(({ row }) => row)
    .toSorted(comparators[query.sort ?? 'urgency']);
  return { mine, kept, rows: all.map(({ row }) => row) };
}

export async function listResidents(
  parts: Parts,
  actor: Actor,
  query: ResidentsQuery,
  now: Date,
): Promise<Result<ResidentsReply>> {
  const { mine, kept, rows } = await residentRows(parts, actor, query, now);
  const from = Number(query.page ?? 0);
  const items = kept.slice(from, from + pageSize);
  for (const { personId } of items) actor.span.persons.add(personId);
  const count = (test: (row: ResidentRow) => boolean) => rows.filter(test).length;
  const places = await villagesById(parts, parts.kernel.db);
  const byVillage = Map.groupBy(rows, ({ villageId }) => villageId ?? '');
  return succeed({
    items,
    total: kept.length,
    ...(from + pageSize < kept.length && { next: String(from + pageSize) }),
    counts: {
      signed: count((row) => hasStage(row, 'signed')),
      renewing: count(({ stage }) => stage === 'renewing'),
      lapsed: count(({ stage }) => stage === 'lapsed'),
      none: count(({ stage }) => stage === 'none'),
      key: count(({ groups }) => groups.length > 0),
      overdue: count(({ overdue }) => overdue > 0),
    },
    villages: mine.teams
      .flatMap(({ villages }) => villages)
      .map(({ villageId, name }) => {
        const place = places.get(villageId);
        const living = byVillage.get(villageId) ?? [];
        return {
          villageId,
          name,
          ...(place && atOf(place)),
          people: living.length,
          signed: living.filter((row) => hasStage(row, 'signed')).length,
        };
      }),
  });
}

const colours = ['red', 'yellow', 'green'];
const colourOf = ({ colour }: ResidentRow): number => (colour ? colours.indexOf(colour) : colours.length);
const comparators: Record<NonNullable<ResidentsQuery['sort']>, (one: ResidentRow, other: ResidentRow) => number> = {
  urgency: (one, other) =>
    byUrgency(one.next ?? { state: 'done' }, other.next ?? { state: 'done' }) ||
    colourOf(one) - colourOf(other) ||
    one.name.localeCompare(other.name, 'zh-CN'),
  name: (one, other) => one.name.localeCompare(other.name, 'zh-CN'),
  age: (one, other) => (one.birthOn ?? '9').localeCompare(other.birthOn ?? '9'),
  until: (one, other) => (one.toOn ?? '9').localeCompare(other.toOn ?? '9'),
};

function rowOf(
  { persons, facts, gathered }: MyPeople,
  names: Names,
  personId: string,
): { row: ResidentRow; doctorId?: string } | undefined {
  const person = persons.get(personId);
  if (!person || person.status !== 'active') return undefined;
  const { current, packages, progress } = gathered.of(personId);
  const { groups, colour } = facts.get(personId)!;
  const [next] = progress.filter(({ state }) => state !== 'done');
  return {
    ...(current && { doctorId: current.doctorId }),
    row: {
      personId,
      name: person.name,
      sex: person.sex,
      ...(person.birthOn && { birthOn: person.birthOn }),
      ...(person.phone && { phone: person.phone }),
      ...(person.villageId && { villageId: person.villageId }),
      villageName: person.villageName ?? '',
      groups,
      ...(colour && { colour }),
      stage: current?.stage ?? 'none',
      ...(current && { toOn: current.toOn, doctorName: names.doctor(current.doctorId) }),
      packages: packages.map(({ name }) => name),
      ...(next && { next }),
      overdue: progress.filter(({ state }) => state === 'overdue').length,
      simulated: person.simulated,
    },
  };
}
