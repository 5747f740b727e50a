// The audit trail: rows stand and fall with their transaction, the chain covers all of them, and any changed byte is found.
import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { systemActor } from '../access/system-actor.ts';
import { systemClock } from '../clock/clock.ts';
import { uuidv7Source } from '../clock/identity.ts';
import type { Audit } from './audit.ts';
import { canonicalJson } from './canonical-json.ts';
import { linkPending } from './chain.ts';
import { createAudit } from './trail.ts';
import { verifyAudit } from './verify.ts';
import { describeOnEachEngine } from '../db/test-database.ts';

it('writes one text for one value', () => {
  expect(canonicalJson({ b: [1, null, 'x"'], a: { d: true, c: undefined } })).toBe(
    '{"a":{"d":true},"b":[1,null,"x\\""]}',
  );
  const inOrder = { a: [{ b: 1, c: null }], d: 'e', f: undefined };
  expect(canonicalJson(inOrder)).toBe('{"a":[{"b":1,"c":null}],"d":"e"}');
  expect(canonicalJson({ f: undefined, d: 'e', a: [{ c: null, b: 1 }] })).toBe(canonicalJson(inOrder));
  expect(canonicalJson({ '9': 1, '10': 2 })).toBe('{"10":2,"9":1}');
});

describeOnEachEngine('the audit trail', { contexts: [] }, (database) => {
  const newId = uuidv7Source(systemClock);
  let audit: Audit;
  const actor = () => systemActor('test', newId());
  const person = newId();
  const entry = { action: 'read', permission: 'x.y.z', outcome: 'success', persons: [person] } as const;
  const middle = '(select event_ids[3] from audit.block where seq > 41 order by seq limit 1)';
  beforeAll(() => {
    audit = createAudit(database.db, systemClock, newId, 'main');
  });

  it('chains committed rows, from both ways of writing, and none that rolled back', async () => {
    await Promise.all(Array.from({ length: 40 }, () => audit.recordRead(actor(), entry)));
    await database.db.tx((q) => audit.record(q, actor(), { ...entry, action: 'update' }));
    const undone = database.db.tx(async (q) => {
      await audit.record(q, actor(), entry);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await linkPending(database.db, 'main', systemClock)).toBe(41);
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, rows: 41, pending: 0, chains: 1, findings: [] });
  });

  it('lets two chainers work at once without a hole', async () => {
    await Promise.all(Array.from({ length: 60 }, () => audit.recordRead(actor(), entry)));
    await Promise.all([1, 2, 3].map(() => linkPending(database.db, 'main', systemClock)));
    await linkPending(database.db, 'main', systemClock);
    expect(await verifyAudit(database.db)).toMatchObject({ ok: true, rows: 101, pending: 0 });
  });

  it('names the row that was changed', async () => {
    const seen = new Error('seen');
    const check = database.db.tx(async (q) => {
      const [row] = await q.query<{ id: string }>(
        `update audit.event set body = replace(body, 'x.y.z', 'x.y.y') where id = ${middle} returning id`,
      );
      const { findings } = await verifyAudit({ ...database.db, query: (sql, args) => q.query(sql, args) });
      expect(findings.map(({ text }) => text)).toEqual([`the body of row ${row!.id} was changed`]);
      throw seen;
    });
    await expect(check).rejects.toBe(seen);
  });

  it('follows on from rows that were linked one by one', async () => {
    const chain = 'older/2026-01-01';
    const body = canonicalJson({
      at: '2026-01-01T01:00:00.000Z',
      accountId: person,
      action: 'read',
      outcome: 'success',
      persons: [],
    });
    const ids = [newId(), newId()];
    let hash = Buffer.alloc(32);
    const seen = new Error('seen');
    const check = database.db.tx(async (q) => {
      for (const [at, id] of ids.entries()) {
        hash = createHash('sm3').update(hash).update(`${id}\n${body}`).digest();
        await q.query("insert into audit.event values ($1, '2026-01-01T01:00:00Z', $2, 'read', 'success', $3)", [
          id,
          person,
          body,
        ]);
        await q.query('insert into audit.link values ($1, $2, $3, $4)', [chain, at + 1, id, hash]);
      }
      await q.query('insert into audit.chain_head values ($1, 2, $2)', [chain, hash]);
      const db = { ...database.db, query: (sql: string, args?: readonly unknown[]) => q.query(sql, args) };
      expect(await verifyAudit(db as typeof database.db)).toMatchObject({ ok: true, chains: 2 });
      await q.query('update audit.event set body = $2 where id = $1', [ids[0], body.replace('read', 'reed')]);
      expect((await verifyAudit(db as typeof database.db)).ok).toBe(false);
      throw seen;
    });
    await expect(check).rejects.toBe(seen);
  });

  it.each([
    ['a byte of the body', `update audit.event set body = replace(body, 'x.y.z', 'x.y.y') where id = ${middle}`],
    ['the time', `update audit.event set at = at + interval '1 second' where id = ${middle}`],
    ['the action', `update audit.event set action = 'search' where id = ${middle}`],
    ['the outcome', `update audit.event set outcome = 'refused' where id = ${middle}`],
    ['the account', `update audit.event set account_id = '01980000-0000-7000-8000-000000000001' where id = ${middle}`],
    ['a body that is no JSON', `update audit.event set body = 'x' where id = ${middle}`],
    ['a removed row', `delete from audit.event where id = ${middle}`],
    ['a removed block', 'delete from audit.block where seq = 41'],
    ['a changed hash', 'update audit.block set hash = sha256(hash) where seq = 41'],
    [
      'a changed digest',
      'update audit.block set digests = set_byte(digests, 40, 255 - get_byte(digests, 40)) where seq = 41',
    ],
    [
      'a row taken out of its block',
      'update audit.block set event_ids = event_ids[2:], digests = substr(digests, 33) where seq = 41',
    ],
    [
      'two rows that changed places',
      'update audit.block set event_ids = event_ids[2:2] || event_ids[1:1] || event_ids[3:] where seq = 41',
    ],
    ['a cut end', 'delete from audit.block where seq > 41'],
    [
      'a cut end, with its head',
      'update audit.chain_head set seq = 41, hash = (select hash from audit.block where seq = 41)',
    ],
    ['a changed head', 'update audit.chain_head set seq = seq - 1'],
    ['a removed person row', `delete from audit.person_event where event_id = ${middle}`],
    [
      'an added person row',
      "insert into audit.person_event select '01980000-0000-7000-8000-000000000001', at, event_id from audit.person_event limit 1",
    ],
    [
      'a row slipped in',
      "insert into audit.event select '01980000-0000-7000-8000-000000000001', at, account_id, action, outcome, body from audit.event limit 1",
    ],
  ])('finds %s', async (_what, tampering) => {
    const seen = new Error('seen');
    const check = database.db.tx(async (q) => {
      await q.query(tampering);
      const report = await verifyAudit({ ...database.db, query: (sql, args) => q.query(sql, args) });
      expect(report.findings).not.toEqual([]);
      expect(report.ok).toBe(false);
      throw seen;
    });
    await expect(check).rejects.toBe(seen);
  });
});
