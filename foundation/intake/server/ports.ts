// What higher contexts may register with the intake.
import type { Sql } from '#platform/kernel/db/db.ts';

/** A list of people who should have a device, such as those at medium or high risk. */
export interface RiskList {
  /** `context.list`, e.g. `risk.high`. */
  code: string;
  /** For readers, in Chinese. */
  title: string;
  /** Of these people those who stand in it. */
  among(q: Sql, personIds: readonly string[], now: Date): Promise<ReadonlySet<string>>;
}
