// Hears what is written into any record, and opens a follow-up for the right people where a value is abnormal; repeats join the open one.
import { dayOf, succeed, yearsOn, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { HeardEvent } from '#platform/kernel/events/events.ts';
import type { KindHooks, Move, Order } from '#foundation/orders/server/index.ts';
import type { Vital } from '#foundation/record/contract.ts';
import { parseChanges } from '#foundation/record/server/index.ts';
import type { PersonRecord } from '#foundation/registry/server/index.ts';
import { vitalObservations } from '#foundation/record/rules/visit-resources.ts';
import { openStates } from '../../order-kinds/abnormal-value.ts';
import {
  abnormalFindings,
  lookBack,
  suspects,
  valuesText,
  watchTable,
  watchLevels,
  type AbnormalFinding,
  type WatchLevel,
} from '../../rules/abnormal-watch.ts';
import type { Parts } from '../parts.ts';
import { insertFindings } from '../store/abnormal-watch.ts';

const kind = 'abnormal-value';
const perform = 'follow-up.abnormal-value.perform';
const mostWhat = 2_000;

function observationsIn(payload: unknown): { personId: string; id: string }[] {
  const { personId, changes } = parseChanges(payload);
  if (personId === undefined) return [];
  return changes.flatMap(({ type, id, action }) =>
    type === 'Observation' && action !== 'delete' ? [{ personId, id }] : [],
  );
}

/** Hears `record.resource-changed`, one or many: once for each Observation and rule, however often the event comes. */
export async function hearValues(parts: Parts, events: readonly Pick<HeardEvent, 'payload'>[]): Promise<void> {
  const all = events.flatMap(({ payload }) => observationsIn(payload));
  const told = [...new Map(all.map((one) => [`${one.personId} ${one.id}`, one])).values()];
  if (told.length === 0) return;
  const now = parts.kernel.clock.now();
  await parts.kernel.db.tx(async (q) => {
    for (const one of await newFindings(parts, q, told, now)) await openOrJoin(parts, q, one, now);
  });
}

interface ToAct {
  person: PersonRecord;
  level: WatchLevel;
  findings: AbnormalFinding[];
  /** The follow-up of this level that they already have. */
  open: Order | undefined;
}

/** What came together is read together; almost all of it is as it should be, and only of the rest more is read. */
async function newFindings(
  { record, registry, orders }: Parts,
  q: Transaction,
  told: readonly { personId: string; id: string }[],
  now: Date,
): Promise<ToAct[]> {
  const since = new Date(now.getTime() - watchTable.freshHours * 3_600_000);
  const fresh = Map.groupBy(await record.readingsIn(q, told, since), ({ personId }) => personId);
  if (fresh.size === 0) return [];
  // Whoever takes several orders takes them in the order of their persons: two servers never wait for each other.
  const suspected = (await registry.persons(q, [...fresh.keys()]))
    .filter(({ status }) => status === 'active')
    .map((person) => {
      const age = person.birthOn === undefined ? undefined : yearsOn(person.birthOn, dayOf(now));
      const own = fresh.get(person.personId) ?? [];
      return { person, age, own, suspects: suspects(watchTable, own, age, now) };
    })
    .filter((one) => one.suspects.length > 0)
    .toSorted((one, other) => one.person.personId.localeCompare(other.person.personId));
  if (suspected.length === 0) return [];
  const before = lookBack(
    watchTable,
    suspected.flatMap((one) => one.suspects),
  );
  const ofThem = suspected.map(({ person }) => person.personId);
  const earlier = before ? await record.readings(q, ofThem, before) : [];
  const recent = Map.groupBy(earlier, ({ personId }) => personId);
  const found = suspected.flatMap(({ person, age, own }) =>
    abnormalFindings(watchTable, own, recent.get(person.personId) ?? [], age, now).map((finding) => ({
      personId: person.personId,
      person,
      finding,
    })),
  );
  const isNew = await insertFindings(q, found, now);
  const fresher = found.filter(({ personId, finding }) => isNew.has(`${personId} ${finding.id} ${finding.rule.id}`));
  if (fresher.length === 0) return [];
  const byPerson = Map.groupBy(fresher, ({ person }) => person);
  const persons = [...byPerson.keys()].map(({ personId }) => personId);
  const open = await orders.ofPersons(q, persons, { kinds: [kind], openOnly: true, limit: persons.length * 20 });
  return [...byPerson].flatMap(([person, own]) =>
    watchLevels.flatMap((level): ToAct[] => {
      const findings = own.flatMap(({ finding }) => (finding.rule.level === level ? [finding] : []));
      if (findings.length === 0) return [];
      const theirs = open.find((one) => one.personId === person.personId && one.payload['level'] === level);
      return [{ person, level, findings, open: theirs }];
    }),
  );
}

async function openOrJoin(
  parts: Parts,
  q: Transaction,
  { person, level, findings: found, open }: ToAct,
  now: Date,
): Promise<void> {
  const { kernel, orders } = parts;
  const actor = systemActor('job follow-up.hear-watch-values', kernel.newId());
  const { personId } = person;
  const evidence = found.flatMap(({ rule, id, readings }) =>
    readings.map(({ code, value, unit, at }) => ({
      rule: rule.id,
      observation: id,
      code,
      value,
      unit,
      at: at.toISOString(),
    })),
  );
  if (open) return joinTo(parts, q, actor, open, found, evidence, now);
  const performerId = await performerOf(parts, q, person, found, now);
  if (!performerId) {
    kernel.log.warn({ level }, 'an abnormal value belongs to nobody: the person has neither team nor organisation');
    return;
  }
  const { answerMinutes, closeMinutes } = watchTable.levels[level];
  const placed = await orders.place(
    q,
    actor,
    {
      orderId: kernel.newId(),
      personId,
      kind,
      payload: {
        what: whatText(found).slice(0, mostWhat),
        level,
        answerMinutes: Math.max(1, answerMinutes - 1),
        closeMinutes: Math.max(1, closeMinutes - 1),
        findings: { table: `${watchTable.id}|${watchTable.version}`, values: evidence },
      },
      urgency: level,
      performerId,
      requesterId: performerId,
    },
    now,
  );
  if (!placed.ok) throw new Error(`no follow-up of an abnormal value could be opened: ${placed.problem.code}`);
}

async function joinTo(
  { orders, kernel }: Parts,
  q: Transaction,
  actor: Actor,
  open: Order,
  found: readonly AbnormalFinding[],
  evidence: readonly object[],
  now: Date,
): Promise<void> {
  if (!(openStates as readonly string[]).includes(open.state)) return;
  const { what: earlier } = open.payload;
  const before = open.payload['findings'] as { table: string; values: object[] } | undefined;
  const moved = await orders.transition(
    q,
    actor,
    {
      personId: open.personId,
      orderId: open.orderId,
      transition: `join-${open.state}`,
      key: kernel.newId(),
      given: {
        // The newest stands first: it is what the lists show.
        what: [whatText(found), ...(typeof earlier === 'string' ? [earlier] : [])].join('\n').slice(0, mostWhat),
        findings: {
          table: `${watchTable.id}|${watchTable.version}`,
          values: [...evidence, ...(before?.values ?? [])].slice(0, 50),
        },
      },
    },
    now,
  );
  if (!moved.ok) throw new Error(`an abnormal value could not join the open follow-up: ${moved.problem.code}`);
}

function whatText(found: readonly AbnormalFinding[]): string {
  return found
    .map((finding) => `${valuesText(finding)}（${finding.rule.text.zh}）${clockText(finding.readings[0]!.at)}`)
    .join('\n');
}
/** Month, day and minute in Shanghai: the text is kept, so no word that ages. */
const clockText = (at: Date): string =>
  new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');

/** The strictest rule decides: a specialist's hospital where one asks for it, else the team that answers for the village. */
async function performerOf(
  { registry }: Parts,
  q: Transaction,
  { villageId, institutionId }: { villageId?: string; institutionId?: string },
  found: readonly AbnormalFinding[],
  now: Date,
): Promise<string | undefined> {
  const teams = await registry.teams(q, dayOf(now));
  const team = teams.find(({ villages }) => villages.some((one) => one.villageId === villageId));
  if (found.some(({ rule }) => rule.who === 'specialist')) {
    const county = (await registry.villages(q)).find((village) => village.villageId === villageId)?.countyId;
    const units = new Map((await registry.units(q, {})).map((unit) => [unit.unitId, unit]));
    const isBelow = (unitId: string | undefined): boolean => {
      for (
        let unit = unitId ? units.get(unitId) : undefined;
        unit;
        unit = unit.parentId ? units.get(unit.parentId) : undefined
      )
        if (unit.unitId === county) return true;
      return false;
    };
    const hospital = (await registry.organisations(q, {})).find(
      (one) => one.kind === 'hospital' && isBelow(one.organisationId),
    );
    if (hospital) return hospital.organisationId;
  }
  return team?.teamId ?? institutionId;
}

/** What the clock's escalation and the closing bring with them, inside of the step's transaction. */
export const abnormalValueHooks = (parts: Parts): KindHooks => ({
  async after(q, actor, move, now) {
    if (move.transition === 'escalate') await tellThoseAbove(parts, q, move, now);
    return move.transition === 'close' ? keepRetest(parts, q, actor, move, now) : succeed(undefined);
  },
});

/** Doctors of the organisation that hosts the team: by their own inbox, beside the team's. */
async function tellThoseAbove(
  { kernel, messaging, registry }: Parts,
  q: Transaction,
  { order }: Move,
  now: Date,
): Promise<void> {
  const team = (await registry.teams(q, dayOf(now))).find(({ teamId }) => teamId === order.performerId);
  if (!team) return;
  const recipients = await accountsAbove(q, ['gp', 'specialist'], team.organisationId, now);
  if (recipients.length > 0)
    await messaging.sendToMany(q, recipients, {
      code: 'orders.abnormal-value.escalated',
      parameters: { by: '', place: team.name },
      notificationId: kernel.newId(),
      urgency: 'urgent',
      link: `orders/${order.personId}/${order.orderId}`,
    });
}

/** Values that were measured again go into the record: colours and charts read them there. */
async function keepRetest(
  { record, registry }: Parts,
  q: Transaction,
  actor: Actor,
  { order, given }: Move,
  now: Date,
): Promise<Result<void>> {
  const number = (key: string) => (typeof given[key] === 'number' ? given[key] : undefined);
  const [systolic, diastolic, glucose] = ['systolic', 'diastolic', 'glucose'].map(number);
  const vitals: Vital[] = [
    ...(systolic !== undefined && diastolic !== undefined
      ? [
          { kind: 'systolic' as const, value: systolic },
          { kind: 'diastolic' as const, value: diastolic },
        ]
      : []),
    ...(glucose === undefined ? [] : [{ kind: 'glucose' as const, value: glucose }]),
  ];
  if (vitals.length === 0) return succeed(undefined);
  const [person] = await registry.persons(q, [order.personId]);
  const put = vitalObservations(vitals, {
    id: `${order.orderId}-retest`,
    patient: `Patient/${order.personId}`,
    at: now.toISOString(),
    source: given['measuredBy'] === 'person' ? 'home' : 'clinic',
    simulated: person?.simulated ?? false,
    performer: `Organization/${order.performerId}`,
  });
  const written = await record.putResources(q, actor, perform, { put }, now);
  return written.ok ? succeed(undefined) : written;
}
