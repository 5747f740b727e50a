// Sessions for accounts that another party vouched for: audited; refused where shut, with a second factor, or from a place that guesses passwords.
import { beforeAll, expect, it } from 'vitest';
import { manualClock } from '../clock/clock.ts';
import { describeOnEachEngine } from '../db/test-database.ts';
import { openTestKernel, testCost, type TestKernel } from '../test-kernel.ts';
import { sessionFacts, startSessionFor } from './session-for.ts';
import { signIn } from './sign-in.ts';

describeOnEachEngine('a session for somebody vouched for', { contexts: [] }, (database) => {
  let test: TestKernel;
  let accountId: string;
  const clock = manualClock('2026-11-22T00:00:00Z');
  beforeAll(async () => {
    test = await openTestKernel(database.db);
    accountId = await test.addAccount('resident', 'resident');
  });
  const open = (address = '10.0.0.1') =>
    startSessionFor(
      test.kernel,
      { accountId, portal: 'resident', method: 'wecom', address, route: 'GET /door/:provider/back' },
      clock,
    );
  const set = (column: string, value: unknown) =>
    database.db.query(`update auth.account set ${column} = $2 where id = $1`, [accountId, value]);

  it('opens one and says so in the audit', async () => {
    const opened = await open();
    if (!opened.ok) throw new Error(opened.problem.code);
    expect(await sessionFacts(test.kernel, opened.value.token, clock)).toEqual({
      accountId,
      hasSecondFactor: false,
      steppedUp: false,
    });
    expect(await sessionFacts(test.kernel, 'x'.repeat(43), clock)).toBeUndefined();
    const rows = await database.db.query<{ entries: string }>(
      "select entries from audit.journal where entries like '%sign-in%' and entries like '%wecom%'",
    );
    expect(rows).toHaveLength(1);
  });

  it('refuses accounts that are shut or have a second factor', async () => {
    await set('disabled', true);
    expect(await open()).toMatchObject({ ok: false, problem: { code: 'auth/wrong-password' } });
    await set('disabled', false);
    await set('second_factor', 'sealed');
    expect(await open()).toMatchObject({ ok: false, problem: { code: 'auth/code-needed' } });
    await set('second_factor', null);
  });

  it('refuses a place from which passwords were guessed', async () => {
    const services = { db: database.db, clock, newId: test.kernel.newId, cipher: test.kernel.cipher, cost: testCost };
    for (let attempt = 0; attempt < 5; attempt += 1)
      await signIn(services, { account: 'resident', password: 'wrong', portal: 'resident', address: '10.0.0.9' });
    expect(await open('10.0.0.9')).toMatchObject({ ok: false, problem: { code: 'auth/locked' } });
    expect((await open('10.0.0.1')).ok).toBe(true);
  });
});
