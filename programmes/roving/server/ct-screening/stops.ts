// The CT stops of a year with the slots of their days, and the policy and the rule under which they stand.
import { dayOf, type Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { lungRule } from '../../rules/ct-screening/eligibility.ts';
import { assumedCtPolicy, slotsOf, type CtPolicy } from '../../rules/ct-screening/policy.ts';
import type { Parts } from '../parts.ts';
import { listVehicles } from '../use-cases/list-vehicles.ts';
import { listTomographyStops } from '../store/tomography.ts';

const key = 'roving.ct-screening-policy';
export const midnight = (on: Day): Date => new Date(`${on}T00:00:00+08:00`);

/** What is in force on that day, and whether the county has set it. */
export async function ctPolicyOf(
  { kernel }: Parts,
  countyId: string,
  on: Day,
): Promise<{ policy: CtPolicy; assumed: boolean }> {
  const stored = await kernel.settings.valueAt(key, countyId, midnight(on));
  return { policy: { ...assumedCtPolicy, ...(stored as Partial<CtPolicy> | undefined) }, assumed: !stored };
}
export const setCtPolicyRow = ({ kernel }: Parts, q: Sql, countyId: string, fromOn: Day, policy: CtPolicy) =>
  kernel.settings.set(q, { key, orgUnitId: countyId, value: policy, from: midnight(fromOn) });

export interface StopOfVillage {
  on: Day;
  minutes: number[];
}

export type Stops = ReadonlyMap<string, StopOfVillage>;

/** By village. Villages of one day share its slots in the order of their ids. Not inside of a transaction. */
export async function stopsOfYear(parts: Parts, countyId: string, year: number): Promise<Stops> {
  const stops = await listTomographyStops(parts.kernel.db, countyId, { year });
  const byVillage = new Map<string, StopOfVillage>();
  const policies = new Map<string, CtPolicy>();
  for (const [on, together] of Map.groupBy(stops, (stop) => stop.on)) {
    const policy = policies.get(on) ?? (await ctPolicyOf(parts, countyId, on)).policy;
    policies.set(on, policy);
    for (const [place, { villageId }] of together.entries())
      byVillage.set(villageId, { on, minutes: slotsOf(policy, place, together.length) });
  }
  return byVillage;
}

export const ruleOf = ({ knowledge }: Parts, now: Date): Instrument | undefined =>
  knowledge.instruments(dayOf(now)).find(({ id }) => id === lungRule);
/** Under which version a person was judged. */
export const ruleText = ({ id, version }: Instrument): string => `${id}|${version}`;
export function isDraft({ knowledge }: Parts, text: string): boolean {
  const [id = '', version = ''] = text.split('|');
  return knowledge.instrument(id, version)?.status !== 'reviewed';
}

/** The house of the CT truck reads its scans too (assumed: no other reading centre is set up). */
export async function readingHouse(parts: Pick<Parts, 'fleet' | 'registry'>, q: Sql): Promise<string | undefined> {
  return (await listVehicles(parts, q)).find(({ kind }) => kind === 'computed-tomography')?.organisationId;
}
