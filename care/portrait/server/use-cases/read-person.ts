// A person's index now with its parts explained, over the years, among equals; from 65 and for clinicians the frailty index.
import { dayOf, fail, succeed, yearsOn, type Day, type Result } from '#platform/contract.ts';
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import type { Instrument, InstrumentInput } from '#foundation/knowledge/rules/instrument.ts';
import {
  permissions,
  type FrailtyTold,
  type IndexTrendPoint,
  type PersonIndexReply,
  type Standing,
  type TermTold,
} from '../../contract.ts';
import { ageFrom, ageTo, fewestPeople, percentile } from '../../rules/age-group.ts';
import { personFacts } from '../../rules/asked.ts';
import { frailtyInstrument } from '../../rules/frailty.ts';
import type { IndexTerm, KnownValue } from '../../rules/health-index.ts';
import { indexTerms } from '../../rules/index-terms.ts';
import { toldValue } from '../../rules/told-value.ts';
import type { Parts } from '../parts.ts';
import { personUnknown } from '../problems.ts';
import { standingIn } from '../store/index-row.ts';
import { readFrailty } from './read-frailty.ts';
import { indexOn, readIndex, type PersonIndex } from './read-index.ts';

/** Ends of years before this one that the trend goes back to. */
const trendYears = 4;
const yearEnd = (year: number): Date => new Date(`${year}-12-31T23:59:59.999+08:00`);

export async function readPersonIndex(
  parts: Parts,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<Result<PersonIndexReply>> {
  const { kernel, knowledge, registry } = parts;
  const q = kernel.db;
  actor.span.persons.add(personId as never);
  const today = dayOf(now);
  const clinician = hasRole(actor, 'specialist', 'gp', 'village-doctor', 'nurse');
  const shown = new Map(
    (await knowledge.shownTo(clinician ? 'clinician' : 'resident', today)).map((one) => [one.id, one]),
  );
  const { instrument } = indexOn(parts, today);
  const [index] = await readIndex(parts, q, [personId], now);
  const [person] = await registry.demographics(q, [personId]);
  if (!index || !person) return fail(personUnknown);
  const age = person.birthOn ? yearsOn(person.birthOn, today) : undefined;
  const draft = shown.get(frailtyInstrument);
  const frail =
    clinician && draft && age !== undefined ? await readFrailty(parts, q, draft, { personId, age }, now) : undefined;
  const standing = await standingOf(parts, index, { ...person, age });
  const label = instrument.rows.find(({ key }) => key === index.band)?.outcome.label;
  return succeed({
    state: index.state,
    ...(index.score !== undefined && { score: index.score }),
    known: index.known,
    of: 8,
    ...(index.band && label && { band: { key: index.band, label } }),
    status: shown.get(instrument.id)?.status ?? instrument.status,
    version: index.version,
    // The first of its sources is the paper.
    source: instrument.provenance[0]?.cite.split('; ')[0] ?? '',
    terms: index.terms.map((term) => termTold(term, instrument)),
    trend: await trendOf(parts, personId, index, today),
    ...(standing && { standing }),
    ...(frail && draft && { frailty: frailtyTold(frail, draft) }),
    mayAnswer: kernel.access.holds(actor, permissions.answer),
    mayExamine: kernel.access.holds(actor, permissions.frailty),
  });
}

async function trendOf(parts: Parts, personId: string, today: PersonIndex, on: Day): Promise<IndexTrendPoint[]> {
  const thisYear = Number(on.slice(0, 4));
  const points: IndexTrendPoint[] = [];
  for (let year = thisYear - trendYears; year < thisYear; year++) {
    const [then] = await readIndex(parts, parts.kernel.db, [personId], yearEnd(year));
    if (then) points.push(pointOf(then, `${year}-12-31`));
  }
  return [...points, pointOf(today, on)];
}
const pointOf = ({ state, score, known }: PersonIndex, on: Day): IndexTrendPoint => ({
  on,
  state,
  ...(score !== undefined && { score }),
  known,
});

async function standingOf(
  { kernel, registry }: Parts,
  { personId, state, score }: PersonIndex,
  person: { sex: string; villageId: string | null; age: number | undefined },
): Promise<Standing | undefined> {
  if (state !== 'known' || score === undefined || person.age === undefined) return undefined;
  const village = (await registry.villages(kernel.db)).find(({ villageId }) => villageId === person.villageId);
  if (!village) return undefined;
  const from = ageFrom(person.age);
  const { townshipId, townshipName } = village;
  const head = (await registry.goldenIds(kernel.db, [personId])).get(personId) ?? personId;
  const others = await standingIn(kernel.db, { townshipId, sex: person.sex, ageFrom: from }, head, score);
  const people = others.people + 1;
  if (people < fewestPeople) return { state: 'too-few', people, fewest: fewestPeople };
  const to = ageTo(from);
  return {
    state: 'known',
    percentile: percentile({ below: others.below, equal: others.equal + 1, people }),
    people,
    ageFrom: from,
    ...(to !== undefined && { ageTo: to }),
    sex: person.sex,
    townshipName,
  };
}

const onWire = <Known extends { at?: Date }>({ at, ...rest }: Known) => ({
  ...rest,
  ...(at && { at: at.toISOString() }),
});
const examined = new Set(['dashSum']);
const laboratory = new Set(['totalCholesterol', 'hdl', 'hba1c', 'fastingGlucose']);
const howOf = (key: string): TermTold['lacks'][number]['how'] => {
  if ((personFacts as readonly string[]).includes(key)) return 'ask';
  if (examined.has(key)) return 'examine';
  return laboratory.has(key) ? 'laboratory' : 'measure';
};

function termTold({ inputs, missing, ...term }: IndexTerm, instrument: Instrument): TermTold {
  const input = (key: string) => instrument.inputs.find((one) => one.key === key)!;
  const derived = instrument.derived.find(({ key }) => key === indexTerms.find((one) => one.key === term.key)!.points)!;
  return {
    ...onWire(term),
    label: derived.label,
    ...(derived.full && { full: derived.full }),
    missing,
    inputs: inputs.map((one) => ({
      ...onWire(one),
      label: input(one.key).label,
      told: toldValue(input(one.key), one.value),
    })),
    // Whether there is diabetes is known once somebody was seen: what else is missing is told first.
    lacks: (missing.length > 1 ? missing.filter((key) => key !== 'diabetes') : missing).map((key) => ({
      key,
      label: input(key).label,
      how: howOf(key),
    })),
  };
}

function frailtyTold(
  { frailty, values }: NonNullable<Awaited<ReturnType<typeof readFrailty>>>,
  instrument: Instrument,
): FrailtyTold {
  const band = instrument.rows.find(({ key }) => key === frailty.band)?.outcome.label;
  const items: InstrumentInput[] = instrument.inputs.filter(({ key }) => key !== 'age');
  return {
    state: frailty.state,
    ...(frailty.score !== undefined && { score: frailty.score }),
    ...(band && { band }),
    known: frailty.known,
    of: frailty.of,
    status: instrument.status,
    items,
    values: Object.fromEntries(
      Object.entries(values).map(([key, value]: [string, KnownValue]) => [key, onWire(value)]),
    ),
  };
}
