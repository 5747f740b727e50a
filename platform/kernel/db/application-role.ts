// Grants what the server needs to a role of its own that owns nothing and may only add to the audit trail.
import type { Db } from './db.ts';

/** Rows of these tables are written once: the role may insert and read, never change or delete. */
const appendOnly = ['audit.event', 'audit.link', 'audit.block', 'audit.person_event', 'audit.root'];

/** Run as the owner of the tables, after the migrations; the role exists already. PostgreSQL only. */
export async function grantApplicationRole(db: Db, role: string): Promise<void> {
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(role)) throw new Error(`role ${role}`);
  const schemas = await db.query<{ schema_name: string }>('select distinct schema_name from public.tianmu_migration');
  await db.tx(async (q) => {
    await q.query(`grant select on public.tianmu_migration to ${role}`);
    for (const { schema_name: schema } of schemas) {
      await q.query(`grant usage on schema ${schema} to ${role}`);
      await q.query(`grant select, insert, update, delete on all tables in schema ${schema} to ${role}`);
      await q.query(`grant usage on all sequences in schema ${schema} to ${role}`);
    }
    // Flat tables of views are made and replaced while the server runs.
    const derived = await q.query<{ name: string }>(
      `select nspname::text as name from pg_namespace where nspname = any($1::text[])`,
      [schemas.map(({ schema_name: schema }) => `${schema}_view`)],
    );
    for (const { name } of derived) await q.query(`grant usage, create on schema ${name} to ${role}`);
    for (const table of appendOnly) await q.query(`revoke update, delete, truncate on ${table} from ${role}`);
    // The chainer takes lines away; nobody changes one.
    await q.query(`revoke update, truncate on audit.journal from ${role}`);
  });
}
