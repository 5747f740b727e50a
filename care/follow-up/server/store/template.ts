// Rows of templates and their releases.
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { Template } from '../../rules/template.ts';

export interface TemplateRow {
  templateId: string;
  orgUnitId: string;
  version: number;
  definition: Template;
  authorId: string;
  authorName: string;
  changedAt: Date;
  release: number | null;
  releasedVersion: number | null;
  releasedAt: Date | null;
  retiredAt: Date | null;
}
const columns = `id as "templateId", org_unit_id as "orgUnitId", version, definition, author_id as "authorId",
  author_name as "authorName", changed_at as "changedAt", release, released_version as "releasedVersion",
  released_at as "releasedAt", retired_at as "retiredAt"`;

/** Those of these units, and what others have released. */
export const listTemplates = (q: Sql, unitIds: readonly string[]): Promise<TemplateRow[]> =>
  q.query<TemplateRow>(
    `select ${columns} from follow_up.template where org_unit_id = any($1::uuid[]) or (release is not null and retired_at is null)
     order by changed_at desc`,
    [unitIds],
  );

export async function findTemplate(q: Sql, templateId: string): Promise<TemplateRow | undefined> {
  const [row] = await q.query<TemplateRow>(`select ${columns} from follow_up.template where id = $1`, [templateId]);
  return row;
}

/** False where the id is taken. */
export async function insertTemplate(
  q: Transaction,
  row: Pick<TemplateRow, 'templateId' | 'orgUnitId' | 'definition' | 'authorId' | 'authorName' | 'changedAt'>,
): Promise<boolean> {
  const rows = await q.query(
    `insert into follow_up.template (id, org_unit_id, version, definition, author_id, author_name, changed_at)
     values ($1, $2, 1, $3, $4, $5, $6) on conflict (id) do nothing returning id`,
    [row.templateId, row.orgUnitId, JSON.stringify(row.definition), row.authorId, row.authorName, row.changedAt],
  );
  return rows.length > 0;
}

/** False where it was changed meanwhile. */
export async function changeTemplate(
  q: Transaction,
  row: { templateId: string; version: number; definition: Template; authorId: string; authorName: string; at: Date },
): Promise<boolean> {
  const rows = await q.query(
    `update follow_up.template set definition = $3, version = version + 1, author_id = $4, author_name = $5, changed_at = $6
     where id = $1 and version = $2 returning id`,
    [row.templateId, row.version, JSON.stringify(row.definition), row.authorId, row.authorName, row.at],
  );
  return rows.length > 0;
}

/** False where it was changed meanwhile, or this version is released already. */
export async function releaseTemplate(
  q: Transaction,
  row: { templateId: string; version: number; by: string; at: Date },
): Promise<boolean> {
  const rows = await q.query<{ release: number; definition: Template }>(
    `update follow_up.template set release = coalesce(release, 0) + 1, released_version = version, released_at = $3, retired_at = null
     where id = $1 and version = $2 and (released_version is distinct from version or retired_at is not null)
     returning release, definition`,
    [row.templateId, row.version, row.at],
  );
  const [released] = rows;
  if (!released) return false;
  await q.query(
    `insert into follow_up.template_release (template_id, release, definition, released_at, released_by)
     values ($1, $2, $3, $4, $5)`,
    [row.templateId, released.release, JSON.stringify(released.definition), row.at, row.by],
  );
  return true;
}

export const retireTemplate = (q: Transaction, templateId: string, at: Date): Promise<unknown> =>
  q.query('update follow_up.template set retired_at = $2 where id = $1 and retired_at is null', [templateId, at]);

export async function findRelease(q: Sql, templateId: string, release: number): Promise<Template | undefined> {
  const [row] = await q.query<{ definition: Template }>(
    'select definition from follow_up.template_release where template_id = $1 and release = $2',
    [templateId, release],
  );
  return row?.definition;
}
