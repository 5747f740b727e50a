// Switches, settings and policy as dated rows along the organisation path: the nearest node's row of the day wins.
import type { OrgUnitId } from '#platform/contract.ts';
import type { Sql } from '../db/db.ts';

export interface Settings {
  /** The value in force at the unit (or the nearest ancestor that has one) at the instant; inside a transaction give its `q`. */
  valueAt(key: string, orgUnitId: OrgUnitId | string, at: Date, q?: Sql): Promise<unknown>;
  set(q: Sql, row: { key: string; orgUnitId: string; value: unknown; from: Date; to?: Date }): Promise<void>;
}
