// Gathers what the record, the models and the programmes say of one person's year.
import { dayOf, yearsOn, type Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { planVaccines, scheduleFor } from '#foundation/knowledge/rules/vaccine-schedule.ts';
import type { CareEvent } from '#foundation/record/server/index.ts';
import type { PersonRecord } from '#foundation/registry/server/index.ts';
import type { KnownValues } from '../../rules/health-index.ts';
import type { Screened } from '../../rules/report/due.ts';
import type { ReportFacts, RiskFound } from '../../rules/report/make-report.ts';
import type { CareUse, ReportModel } from '../../rules/report/report-model.ts';
import { indexInstrument } from '../../rules/index-terms.ts';
import { readIndex } from '../use-cases/read-index.ts';
import { readingsOfYear } from './read-numbers.ts';
import type { ReportParts, ReportSpan } from './report-parts.ts';

/** Children of the schedule's age. */
const vaccinatedYears = 7;
const screeningTables = ['lung-cancer-screening'];

export async function gatherFacts(
  parts: ReportParts,
  q: Sql,
  person: PersonRecord,
  span: ReportSpan,
): Promise<ReportFacts | undefined> {
  const { registry, risks, record, knowledge, kernel } = parts;
  const { personId } = person;
  const ids = (await registry.personIdsOf(q, [personId])).get(personId)!;
  const before = new Date(span.from.getTime() - 1);
  const [assessed] = await risks.assess(q, [personId], span.to);
  const [index] = await readIndex(parts, q, [personId], span.to);
  const [indexBefore] = await readIndex(parts, q, [personId], before);
  if (!assessed || !index || !indexBefore) return undefined;
  const events = await record.careEvents(q, ids, { from: new Date(0), to: new Date(span.to.getTime() + 1) });
  const medicines = await record.activeMedications(q, ids);
  const chronic = (await Promise.all(parts.sources.map((source) => source(q, [personId], span)))).flatMap((found) => [
    ...(found.get(personId) ?? []),
  ]);
  const shown = await knowledge.shownTo('clinician', dayOf(kernel.clock.now()));
  const instruments = new Map(shown.map((one) => [one.id, one]));
  const found = assessed.results.flatMap(({ model, level, result }): RiskFound[] => {
    const told = risks.models.find(({ id }) => id === model);
    const instrument = instruments.get(model);
    if (!told || !instrument) return [];
    const labels = new Map(instrument.inputs.map(({ key, label }) => [key, label]));
    const { disease, system, horizonYears } = told;
    return [{ model, disease, system, horizonYears, status: instrument.status, level, result, labels }];
  });
  const years = await readingsOfYear(parts, q, ids, span, assessed.values);
  return {
    year: span.year,
    asOf: span.asOf,
    person: {
      personId,
      name: person.name,
      sex: person.sex,
      ...(person.birthOn && { birthOn: person.birthOn, age: yearsOn(person.birthOn, span.asOf) }),
      ...(person.villageName && { villageName: person.villageName }),
    },
    simulated: person.simulated,
    values: assessed.values,
    index,
    indexBefore,
    ...years,
    risks: found,
    chronic,
    use: useOf(events, medicines, span),
    screenings: screeningsOf(parts, instruments, assessed.values),
    vaccines: vaccinesOf(parts, person, events, span.asOf),
    sources: [indexInstrument, ...found.filter(({ result }) => result.state === 'complete').map(({ model }) => model)]
      .flatMap((id) => instruments.get(id) ?? [])
      .map(sourceOf),
  };
}

const sourceOf = ({ id, title, version, status, provenance }: Instrument): ReportModel['sources'][number] => ({
  id,
  title,
  version,
  status,
  cite: provenance[0]?.cite ?? '',
});

const encounterClasses = ['AMB', 'HH', 'IMP', 'EMER', 'FLD', 'VR'];
function useOf(events: readonly CareEvent[], medicines: readonly { name: string }[], { from }: ReportSpan): CareUse {
  const visits: Record<string, number> = {};
  const ofYear = events.filter(({ at }) => at >= from);
  for (const { type, code } of ofYear) {
    if (type !== 'Encounter') continue;
    const kind = encounterClasses.includes(code) ? code : 'other';
    visits[kind] = (visits[kind] ?? 0) + 1;
  }
  return {
    ...(Object.keys(visits).length > 0 && { visits }),
    medicines: [...new Set(medicines.map(({ name }) => name).filter(Boolean))],
    vaccinations: ofYear.flatMap(({ type, title, at }) =>
      type === 'Immunization' ? [{ name: title, on: dayOf(at) }] : [],
    ),
  };
}

/** What a decision table of the knowledge base says once it knows enough. */
function screeningsOf(
  { knowledge }: ReportParts,
  instruments: ReadonlyMap<string, Instrument>,
  values: KnownValues,
): Screened[] {
  const plain = Object.fromEntries(Object.entries(values).map(([key, { value }]) => [key, value]));
  return screeningTables.flatMap((id): Screened[] => {
    const table = instruments.get(id);
    const result = table && knowledge.evaluator(id, table.version)?.(plain);
    if (!table || result?.state !== 'complete') return [];
    const { outcome } = result;
    const draft = table.status === 'draft';
    return [{ id, title: table.title, due: outcome.tone !== 'normal', label: outcome.label, draft }];
  });
}

/** Only of children of whom some vaccination is on record: without any, nothing is known. */
function vaccinesOf({ knowledge }: ReportParts, person: PersonRecord, events: readonly CareEvent[], asOf: Day) {
  const given = events.filter(({ type }) => type === 'Immunization');
  if (!person.birthOn || given.length === 0 || yearsOn(person.birthOn, asOf) >= vaccinatedYears) return [];
  const schedule = scheduleFor(knowledge.schedules('childhood-vaccines'), person.birthOn);
  if (!schedule) return [];
  const child = {
    bornOn: person.birthOn,
    ...((person.sex === 'male' || person.sex === 'female') && { sex: person.sex }),
    given: given.map(({ code, at }) => ({ series: code, on: dayOf(at) })),
  };
  return planVaccines(schedule, child, asOf).flatMap(({ series, state, next }) => {
    const name = schedule.series.find(({ code }) => code === series)?.name;
    return state === 'due' && next && name
      ? [{ name, dueOn: next.recommendedOn, draft: schedule.status === 'draft' }]
      : [];
  });
}
