// What a site may read of its people's check-up: sums with small numbers hidden. Findings themselves go to each person.
import { dayOf, succeed, type Result, yearsOn } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { packageFor } from '../../rules/check-up-package.ts';
import { addDays } from '../../rules/month.ts';
import { fewest, safeParts, safeShare } from '../../rules/small-numbers.ts';
import type { SiteSums } from '../../special-visit-contract.ts';
import type { Parts } from '../parts.ts';
import { listMembers, listSpecialVisits } from '../store/site.ts';
import { packagesOf } from './packages.ts';
import { ownSite } from './sites.ts';

/** LOINC: systolic, diastolic, fasting glucose, glucose, LDL cholesterol, haemoglobin A1c, creatinine. */
const [systolic, diastolic, fastingGlucose, glucose, ldl, a1c, creatinine] = [
  '8480-6',
  '8462-4',
  '76629-5',
  '15074-8',
  '22748-8',
  '4548-4',
  '14682-9',
] as const;
/** Values of a check-up may arrive so many days after the visit. */
const resultDays = 60;
const ageBands = [
  { key: '0-17', from: 0, to: 17 },
  { key: '18-39', from: 18, to: 39 },
  { key: '40-64', from: 40, to: 64 },
  { key: '65+', from: 65, to: 150 },
];

type Values = ReadonlyMap<string, number>;
const over = (values: Values, code: string, limit: number) => (values.get(code) ?? -Infinity) >= limit;
const has = (values: Values, ...codes: string[]) => codes.some((code) => values.has(code));
/** 140/90 (2018 Chinese hypertension guideline), fasting glucose 7.0 mmol/L (WS/T 397), LDL 3.4 mmol/L, A1c 6.5 %. */
const findings: { key: string; measured: (v: Values) => boolean; found: (v: Values) => boolean }[] = [
  {
    key: 'blood-pressure',
    measured: (v) => has(v, systolic, diastolic),
    found: (v) => over(v, systolic, 140) || over(v, diastolic, 90),
  },
  {
    key: 'glucose',
    measured: (v) => has(v, fastingGlucose, glucose),
    found: (v) => over(v, fastingGlucose, 7) || over(v, glucose, 11.1),
  },
  { key: 'cholesterol', measured: (v) => has(v, ldl), found: (v) => over(v, ldl, 3.4) },
  { key: 'haemoglobin-a1c', measured: (v) => has(v, a1c), found: (v) => over(v, a1c, 6.5) },
  { key: 'creatinine', measured: (v) => has(v, creatinine), found: (v) => over(v, creatinine, 111) },
];

export async function readSums(
  parts: Parts,
  actor: Actor,
  servicePointId: string,
  now: Date,
): Promise<Result<SiteSums>> {
  const { kernel, registry, record } = parts;
  const site = await ownSite(parts, actor, servicePointId, 'roving.site-sums.read');
  if (!site.ok) return site;
  const q = kernel.db;
  const ids = await listMembers(q, servicePointId);
  const people = (await registry.persons(q, ids)).filter((person) => person.status === 'active');
  const visits = await listSpecialVisits(q, { servicePointId });
  const today = dayOf(now);
  const visitOn = visits.findLast((visit) => !visit.cancelled && visit.on <= today)?.on;
  const from = visitOn ?? addDays(today, -365);
  const span = {
    from: new Date(`${from}T00:00:00+08:00`),
    to: visitOn ? new Date(`${addDays(visitOn, resultDays)}T00:00:00+08:00`) : now,
  };
  const codes = [systolic, diastolic, fastingGlucose, glucose, ldl, a1c, creatinine];
  const values = new Map<string, Map<string, number>>();
  for (const { personId, code, value } of await record.newestNumbers(q, ids, codes, span))
    values.set(personId, (values.get(personId) ?? new Map<string, number>()).set(code, value));
  const packages = await packagesOf(parts, actor);
  const countBy = (keys: readonly string[], keyOf: (person: (typeof people)[number]) => string | undefined) =>
    safeParts(keys.map((key) => ({ key, people: people.filter((person) => keyOf(person) === key).length })));
  return succeed({
    name: site.value.name,
    ...(visitOn && { visitOn }),
    ...(people.length >= fewest && { members: people.length }),
    examined: safeShare(values.size, people.length),
    groups: countBy(
      ageBands.map((band) => band.key),
      (person) => {
        const years = person.birthOn === undefined ? -1 : yearsOn(person.birthOn, today);
        return ageBands.find((band) => band.from <= years && years <= band.to)?.key;
      },
    ),
    packages: countBy(
      packages.map((one) => one.name),
      (person) => packageFor(packages, person, today)?.name,
    ),
    findings: findings.map(({ key, measured, found }) => {
      const all = [...values.values()].filter(measured);
      return { key, sum: safeShare(all.filter(found).length, all.length) };
    }),
    fewest,
  });
}
