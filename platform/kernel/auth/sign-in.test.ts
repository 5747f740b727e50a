// Signing in: tokens stored hashed, old sessions ended, soft lock-out, equal time for unknown names, second factor, limits.
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '../db/test-database.ts';
import { openTestKernel, testCost, testPassword, type TestKernel } from '../test-kernel.ts';
import { codeAt } from './second-factor.ts';
import { signIn, type SignInServices } from './sign-in.ts';
import { Sessions } from './sessions.ts';
import { manualClock } from '../clock/clock.ts';
import { lockSeconds, sessionLimits } from './session-rules.ts';

it('locks after five failures and doubles, but not for ever', () => {
  expect([1, 4, 5, 6, 7, 20].map(lockSeconds)).toEqual([0, 0, 900, 1800, 3600, 14_400]);
  expect(sessionLimits(['gp']).idleSeconds).toBeLessThan(sessionLimits(['resident']).idleSeconds);
  expect(sessionLimits(['gp', 'resident'])).toEqual(sessionLimits(['gp']));
});

describeOnEachEngine('signing in', { contexts: [] }, (database) => {
  let test: TestKernel;
  let services: SignInServices;
  const clock = manualClock('2026-11-22T00:00:00Z');
  beforeAll(async () => {
    test = await openTestKernel(database.db);
    services = { db: database.db, clock, newId: test.kernel.newId, cipher: test.kernel.cipher, cost: testCost };
    await test.addAccount('doctor', 'gp');
    await test.addAccount('nurse', 'nurse');
  });
  const attempt = (account: string, password: string, more: Partial<Parameters<typeof signIn>[1]> = {}) =>
    signIn(services, { account, password, portal: 'clinic', address: '10.0.0.1', ...more });

  it('opens a session whose token the database does not hold', async () => {
    const opened = await attempt('doctor', testPassword);
    if (!opened.ok) throw new Error('refused');
    const rows = await database.db.query<{ row: string }>('select s::text as row from auth.session s');
    expect(rows.length).toBe(1);
    expect(rows[0]!.row).not.toContain(opened.value.token);
    const sessions = new Sessions(database.db, clock);
    expect((await sessions.find(opened.value.token))?.record.login).toBe('doctor');
    expect(await sessions.find('x'.repeat(43))).toBeUndefined();
  });

  it('ends the browser’s old session at sign-in and idle ones by themselves', async () => {
    const first = await attempt('doctor', testPassword);
    const second = first.ok ? await attempt('doctor', testPassword, { oldToken: first.value.token }) : first;
    if (!first.ok || !second.ok) throw new Error('refused');
    const find = (token: string) => new Sessions(database.db, clock).find(token);
    expect(await find(first.value.token)).toBeUndefined();
    expect(await find(second.value.token)).toBeDefined();
    clock.advanceSeconds(31 * 60);
    expect(await find(second.value.token)).toBeUndefined();
  });

  it('locks strangers out, not the browser that the account knows', async () => {
    const known = await attempt('nurse', testPassword);
    if (!known.ok) throw new Error('refused');
    for (let failure = 1; failure <= 4; failure++)
      expect(await attempt('nurse', 'wrong')).toMatchObject({ problem: { code: 'auth/wrong-password' } });
    expect(await attempt('nurse', 'wrong')).toMatchObject({
      problem: { code: 'auth/locked', parameters: { minutes: 15 } },
    });
    expect(await attempt('nurse', testPassword, { address: '10.9.9.9' })).toMatchObject({
      problem: { code: 'auth/locked' },
    });
    expect(await attempt('nurse', testPassword, { deviceMark: known.value.deviceMark })).toMatchObject({ ok: true });
    expect(await attempt('nurse', testPassword, { deviceMark: 'forged.mark' })).toMatchObject({
      problem: { code: 'auth/locked' },
    });
    clock.advanceSeconds(15 * 60 + 1);
    expect(await attempt('nurse', testPassword)).toMatchObject({ ok: true });
  });

  it('treats unknown names as known ones: the same answer, the same lock', async () => {
    for (let failure = 1; failure <= 4; failure++)
      expect(await attempt('nobody', 'wrong')).toMatchObject({ problem: { code: 'auth/wrong-password' } });
    expect(await attempt('nobody', 'wrong')).toMatchObject({ problem: { code: 'auth/locked' } });
  });

  it('asks for the second factor and takes each code once', async () => {
    const secret = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
    await database.db.query("update auth.account set second_factor = $1 where login = 'doctor'", [
      services.cipher.encrypt(secret),
    ]);
    expect(await attempt('doctor', testPassword)).toMatchObject({ problem: { code: 'auth/code-needed' } });
    const code = codeAt(secret, clock.now());
    expect(await attempt('doctor', testPassword, { code })).toMatchObject({ ok: true });
    expect(await attempt('doctor', testPassword, { code })).toMatchObject({ problem: { code: 'auth/wrong-password' } });
  });
});
