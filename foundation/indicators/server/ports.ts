// What higher contexts register with the indicators: how facts are counted, and what things are called.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import type { ComparedBy } from '../contract.ts';
import type { Fact } from '../rules/indicator.ts';

export interface CountedMonth {
  /** 2026-11 */
  month: string;
  fromOn: Day;
  /** The month's last day. */
  toOn: Day;
  now: Date;
}
export interface FactSource {
  catalogue: string;
  indicator: string;
  /** All facts of the month as they stand now; one for each item. */
  facts(q: Sql, month: CountedMonth): Promise<Fact[]>;
}
export interface NameSource {
  kind: Exclude<ComparedBy, 'county'> | 'village';
  names(q: Sql): Promise<ReadonlyMap<string, string>>;
}
