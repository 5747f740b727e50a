// Scales for a person: signed once into the record with their points, refused with what is missing, and shown again with their result.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { TestKernel } from '#platform/kernel/test-kernel.ts';
import type { ScaleBody, ScalesReply } from '../scales-contract.ts';
import { folders, openChronicCare, people, type TestChronicCare } from './test-chronic-care.ts';

describeOnEachEngine('scales for a person', { contexts: folders }, (database: { db: Db }) => {
  let test: TestChronicCare;
  let gp: Awaited<ReturnType<TestKernel['as']>>;
  const [head] = people;
  const url = `/api/people/${head}/scales`;
  beforeAll(async () => {
    test = await openChronicCare(database.db);
    gp = await test.as('gp');
  });
  afterAll(() => test?.stop());

  const keys = ['interest', 'mood', 'sleep', 'energy', 'appetite', 'failure', 'concentration', 'movement', 'selfHarm'];
  const all = (code: string) => Object.fromEntries(keys.map((key) => [key, code]));
  const body = (answers: ScaleBody['answers'], n = 1): ScaleBody => ({
    scaleId: `01980000-0000-7000-8000-00000000d00${n}`,
    instrument: 'phq-9',
    version: '2001.1',
    answers,
  });
  const sign = (given: ScaleBody) => gp({ method: 'POST', url, payload: given });
  const scores = () =>
    database.db.query<{ id: string; num: number | null }>(
      "select id, num from record.observation where patient_id = $1 and code = 'phq-9' order by lo, id",
      [head],
    );

  it('offers what can be filled in, and answers age and sex itself', async () => {
    const reply = (await gp({ url })).json<ScalesReply>();
    expect(reply.scales.map(({ id }) => id)).toContain('gad-7');
    expect(reply.known).toHaveProperty('age');
    expect(reply.filled).toEqual([]);
  });

  it('refuses what is missing by its name, and writes nothing', async () => {
    const { sleep: _left, ...rest } = all('0');
    const refused = await sign(body(rest));
    expect(refused.statusCode).toBe(400);
    expect(refused.body).toContain('睡');
    expect((await sign(body({ ...all('0'), sleep: '7' }))).statusCode).toBe(400);
    expect((await sign({ ...body(all('0')), version: '1900.1' })).statusCode).toBe(404);
    expect(await scores()).toEqual([]);
  });

  it('signs once, with points, and shows it again', async () => {
    const saved = await sign(body({ ...all('1'), selfHarm: '0' }));
    expect(saved.statusCode).toBe(200);
    const [filled] = saved.json<ScalesReply>().filled;
    expect(filled).toMatchObject({ result: { state: 'complete', score: { value: 8 } }, signedBy: expect.any(String) });
    expect(filled!.signedBy).not.toBe('');
    expect(filled!.answers).toMatchObject({ sleep: '1' });
    expect((await sign(body({ ...all('1'), selfHarm: '0' }))).json<ScalesReply>().filled).toHaveLength(1);
    expect((await scores()).map(({ num }) => num)).toEqual([8]);
  });

  it('what is urgent is signed before the rest is answered', async () => {
    const saved = await sign(body({ selfHarm: '1' }, 2));
    expect(saved.statusCode).toBe(200);
    const urgent = saved.json<ScalesReply>().filled.find(({ answers }) => answers['selfHarm'] === '1')!;
    expect(urgent.result).toMatchObject({ state: 'complete', row: 'selfHarm', outcome: { tone: 'dangerous' } });
    expect((await scores()).map(({ num }) => num)).toContain(null);
  });

  it('is not for whoever has no reach', async () => {
    const far = await test.as('far-gp');
    expect((await far({ url })).statusCode).toBe(403);
    expect((await (await test.as('resident'))({ url })).statusCode).toBe(403);
  });
});
