// Newest value of each measure in the year of the report and in the year before, with what is computed from them.
import { dayOf } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { KnownValues } from '../../rules/health-index.ts';
import type { Readings } from '../../rules/report/make-report.ts';
import { measureKeys } from '../../rules/report/measure-keys.ts';
import { measureCodes, measures, rounded } from '../../rules/report/measures.ts';
import { startOfYear } from './report-span.ts';
import type { ReportParts, ReportSpan } from './report-parts.ts';

const creatinineCodes = ['14682-9', '2160-0'];
const pressureCodes = [...measures.systolic.codes, ...measures.diastolic.codes];
const heightCode = '8302-2';
const filtration = 'ckd-epi-2021';

export async function readingsOfYear(
  parts: ReportParts,
  q: Sql,
  personIds: readonly string[],
  { year, from, to }: ReportSpan,
  values: KnownValues,
): Promise<{ now: Readings; before: Readings }> {
  return {
    now: await within(parts, q, personIds, { from, to: new Date(to.getTime() + 1) }, values, 0),
    before: await within(parts, q, personIds, { from: startOfYear(year - 1), to: from }, values, 1),
  };
}

async function within(
  { record, knowledge, kernel }: ReportParts,
  q: Sql,
  personIds: readonly string[],
  span: { from: Date; to: Date },
  values: KnownValues,
  yearsAgo: number,
): Promise<Readings> {
  const found = await record.newestNumbers(q, personIds, [...measureCodes, ...creatinineCodes, heightCode], span);
  // Of several rows of one person the newest of each code counts.
  const newest = new Map(found.toSorted((a, b) => a.at.getTime() - b.at.getTime()).map((one) => [one.code, one]));
  const first = (codes: readonly string[]) => codes.flatMap((code) => newest.get(code) ?? [])[0];
  const pressures = pressureCodes.flatMap((code) => newest.get(code) ?? []);
  const places = new Map(
    (await record.readingsIn(q, [...new Map(pressures.map((one) => [one.id, one])).values()], span.from)).map(
      ({ id, atHome }) => [id, atHome ? ('home' as const) : ('office' as const)],
    ),
  );
  const readings: Readings = {};
  for (const key of measureKeys) {
    const one = first(measures[key].codes);
    if (!one) continue;
    const where = places.get(one.id);
    readings[key] = { value: one.value, on: dayOf(one.at), ...(where && { where }) };
  }
  const { weight, totalCholesterol, hdl } = readings;
  const height = newest.get(heightCode)?.value ?? values['height']?.value;
  if (!readings.bmi && weight && typeof height === 'number' && height > 0)
    readings.bmi = { value: rounded(weight.value / (height / 100) ** 2, 1), on: weight.on };
  // What stands in the report is subtracted: a reader who does it finds the same.
  if (totalCholesterol && hdl)
    readings.nonHdl = {
      value: rounded(rounded(totalCholesterol.value, 2) - rounded(hdl.value, 2), 2),
      on: totalCholesterol.on,
    };
  const creatinine = first(creatinineCodes);
  const age = values['age']?.value;
  const instrument = knowledge.instruments(dayOf(kernel.clock.now())).find(({ id }) => id === filtration);
  const evaluate = instrument && knowledge.evaluator(filtration, instrument.version);
  if (creatinine && evaluate && typeof age === 'number') {
    const result = evaluate({ age: age - yearsAgo, sex: values['sex']?.value, creatinine: creatinine.value });
    if (result.state === 'complete' && result.score)
      readings.filtrationRate = { value: result.score.value, on: dayOf(creatinine.at) };
  }
  return readings;
}
