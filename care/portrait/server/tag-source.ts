// Where higher contexts register what they know of people for their portraits.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Tag } from '../rules/tag.ts';

export interface TagSource {
  /** Name of the context that gives them. */
  name: string;
  /** Tags of one human being, of whom these are the rows. The caller has checked access and audits. */
  tags(q: Sql, personIds: readonly string[], at: Date): Promise<readonly Tag[]>;
}
