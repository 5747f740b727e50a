// Looks up dated settings along the path of the organisation tree and writes new ones.
import type { OrgTree } from '../access/org-units.ts';
import type { Db } from '../db/db.ts';
import type { Settings } from './settings.ts';

export function createSettings(db: Db, tree: OrgTree): Settings {
  return {
    async valueAt(key, orgUnitId, at, q = db) {
      const path = await tree.pathOf(orgUnitId);
      const rows = await q.query<{ org_unit_id: string; value: unknown }>(
        `select org_unit_id, value from settings.setting where key = $1 and org_unit_id = any($2::uuid[])
         and valid_from <= $3 and (valid_to is null or valid_to > $3) order by valid_from`,
        [key, path, at],
      );
      return rows.toSorted((left, right) => path.indexOf(left.org_unit_id) - path.indexOf(right.org_unit_id)).at(-1)
        ?.value;
    },
    async set(q, { key, orgUnitId, value, from, to }) {
      await q.query(
        `update settings.setting set valid_to = $3 where key = $1 and org_unit_id = $2 and valid_from < $3
         and (valid_to is null or valid_to > $3)`,
        [key, orgUnitId, from],
      );
      await q.query(
        `insert into settings.setting (key, org_unit_id, valid_from, valid_to, value) values ($1, $2, $3, $4, $5)
         on conflict (key, org_unit_id, valid_from) do update set value = excluded.value, valid_to = excluded.valid_to`,
        [key, orgUnitId, from, to ?? null, JSON.stringify(value)],
      );
    },
  };
}
