// The due work of a team by urgency, and how much else waits: questions, bookings, visits, contracts to renew.
import { succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { DueQuery, DueReply, DueRow } from '../../workbench-contract.ts';
import { addDays } from '../../rules/contract-stage.ts';
import { byUrgency } from '../../rules/service-plan.ts';
import type { Parts } from '../parts.ts';
import { bookingsOfTeams } from '../store/booking.ts';
import { threadsOf } from '../store/message.ts';
import { servicesOn } from './gather.ts';
import { matches, myPeople } from './my-people.ts';

const pageSize = 50;
const colours = ['red', 'yellow', 'green'];
const rank = ({ colour }: DueRow): number => (colour ? colours.indexOf(colour) : colours.length);

/** What is open for the signed people of the own teams, and what of it the filters keep, by urgency. */
export async function dueRows(parts: Parts, actor: Actor, query: DueQuery, now: Date) {
  const mine = await myPeople(parts, actor, { team: query.team, signedOnly: true }, now);
  const { today } = mine;
  const all: DueRow[] = [];
  let renewing = 0;
  for (const [personId, { groups, colour }] of mine.facts) {
    const person = mine.persons.get(personId);
    const { current, progress } = mine.gathered.of(personId);
    if (!person || person.status !== 'active' || !current) continue;
    if (current.stage === 'renewing') renewing += 1;
    const services = new Map(
      servicesOn(mine.gathered.catalogueOf(current.countyId), today).map((one) => [one.code, one]),
    );
    for (const one of progress) {
      if (one.state === 'done') continue;
      const service = services.get(one.service);
      const [form] = service?.countedBy.forms ?? [];
      all.push({
        ...one,
        personId,
        name: person.name,
        sex: person.sex,
        ...(person.birthOn && { birthOn: person.birthOn }),
        ...(person.phone && { phone: person.phone }),
        villageName: person.villageName ?? '',
        ...(colour && { colour }),
        groups,
        serviceName: service?.name ?? one.service,
        ...(form && { form }),
      });
    }
  }
  const asked = ({ state }: DueRow): boolean =>
    query.show === undefined || query.show === 'due' ? state !== 'later' : state === query.show;
  const kept = all
    .filter((row) => asked(row) && matches(mine.persons.get(row.personId)!, query.text))
    .toSorted(
      (one, other) => byUrgency(one, other) || rank(one) - rank(other) || one.personId.localeCompare(other.personId),
    );
  return { mine, all, kept, renewing };
}

export async function listDue(parts: Parts, actor: Actor, query: DueQuery, now: Date): Promise<Result<DueReply>> {
  const { kernel } = parts;
  const q = kernel.db;
  const { mine, all, kept, renewing } = await dueRows(parts, actor, query, now);
  const { today } = mine;
  const from = Number(query.page ?? 0);
  const items = kept.slice(from, from + pageSize);
  for (const { personId } of items) actor.span.persons.add(personId);
  const teamIds = mine.teams.map(({ teamId }) => teamId);
  const bookings = await bookingsOfTeams(q, kernel.cipher, teamIds, { fromOn: today, toOn: addDays(today, 30) });
  const threads = await threadsOf(q, kernel.cipher, [...mine.facts.keys()]);
  return succeed({
    on: today,
    items,
    total: kept.length,
    ...(from + pageSize < kept.length && { next: String(from + pageSize) }),
    overdue: all.filter(({ state }) => state === 'overdue').length,
    due: all.filter(({ state }) => state === 'due').length,
    waitingQuestions: threads.filter(({ lastFrom }) => lastFrom === 'resident').length,
    bookings: bookings.filter(({ state }) => state === 'asked').length,
    visits: bookings.filter(({ kind, on, state }) => kind === 'home' && on === today && state === 'agreed').length,
    renewing,
  });
}
