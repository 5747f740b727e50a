// Signing over HTTP: who may, what it changes, that it holds for exactly what was signed, and that repeating is harmless.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import type { ContentSummary, InstrumentSheet, SignedReply } from '../contract.ts';
import { contentHash } from './content/content-hash.ts';
import { createKnowledge, type Knowledge } from './index.ts';
import { insertSignature } from './store.ts';
import { shippedInstrument } from './test-library.ts';

const news2 = '/api/knowledge/contents/instrument/news2/2017.1';
const day = '2026-11-22';

describeOnEachEngine('signatures', { contexts: [] }, (database) => {
  let test: TestKernel;
  let knowledge: Knowledge;
  beforeAll(async () => {
    test = await openTestKernel(database.db, (kernel) => {
      knowledge = createKnowledge(kernel);
      return [knowledge.context];
    });
    for (const role of ['gp', 'specialist', 'nurse', 'bureau'] as const) await test.addAccount(role, role);
  });
  afterAll(() => test?.stop());

  const sheet = async (login: string): Promise<InstrumentSheet> =>
    (await (await test.as(login))({ url: '/api/knowledge/instruments/news2/2017.1' })).json();
  const sign = async (login: string, body: Record<string, unknown>, to = news2) =>
    (await test.as(login))({ method: 'POST', url: `${to}/signatures`, payload: body });
  const statusFor = async (audience: 'resident' | 'clinician', id = 'news2') =>
    (await knowledge.shownTo(audience, day)).find((one) => one.id === id)?.status;
  const first = '019aa000-0000-7000-8000-000000000001';

  it('starts as shipped: a draft for clinicians, nothing for residents', async () => {
    expect(await statusFor('clinician')).toBe('draft');
    expect(await statusFor('resident')).toBeUndefined();
    expect(await statusFor('resident', 'china-par-10y')).toBe('verified');
    expect(await statusFor('clinician', 'ccmq')).toBe('awaiting-table');
    expect(await statusFor('resident', 'ccmq')).toBeUndefined();
  });

  it('is for doctors and pharmacists, and a rejection says why', async () => {
    const { hash } = await sheet('nurse');
    expect((await sign('nurse', { signatureId: first, hash, verdict: 'approved' })).statusCode).toBe(403);
    expect((await sign('bureau', { signatureId: first, hash, verdict: 'approved' })).statusCode).toBe(403);
    expect((await sign('gp', { signatureId: first, hash, verdict: 'rejected' })).statusCode).toBe(400);
  });

  it('refuses what was not what is there, and what has no table', async () => {
    const wrong = await sign('gp', { signatureId: first, hash: 'a'.repeat(64), verdict: 'approved' });
    expect([wrong.statusCode, wrong.json<{ title: string }>().title]).toEqual([
      409,
      expect.stringContaining('重新打开'),
    ]);
    const { hash } = await sheet('gp');
    const awaiting = '/api/knowledge/contents/instrument/ccmq/2009.1';
    const empty = await (await test.as('gp'))({ url: '/api/knowledge/instruments/ccmq/2009.1' });
    const nothing = await sign(
      'gp',
      { signatureId: first, hash: empty.json<InstrumentSheet>().hash, verdict: 'approved' },
      awaiting,
    );
    expect(nothing.statusCode).toBe(422);
    expect((await sign('gp', { signatureId: first, hash, verdict: 'approved' }, `${news2}9`)).statusCode).toBe(404);
  });

  it('makes it reviewed, once however often it is sent, and shows who, in which role, when', async () => {
    const { hash } = await sheet('gp');
    const body = { signatureId: first, hash, verdict: 'approved', note: '与原文核对' };
    for (let time = 0; time < 2; time += 1) {
      const reply = (await sign('gp', body)).json<SignedReply>();
      expect(reply.signatures).toEqual([
        expect.objectContaining({
          reviewer: 'gp',
          role: 'gp',
          verdict: 'approved',
          note: '与原文核对',
          counts: true,
          hash,
        }),
      ]);
      expect(reply.effective).toBe('reviewed');
    }
    expect((await sign('specialist', body)).statusCode).toBe(409);
    expect(await statusFor('resident')).toBe('reviewed');
    const { contents } = (await (await test.as('gp'))({ url: '/api/knowledge/contents' })).json<{
      contents: ContentSummary[];
    }>();
    expect(contents.find(({ id }) => id === 'news2')).toMatchObject({
      status: 'reviewed',
      reviews: [{ reviewer: 'gp' }],
    });
  });

  it('is exported as an entry of review.json', async () => {
    const { hash } = await sheet('gp');
    expect((await (await test.as('nurse'))({ url: `${news2}/reviews` })).json()).toEqual({
      reviews: [
        { reviewer: 'gp', role: 'gp', reviewedOn: '2026-11-22', verdict: 'approved', note: '与原文核对', hash },
      ],
    });
  });

  it('one rejection takes it back; a signature of other content does not count', async () => {
    const { hash } = await sheet('specialist');
    const second = '019aa000-0000-7000-8000-000000000002';
    const body = { signatureId: second, hash, verdict: 'rejected', note: '第 2 套血氧标准要改' };
    expect((await sign('specialist', body)).json<SignedReply>().effective).toBe('draft');
    expect(await statusFor('resident')).toBeUndefined();
    await test.kernel.db.tx((q) =>
      insertSignature(q, {
        signatureId: '019aa000-0000-7000-8000-000000000003',
        kind: 'instrument',
        contentId: 'plcom2012',
        version: '2013.1',
        hash: 'b'.repeat(64),
        verdict: 'approved',
        signerId: test.kernel.newId(),
        reviewer: '旧签字',
        role: 'gp',
        signedAt: '2026-01-01T00:00:00Z',
      }),
    );
    const other = await (await test.as('gp'))({ url: '/api/knowledge/instruments/plcom2012/2013.1' });
    expect(other.json<InstrumentSheet>()).toMatchObject({
      effective: 'draft',
      reviews: [],
      signatures: [{ counts: false }],
    });
  });
});

it('the fingerprint changes with one number, not with the status or the order of keys', () => {
  const one = shippedInstrument('fib-4');
  const hash = contentHash(one);
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(contentHash({ ...one, content: { ...one.content, status: 'reviewed' } })).toBe(hash);
  expect(contentHash({ ...one, content: Object.fromEntries(Object.entries(one.content).toReversed()) })).toBe(hash);
  const [row, ...rest] = one.content.rows;
  const changed = { ...one.content, rows: [{ ...row!, when: { input: 'fib4', above: 2.68 } }, ...rest] };
  expect(contentHash({ ...one, content: changed })).not.toBe(hash);
  expect(contentHash({ ...one, note: `${one.note} ` })).not.toBe(hash);
  expect(contentHash({ ...one, vectors: one.vectors.slice(1) })).not.toBe(hash);
});
