// A medicine that another system dispensed runs out: reminded once a step, not after a refill, never twice, not by whom it does not concern; days covered to the day.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { PersonMedicines, RefillReply } from '../contract.ts';
import {
  dispensed,
  enalapril,
  folders,
  openPharmacy,
  people,
  units,
  write,
  type TestPharmacy,
} from './test-pharmacy.ts';

describeOnEachEngine('refills', { contexts: folders }, (database) => {
  let test: TestPharmacy;
  type Ask = Awaited<ReturnType<TestPharmacy['as']>>;
  let gp: Ask;
  let requestId: string;
  const person = people[0] as string;
  const day = 86_400;
  // It is the 22nd of November 2026.
  const read = async (ask: Ask = gp, of = person) => {
    const answer = await ask({ url: `/api/people/${of}/medicines` });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<PersonMedicines>();
  };
  const list = async (which: string, ask: Ask = gp) =>
    (await ask({ url: `/api/pharmacy/refills?list=${which}` })).json<RefillReply>();
  const today = () => new Date(test.clock.now().getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  /** The walk of the day, to its end. */
  const walk = async () => {
    const on = today();
    await database.db.query(
      `insert into pharmacy.walk (on_day, begun_at, people, reminders) values ($1::date, $2, 0, 0) on conflict (on_day) do nothing`,
      [on, test.clock.now()],
    );
    while (await test.pharmacy.walkStep(on));
  };
  const reminders = async () => (await read()).reminders.filter(({ withdrawnAt }) => !withdrawnAt);

  afterAll(() => test?.stop());
  beforeAll(async () => {
    test = await openPharmacy(database.db);
    gp = await test.as('gp');
    requestId = await write(gp, enalapril(person, '2026-06-01'));
    // 28 days each: two gaps of ten and of five days, the last one fetched two days early.
    for (const on of ['2026-06-01', '2026-07-09', '2026-08-11', '2026-09-06', '2026-10-04'])
      await write(gp, dispensed(person, requestId, on, 1));
    await test.startWork();
  });

  it('shows on which day it runs out, and the days covered to the day', async () => {
    const { medicines, adherence, today: on } = await read();
    expect(on).toBe('2026-11-22');
    // The 6th of September begins on the 8th, the 4th of October on the 6th: the last day is the 2nd of November.
    expect(medicines).toMatchObject([
      {
        medicine: 'enalapril',
        dispensedOn: '2026-10-04',
        refill: { state: 'known', runsOutOn: '2026-11-03', daysLeft: -19 },
      },
    ]);
    // 175 days from the 1st of June; without from the 29th of June to the 8th of July, the 6th to the 10th of August, and from the 3rd of November.
    expect(adherence).toMatchObject([
      {
        therapy: 'ras-antagonist',
        fromOn: '2026-06-01',
        windowDays: 175,
        coveredDays: 140,
        fills: 5,
        gaps: [
          { fromOn: '2026-06-29', toOn: '2026-07-08', days: 10 },
          { fromOn: '2026-08-06', toOn: '2026-08-10', days: 5 },
          { fromOn: '2026-11-03', toOn: '2026-11-22', days: 20 },
        ],
      },
    ]);
    const other = await test.pharmacy.adherence(database.db, [person], '2026-06-01', '2026-08-31');
    expect(other.get(person)).toMatchObject([{ coveredDays: 77, windowDays: 92, fills: 3 }]);
  });

  it('sends nothing long after the end, then each step once, and none after a refill', async () => {
    await walk();
    expect(await reminders()).toEqual([]);
    await write(gp, dispensed(person, requestId, '2026-11-22', 1));
    expect((await read()).medicines[0]!.refill).toMatchObject({ runsOutOn: '2026-12-20', daysLeft: 28 });
    const seen: string[] = [];
    for (let days = 0; days < 27; days++) {
      test.clock.advanceSeconds(day);
      await walk();
      for (const { reminderId } of await reminders()) if (!seen.includes(`${reminderId}`)) seen.push(reminderId);
    }
    expect((await reminders()).map(({ daysBefore, sent }) => [daysBefore, sent])).toEqual([
      [1, true],
      [7, true],
    ]);
    expect(seen).toHaveLength(2);
    const inbox = await (await test.as('resident'))({ url: '/api/my/notifications' });
    const { items } = inbox.json<{ items: { title: string; text: string }[] }>();
    expect(items.filter(({ title }) => title === '有药快用完了')).toHaveLength(2);
    expect(items[0]!.text).toContain('马来酸依那普利片');
    // The medicine's name is nowhere in clear outside of the record.
    const [row] = await database.db.query<{ text: string }>(
      `select string_agg(parameters::text, '') || (select string_agg(medicines, '') from pharmacy.reminder) as text from messaging.notification`,
    );
    expect(row!.text).not.toContain('依那普利');
  });

  it('is the same walk after a kill, and a day is walked once', async () => {
    test.clock.advanceSeconds(day);
    const before = (await reminders()).length;
    await walk();
    const on = today();
    // A step that died before it was committed comes again from where it stood.
    await database.db.query('update pharmacy.walk set after_id = null, finished_at = null where on_day = $1::date', [
      on,
    ]);
    while (await test.pharmacy.walkStep(on));
    expect(await test.pharmacy.walkStep(on)).toBe(false);
    expect((await reminders()).length).toBe(before);
  });

  it('takes back at night what a refill has overtaken', async () => {
    // 2026-12-20: fetched; the next end is the 17th of January.
    await write(gp, dispensed(person, requestId, today(), 1));
    test.clock.advanceSeconds(21 * day + 13 * 3_600);
    await walk();
    const [newest] = await reminders();
    expect(newest!.deliveries).toMatchObject([{ channel: 'app', state: 'waiting' }]);
    await write(gp, dispensed(person, requestId, today(), 1));
    await expect
      .poll(async () => (await read()).reminders[0])
      .toMatchObject({ withdrawnAt: expect.any(String), deliveries: [{ state: 'withdrawn' }] });
  });

  it('lists who runs out and who has too few days, to those who serve them, and brings medicines once', async () => {
    expect((await list('running-out')).items).toEqual([]);
    test.clock.advanceSeconds(40 * day);
    const { items, villages, teams } = await list('running-out');
    expect(items).toMatchObject([{ personId: person, medicines: [{ name: expect.stringContaining('依那普利') }] }]);
    expect(villages).toMatchObject([{ villageId: units.villages[0], count: 1 }]);
    expect(teams).toMatchObject([{ teamId: units.teams[0], count: 1 }]);
    expect((await list('running-out', await test.as('far-gp'))).items).toEqual([]);
    // Weeks without have made the figure low; the walk of the day shows it.
    test.clock.advanceSeconds(20 * day);
    await walk();
    const [low] = (await list('low-adherence')).items;
    const [figure] = low!.adherence;
    expect(low!.personId).toBe(person);
    expect(figure).toMatchObject(
      (await read()).adherence.map(({ therapy, coveredDays, windowDays }) => ({
        therapy,
        coveredDays,
        windowDays,
      }))[0]!,
    );
    expect(figure!.coveredDays / figure!.windowDays).toBeLessThan(0.8);
    expect((await list('low-adherence', await test.as('far-gp'))).items).toEqual([]);
    expect((await list('running-out', await test.as('bureau'))).items[0]!.name).not.toBe('王小明');
    const named = async (text: string, ask = gp) =>
      (
        await ask({ url: `/api/pharmacy/refills?list=running-out&text=${encodeURIComponent(text)}` })
      ).json<RefillReply>().items;
    expect(await named('小明')).toHaveLength(1);
    expect(await named('没有这个人')).toEqual([]);
    // Nobody finds out by searching what is masked.
    expect(await named('没有这个人', await test.as('bureau'))).toHaveLength(1);
    const sheet = (ask = gp) => ask({ url: '/api/pharmacy/refills-export?list=running-out&format=csv' });
    expect((await sheet()).body).toContain('王小明');
    expect((await sheet(await test.as('bureau'))).statusCode).toBe(403);
    const order = () => gp({ method: 'POST', url: '/api/pharmacy/refills/orders', payload: { personIds: [person] } });
    const first = await order();
    expect(first.json(), first.body).toEqual({ placed: 1, standing: 0, withoutAddress: 0 });
    expect((await order()).json()).toEqual({ placed: 0, standing: 1, withoutAddress: 0 });
    expect((await list('running-out')).items[0]!.orderId).toBeTruthy();
  });

  it('says why nothing is predicted, ends with a stop, and shows strangers nothing', async () => {
    const second = people[1] as string;
    const id = await write(gp, enalapril(second, today(), { dosageInstruction: [{ text: '遵医嘱' }] }));
    await write(gp, dispensed(second, id, today(), 1));
    expect((await read(gp, second)).medicines).toMatchObject([{ refill: { state: 'unknown', why: 'dose-unknown' } }]);
    const stopped = {
      ...enalapril(second, today(), { dosageInstruction: [{ text: '遵医嘱' }] }),
      id,
      status: 'stopped',
    };
    const put = await gp({
      method: 'PUT',
      url: `/fhir/MedicationRequest/${id}`,
      payload: stopped,
      headers: { 'content-type': 'application/fhir+json', 'if-match': 'W/"1"' },
    });
    expect(put.statusCode, put.body).toBe(200);
    expect((await read(gp, second)).medicines).toMatchObject([{ refill: { state: 'stopped', on: today() } }]);
    expect((await (await test.as('far-gp'))({ url: `/api/people/${person}/medicines` })).statusCode).toBe(403);
    expect((await (await test.as('resident'))({ url: `/api/people/${second}/medicines` })).statusCode).toBe(403);
    expect((await read(await test.as('resident'))).medicines).toHaveLength(1);
  });
});
