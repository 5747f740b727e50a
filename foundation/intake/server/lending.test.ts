// Lending: by rule or named exception, signed, once; given back, replaced, broken; who stopped measuring is reminded, not too often.
import { beforeAll, expect, it } from 'vitest';
import { dayOf } from '#platform/contract.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { people, units } from '#foundation/registry/server/small-county.ts';
import type { DevicesReply } from '../contract.ts';
import type { LendingOffer, Loan, LoanDetail, StockLine } from '../lending-contract.ts';
import { cuff, intakeFolders, loadSampleDevices, meter, openIntake, type OpenIntake } from './test-intake.ts';

const loanId = (index: number) => `01990000-0000-7000-8000-${String(900 + index).padStart(12, '0')}`;
const drawn = 'M10,10 L20,20 L30,10';

describeOnEachEngine('lending', { contexts: intakeFolders }, (database) => {
  let open: OpenIntake;
  let risky: Set<string>;
  beforeAll(async () => {
    open = await openIntake(database.db);
    await loadSampleDevices(open);
    risky = new Set();
    const among = async (_q: unknown, ids: readonly string[]) => new Set(ids.filter((id) => risky.has(id)));
    open.intake.registerRiskList({ code: 'trial.high', title: '高危', among });
  });
  const get = async <Reply>(url: string, account = 'gp') => {
    const answer = await (await open.test.as(account))({ method: 'GET', url });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<Reply>();
  };
  const post = async (url: string, payload: object, account = 'gp') =>
    (await open.test.as(account))({ method: 'POST', url, payload });
  const person = people[1]!;
  const base = `/api/people/${person}`;
  const offer = () => get<LendingOffer>(`${base}/device-offers/${meter.deviceId}`);
  const lend = async (more: object = {}) => {
    const { textHash, signers } = await offer();
    const body = { loanId: loanId(1), deviceId: meter.deviceId, textHash, signerId: signers[0]!.personId, drawn };
    return post(`${base}/device-loans`, { ...body, identifiedBy: 'id-card', ...more });
  };
  const loans = async (state = 'out') => (await get<{ items: Loan[] }>(`/api/intake/loans?state=${state}`)).items;
  const device = async (serial: string) => (await get<DevicesReply>(`/api/intake/devices?text=${serial}`)).items[0]!;

  it('refuses whom no rule names, lets a reason stand, wants the paper that was read', async () => {
    expect(await offer()).toMatchObject({ eligible: false, exceptionAllowed: true });
    expect((await lend()).statusCode).toBe(422);
    expect((await lend({ exception: '刚出院', textHash: '0'.repeat(64) })).statusCode).toBe(412);
    expect((await lend({ exception: '刚出院', signerId: people[3]! })).statusCode).toBe(400);
    expect(await loans()).toEqual([]);
  });

  it('lends once to whom a list names, with the signed words', async () => {
    risky.add(person);
    expect(await offer()).toMatchObject({ eligible: true, grounds: [{ code: 'trial.high', title: '高危' }] });
    const lent = await lend();
    expect(lent.statusCode, lent.body).toBe(200);
    const detail = lent.json<LoanDetail>();
    expect(detail).toMatchObject({
      grounds: ['trial.high'],
      signature: { drawn, identifiedBy: 'id-card' },
      stopped: false,
    });
    expect(detail.text).toContain(meter.serial);
    expect((await lend()).json<LoanDetail>().version).toBe(1);
    expect(await loans()).toHaveLength(1);
    const { clock } = open.test;
    expect(await open.intake.devicesOf(database.db, [person], clock.now())).toMatchObject([
      { personId: person, deviceId: meter.deviceId, kind: 'glucose', basis: 'lent' },
    ]);
    const before = new Date(clock.now().getTime() - 86_400_000);
    expect(await open.intake.devicesOf(database.db, [person], before)).toEqual([]);
    // It is out: nobody else gets it.
    const other = await post(`/api/people/${people[0]}/device-loans`, {
      loanId: loanId(2),
      deviceId: meter.deviceId,
      textHash: '0'.repeat(64),
      drawn,
      exception: '急用',
      signerId: people[0],
      identifiedBy: 'id-card',
    });
    expect(other.statusCode).not.toBe(200);
    const sealed = await database.db.query<{ text: string }>('select text_sealed as text from intake.loan');
    expect(sealed[0]!.text).not.toContain(meter.serial);
  });

  it('counts the stock', async () => {
    const { lines } = await get<{ lines: StockLine[] }>('/api/intake/stock', 'bureau');
    expect(lines.map(({ kind, inStock, lent, shared }) => [kind, inStock, lent, shared])).toEqual([
      ['blood-pressure', 0, 1, 0],
      ['glucose', 0, 1, 0],
      ['station', 0, 0, 1],
    ]);
    expect(lines[0]!.unitName).not.toBe('');
  });

  it('follows the rule that the bureau set, from its day on', async () => {
    const url = '/api/intake/lending-policy';
    const set = async (more: object, account = 'bureau') =>
      (await open.test.as(account))({
        method: 'POST',
        url,
        payload: {
          fromOn: dayOf(open.test.clock.now()),
          colours: [],
          exceptionAllowed: true,
          stoppedAfterDays: 7,
          remindEveryDays: 3,
          ...more,
        },
      });
    expect(await get(url)).toMatchObject({ assumed: true, policy: { colours: ['red'] } });
    expect((await set({}, 'gp')).statusCode).toBe(403);
    expect((await set({ fromOn: '2020-01-01' })).statusCode).toBe(400);
    expect((await set({ stoppedAfterDays: 0 })).statusCode).toBe(400);
    const changed = await set({ exceptionAllowed: false });
    expect(changed.statusCode, changed.body).toBe(200);
    risky.delete(person);
    expect(await offer()).toMatchObject({ eligible: false, exceptionAllowed: false });
    expect(await get(url)).toMatchObject({ assumed: false, policy: { colours: [] } });
    expect((await set({ colours: ['red', 'yellow', 'red'] })).json()).toMatchObject({
      policy: { colours: ['red', 'yellow'], exceptionAllowed: true },
    });
    risky.add(person);
  });

  it('says who stopped, and reminds them once in some days', async () => {
    expect(await loans('stopped')).toEqual([]);
    // From the morning of the loan to nine o'clock eight days later.
    open.test.clock.advanceSeconds(8 * 86_400 + 3_600);
    const [stopped] = await loans('stopped');
    expect(stopped).toMatchObject({ personId: person, silentDays: 8, stopped: true });
    const url = `${base}/device-loans/${loanId(1)}/remind`;
    // Who has stopped every way is not reminded, and the staff are told.
    const channels = ['app', 'sms', 'voice', 'tv', 'wecom', 'mini-program'];
    for (const channel of channels)
      await database.db.query(
        `insert into messaging.channel_consent (patient_id, id, channel, stopped, at, origin)
         values ($1, $2, $3, true, $4, 'staff')`,
        [person, open.test.kernel.newId(), channel, open.test.clock.now()],
      );
    const quiet = await post(url, { version: stopped!.version });
    expect(quiet.statusCode).toBe(422);
    expect(quiet.body).toContain('reminders-stopped');
    await database.db.query('delete from messaging.channel_consent where patient_id = $1', [person]);
    const reminded = await post(url, { version: stopped!.version });
    expect(reminded.statusCode, reminded.body).toBe(200);
    expect((await post(url, { version: stopped!.version + 1 })).statusCode).toBe(422);
    const sent = await database.db.query('select 1 from messaging.notification where recipient = $1', [person]);
    expect(sent).toHaveLength(1);
    // It measures again: nobody calls that stopped.
    const upload = { serial: meter.serial, readings: [{ at: '2026-11-30T08:30:00', values: { glucose: 6.4 } }] };
    await post('/api/intake/measurements', { uploads: [upload] }, 'gateway');
    expect(await loans('stopped')).toEqual([]);
    expect((await loans())[0]).toMatchObject({ silentDays: 0 });
  });

  it('replaces under the same paper, takes back broken into repair, and its readings wait from then on', async () => {
    const ended = await post(`/api/people/${people[0]}/devices/${cuff.bindingId}/end`, {
      toAt: '2026-11-30T08:59:00+08:00',
    });
    expect(ended.statusCode, ended.body).toBe(200);
    const [loan] = await loans();
    const replaced = await post(`${base}/device-loans/${loanId(1)}/replace`, {
      version: loan!.version,
      condition: 'broken',
      newLoanId: loanId(3),
      deviceId: cuff.deviceId,
    });
    expect(replaced.statusCode, replaced.body).toBe(200);
    expect(replaced.json<LoanDetail>()).toMatchObject({ serial: cuff.serial, signature: { drawn } });
    expect(await device(meter.serial)).toMatchObject({ state: 'in-repair', lent: false });
    expect((await loans('returned'))[0]).toMatchObject({ condition: 'broken', replacedBy: loanId(3) });
    const back = await post(`${base}/device-loans/${loanId(3)}/return`, { version: 1, condition: 'good' });
    expect(back.statusCode, back.body).toBe(200);
    expect(await device(cuff.serial)).toMatchObject({ state: 'in-use', lent: false });
    const late = {
      serial: cuff.serial,
      readings: [{ at: '2026-11-30T09:01:00', values: { systolic: 120, diastolic: 80 } }],
    };
    const answer = await post('/api/intake/measurements', { uploads: [late] }, 'gateway');
    expect(answer.json()).toMatchObject({ outcomes: [[{ outcome: 'held', reason: 'unbound' }]] });
  });

  it('shows a resident their devices, and takes what they measured once', async () => {
    const own = `/api/people/${people[0]}`;
    expect(await get(`${own}/devices`, 'resident')).toMatchObject({ items: [{ serial: cuff.serial, basis: 'lent' }] });
    const value = {
      measurementId: loanId(50),
      takenAt: '2026-11-30T08:00:00+08:00',
      values: { systolic: 133, diastolic: 82 },
      by: 'typed',
    };
    const first = await post(`${own}/own-measurements`, value, 'resident');
    expect(first.json(), first.body).toMatchObject({ repeated: false, observations: [`${loanId(50)}-blood-pressure`] });
    expect((await post(`${own}/own-measurements`, value, 'resident')).json()).toMatchObject({ repeated: true });
    expect((await post(`/api/people/${people[2]}/own-measurements`, value, 'resident')).statusCode).toBe(403);
    const wrong = { ...value, measurementId: loanId(51), values: { systolic: 80, diastolic: 120 } };
    expect((await post(`${own}/own-measurements`, wrong, 'resident')).statusCode).toBe(422);
  });

  it('keeps devices of others out of sight', async () => {
    await open.test.addAccount('far-gp', 'gp', units.otherCentre);
    expect(await get('/api/intake/devices', 'far-gp')).toMatchObject({ items: [] });
    expect(await get('/api/intake/loans', 'far-gp')).toMatchObject({ items: [] });
  });
});
