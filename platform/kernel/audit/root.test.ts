// Daily roots: the published SM2 vector, every finished day signed, and every way to bend one is found.
import { beforeAll, expect, it } from 'vitest';
import { sm2 } from 'sm-crypto-v2';
import { systemActor } from '../access/system-actor.ts';
import { uuidv7Source } from '../clock/identity.ts';
import { describeOnEachEngine } from '../db/test-database.ts';
import { linkPending } from './chain.ts';
import { signRoots } from './root.ts';
import { isSignedBy, rootSigner } from './root-signer.ts';
import { rootsAfter } from './root-store.ts';
import { createAudit } from './trail.ts';
import { verifyAudit } from './verify.ts';

it('verifies the signature of GB/T 32918.5 annex A', () => {
  const publicKey =
    '0409f9df311e5421a150dd7d161e4bc5c672179fad1833fc076bb08ff356f35020ccea490ce26775a52dc6ea718cc1aa600aed05fbf35e084a6632f6072da9ad13';
  const signature =
    'f5a03b0648d2c4630eeac513e1bb81a15944da3827d5b74143ac7eaceee720b3b1b6aa29df212fd8763182bc0d421ca1bb9038fd1f7f42d4840b69c485bbc1aa';
  expect(sm2.getPublicKeyFromPrivateKey('3945208f7b2144b13f36e38ac6d39f95889393692860b51a42fb81ef4df7c5b8')).toBe(
    publicKey,
  );
  expect(isSignedBy('message digest', signature, publicKey)).toBe(true);
  expect(isSignedBy('message digests', signature, publicKey)).toBe(false);
  expect(isSignedBy('message digest', `0${signature.slice(1)}`, publicKey)).toBe(false);
});

it('has one key for one master key', () => {
  const [one, two] = [rootSigner(new Uint8Array(32).fill(1)), rootSigner(new Uint8Array(32).fill(2))];
  expect(rootSigner(new Uint8Array(32).fill(1)).publicKey).toBe(one.publicKey);
  expect(two.publicKey).not.toBe(one.publicKey);
  expect(isSignedBy('x', one.sign('x'), one.publicKey)).toBe(true);
  expect(isSignedBy('x', one.sign('x'), two.publicKey)).toBe(false);
});

describeOnEachEngine('daily roots', { contexts: [] }, (database) => {
  let at = '2026-11-20T01:00:00Z';
  const clock = { speed: 1, now: () => new Date(at) };
  const signer = rootSigner(new Uint8Array(32).fill(7));
  const newId = uuidv7Source(clock);
  const check = (publicKey = signer.publicKey) => verifyAudit(database.db, { publicKey });
  const write = async (rows: number, node = 'main') => {
    const audit = createAudit(database.db, clock, newId, node);
    const entry = { action: 'read', permission: 'x.y.z', outcome: 'success' } as const;
    for (let row = 0; row < rows; row++) await audit.recordRead(systemActor('test', newId()), entry);
    await linkPending(database.db, node, clock);
  };
  beforeAll(async () => {
    await write(3);
    await write(2, 'second');
    expect(await signRoots(database.db, signer, clock)).toBe(0);
    at = '2026-11-20T16:05:00Z';
    expect(await signRoots(database.db, signer, clock)).toBe(0);
    // Two days later: 20 November with two chains, 21 November with none.
    at = '2026-11-22T01:00:00Z';
    await write(4);
  });

  it('signs each finished day once, also one without rows', async () => {
    expect(await signRoots(database.db, signer, clock)).toBe(2);
    expect(await signRoots(database.db, signer, clock)).toBe(0);
    const [first, second] = await rootsAfter(database.db, '2026-01-01', 10);
    expect(JSON.parse(first!.body)).toMatchObject({
      day: '2026-11-20',
      previous: null,
      chains: [
        { chain: 'main/2026-11-20', rows: 3, lastSeq: 3 },
        { chain: 'second/2026-11-20', rows: 2, lastSeq: 2 },
      ],
    });
    expect(JSON.parse(second!.body)).toMatchObject({ day: '2026-11-21', chains: [] });
    expect(await check()).toMatchObject({ ok: true, roots: 2, findings: [] });
  });

  it('lets no row into a day that is signed, even where a clock goes back', async () => {
    at = '2026-11-20T02:00:00Z';
    await write(1);
    at = '2026-11-23T01:00:00Z';
    await write(1);
    expect(await signRoots(database.db, signer, clock)).toBe(1);
    expect(await check()).toMatchObject({ ok: true, roots: 3 });
  });

  const day = "day = '2026-11-20'";
  it.each([
    ['a changed root', `update audit.root set body = replace(body, '"rows":3', '"rows":2') where ${day}`],
    ['a changed signature', `update audit.root set signature = reverse(signature) where ${day}`],
    ['a changed hash', `update audit.root set hash = sha256(hash) where ${day}`],
    ['a missing day', "delete from audit.root where day = '2026-11-21'"],
    ['a missing first day', `delete from audit.root where ${day}`],
    ['a chain cut after it was signed', "delete from audit.block where chain = 'second/2026-11-20' and seq = 2"],
    [
      'a chain taken away whole, with its rows and its head',
      `with b as (delete from audit.block where chain = 'second/2026-11-20' returning event_ids),
         h as (delete from audit.chain_head where chain = 'second/2026-11-20')
       delete from audit.event where id in (select unnest(event_ids) from b)`,
    ],
    [
      'a chain written anew for a signed day',
      "insert into audit.chain_head values ('third/2026-11-20', 1, sha256('x'))",
    ],
    ['a root of another day', "update audit.root set day = '2026-11-19' where day = '2026-11-20'"],
  ])('finds %s', async (_what, tampering) => {
    const seen = new Error('seen');
    const attempt = database.db.tx(async (q) => {
      await q.query(tampering);
      const db = { ...database.db, query: (sql: string, args?: readonly unknown[]) => q.query(sql, args) };
      const report = await verifyAudit(db as typeof database.db, { publicKey: signer.publicKey });
      expect(report.findings.some(({ where }) => where.startsWith('root'))).toBe(true);
      throw seen;
    });
    await expect(attempt).rejects.toBe(seen);
  });

  it('finds roots of another key, and exported roots that differ or are gone', async () => {
    const other = rootSigner(new Uint8Array(32).fill(8)).publicKey;
    expect((await check(other)).findings[0]).toMatchObject({ text: 'the root was signed with another key' });
    const [first] = await rootsAfter(database.db, '2026-01-01', 1);
    const kept = { day: '2026-11-20', body: first!.body, signature: first!.signature };
    const against = async (exported: (typeof kept)[]) =>
      (await verifyAudit(database.db, { publicKey: signer.publicKey, exported })).findings.length;
    expect(await against([kept])).toBe(0);
    expect(await against([{ ...kept, body: `${kept.body} ` }])).toBe(1);
    expect(await against([{ ...kept, day: '2026-11-18' }])).toBe(1);
  });
});
