// The list of people at high risk that other systems keep their offers by, for instance who is lent a blood pressure meter.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Parts } from '../parts.ts';
import { rowsAtLevel } from '../store/result.ts';

/** What a device at home helps against: heart and vessels, stroke, diabetes. Our own choice. */
const modelsWithHomeReadings = ['china-par-10y', 'stroke-eight-factor', 'ncdrs'];

export const highRiskList = ({ registry }: Parts) => ({
  code: 'risk.high',
  title: '心脑血管病、脑卒中或糖尿病高风险',
  /** Of these people those of whom a kept result says so, whichever of their records it stands under. */
  async among(q: Sql, personIds: readonly string[]): Promise<ReadonlySet<string>> {
    const clusters = await registry.personIdsOf(q, personIds);
    const high = await rowsAtLevel(q, [...new Set([...clusters.values()].flat())], modelsWithHomeReadings, 'high');
    return new Set(personIds.filter((personId) => clusters.get(personId)?.some((row) => high.has(row))));
  },
});
