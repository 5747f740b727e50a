// Rows that an older server had not linked yet are kept by the migration and linked by the next one.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { uuidv7Source } from '../clock/identity.ts';
import { describeOnEachEngine } from '../db/test-database.ts';
import { canonicalJson } from './canonical-json.ts';
import { linkPending } from './chain.ts';
import { verifyAudit } from './verify.ts';

describeOnEachEngine('the journal', { contexts: [] }, (database) => {
  it('takes over what waited to be linked', async () => {
    const newId = uuidv7Source(systemClock);
    const [id, account, person] = [newId(), newId(), newId()];
    const at = '2026-11-20T01:00:00.000Z';
    const body = canonicalJson({ at, accountId: account, action: 'read', outcome: 'success', persons: [person] });
    const migration = readFileSync(new URL('./migrations/0003-journal.sql', import.meta.url), 'utf8');
    await database.db.tx(async (q) => {
      await q.query('drop table audit.journal, audit.block');
      await q.query('create table audit.pending (event_id uuid primary key)');
      await q.query("insert into audit.event values ($1, $2, $3, 'read', 'success', $4)", [id, at, account, body]);
      await q.query('insert into audit.person_event values ($1, $2, $3)', [person, at, id]);
      await q.query('insert into audit.pending values ($1)', [id]);
      for (const statement of migration.split(/;$/m))
        if (/\w/.test(statement.replace(/^--.*$/gm, ''))) await q.query(statement);
    });
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, rows: 0, pending: 1 });
    expect(await linkPending(database.db, 'main', systemClock)).toBe(1);
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, rows: 1, pending: 0 });
    expect(await database.db.query('select body from audit.event where id = $1', [id])).toEqual([{ body }]);
  });
});
