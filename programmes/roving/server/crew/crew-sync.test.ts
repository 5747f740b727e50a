// A crew's day over HTTP: packs, a person registered and joined, attendance, form and check-in in the record; what can't be is refused in words.
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { itemsOf } from '#foundation/knowledge/rules/evaluate-form.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';
import type { OperationResult, PackRow } from '#foundation/sync/contract.ts';
import type { CheckInsReply, VisitCheckIn } from '../../check-in-contract.ts';
import type { Plan, PlanDetail } from '../../contract.ts';
import { crewKinds, type CrewPerson, type FormBeforeRow, type StopRow } from '../../crew-contract.ts';
import { folders, openRoving, people, units, type TestRoving } from '../test-roving.ts';

type Ask = Awaited<ReturnType<TestRoving['as']>>;
const id = (last: number) => `01991000-0000-7000-8000-${String(last).padStart(12, '0')}`;
const deviceId = id(9_000);
const village = units.villages[0];

it('the same item has the same conflict rule in all forms: documents of the sync know its key alone', () => {
  const rules = new Map<string, string>();
  for (const form of createKnowledge().forms('9999-12-31'))
    for (const { key, conflict } of itemsOf(form)) {
      expect(rules.get(key) ?? conflict, `${form.id} ${key}`).toBe(conflict);
      rules.set(key, conflict);
    }
});

describeOnEachEngine('a crew with its devices', { contexts: folders }, (database) => {
  let test: TestRoving;
  let doctor: Ask;
  let bureau: Ask;
  let visit: VisitCheckIn;
  let sequence = 0;
  const get = async <Reply>(ask: Ask, url: string): Promise<Reply> => {
    const answer = await ask({ method: 'GET', url });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<Reply>();
  };
  const operation = (documentId: string, kind: string, set: object, more: object = {}) => ({
    operationId: id(10_000 + ++sequence),
    sequence,
    kind,
    documentId,
    personId: people[0],
    scopeId: village,
    madeAt: test.clock.now().toISOString(),
    set,
    replaces: {},
    ...more,
  });
  const push = async (...operations: object[]): Promise<OperationResult[]> => {
    const payload = { deviceId, sentAt: test.clock.now().toISOString(), operations };
    const answer = await doctor({ method: 'POST', url: '/api/sync/push', payload });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json<{ results: OperationResult[] }>().results;
  };
  const pack = async (): Promise<PackRow[]> => {
    const url = `/api/sync/packs/${village}`;
    const answer = await doctor({ method: 'GET', url });
    expect(answer.statusCode, answer.body).toBe(200);
    return gunzipSync(answer.rawPayload)
      .toString('utf8')
      .split('\n')
      .slice(1)
      .map((line) => JSON.parse(line) as PackRow);
  };
  const fhir = (path: string) => doctor({ method: 'GET', url: `/fhir/${path}` });

  beforeAll(async () => {
    test = await openRoving(database.db);
    await test.addAccount('crew-doctor', 'village-doctor', units.teams[0]);
    bureau = await test.as('bureau');
  }, 120_000);
  afterAll(() => test?.stop());

  it('a plan is published, and the day of a visit has come', async () => {
    const order = await bureau({ method: 'POST', url: '/api/roving/plans', payload: { month: '2026-12', seconds: 1 } });
    const { planId } = order.json<Plan>();
    const plan = () => get<PlanDetail>(bureau, `/api/roving/plans/${planId}`);
    await expect.poll(async () => (await plan()).state, { timeout: 30_000 }).toBe('draft');
    const { version } = await plan();
    await bureau({ method: 'POST', url: `/api/roving/plans/${planId}/publication`, payload: { version } });
    const visits = await get<CheckInsReply>(bureau, '/api/roving/check-ins?fromOn=2026-12-01&toOn=2026-12-31');
    visit = visits.items.find(({ villageId, service }) => villageId === village && service === 'follow-up')!;
    test.clock.advanceSeconds((Date.parse(visit.plannedArriveAt) - test.clock.now().getTime()) / 1_000);
    doctor = await test.as('gp');
    bureau = await test.as('bureau');
    await doctor({ method: 'POST', url: '/api/sync/devices', payload: { deviceId, name: '1 号车平板' } });
  }, 120_000);

  it('packs bring stops, people, forms with their tables', async () => {
    const rows = await pack();
    const stop = rows.find(({ kind, id: one }) => kind === 'stop' && one === visit.visitId)!.body as unknown as StopRow;
    expect(stop).toMatchObject({ villageId: village, pointName: '光明村巡诊点' });
    const person = rows.find(({ id: one }) => one === people[0])!.body as unknown as CrewPerson;
    expect(person.initials.length).toBeGreaterThan(0);
    expect(rows.filter(({ kind }) => kind === 'form').map(({ id: one }) => one)).toEqual(
      expect.arrayContaining(['hypertension-follow-up|2017.3', 'diabetes-follow-up|2017.3', 'health-check-up|2017.3']),
    );
    expect(rows.filter(({ kind }) => kind === 'decision-table')).toHaveLength(2);
  });

  it('an attendance becomes encounter, observations, note and allergy, and follows what the device corrects', async () => {
    const attendance = id(1);
    const of = (set: object, more: object = {}) => operation(attendance, crewKinds.attendance, set, more);
    const startedAt = test.clock.now().toISOString();
    const first = of({ visitId: visit.visitId, startedAt, 'v.systolic': 182, 'v.diastolic': 96, 'v.heart-rate': 71 });
    const reply = await push(
      first,
      of({ note: '三天没吃药', reasons: ['头晕'], allergies: [{ title: '青霉素' }] }),
      of({ 'v.heart-rate': 700 }, { replaces: { 'v.heart-rate': [first.operationId] } }),
    );
    expect(reply.map(({ result }) => result)).toEqual(['accepted', 'accepted', 'refused']);
    expect(reply[2]).toMatchObject({ text: expect.stringContaining('心率应在 20 到 250 之间') });
    const encounter = (await fhir(`Encounter/${attendance}`)).json();
    expect(encounter).toMatchObject({
      status: 'in-progress',
      class: { code: 'FLD' },
      serviceProvider: { reference: `Organization/${units.centre}` },
      reasonCode: [{ text: '头晕' }],
    });
    const pressure = (await fhir(`Observation/${attendance}-blood-pressure`)).json();
    expect(pressure.component[0].valueQuantity.value).toBe(182);
    expect((await fhir(`DocumentReference/${attendance}-note`)).statusCode).toBe(200);
    const allergies = (await fhir(`AllergyIntolerance?patient=${people[0]}`)).json();
    expect(allergies.entry[0].resource.code.text).toBe('青霉素');
    const wrong = of(
      { 'v.systolic': 128, 'v.diastolic': null, endedAt: startedAt, allergies: [{ title: '青霉素', wrong: true }] },
      { replaces: { 'v.systolic': [first.operationId], 'v.diastolic': [first.operationId] } },
    );
    expect((await push(wrong))[0]).toMatchObject({ result: 'accepted' });
    expect((await fhir(`Encounter/${attendance}`)).json().status).toBe('finished');
    expect((await fhir(`Observation/${attendance}-blood-pressure`)).json().component).toHaveLength(1);
    const after = (await fhir(`AllergyIntolerance?patient=${people[0]}`)).json().entry[0].resource;
    expect(after.verificationStatus.coding[0].code).toBe('entered-in-error');
  });

  it('a finished form becomes a response with observations, and is at hand the next time', async () => {
    const form = id(2);
    const on = visit.on;
    const of = (set: object) => operation(form, crewKinds.form, set);
    const head = { form: 'hypertension-follow-up|2017.3', attendanceId: id(1), answeredOn: on };
    const wrong = await push(of({ ...head, 'a.systolic': 999 }));
    expect(wrong[0]).toMatchObject({ result: 'refused', text: expect.stringContaining('收缩压') });
    await push(of({ ...head, 'a.systolic': 152, 'a.diastolic': 90, 'a.method': '2' }));
    expect((await fhir(`QuestionnaireResponse/${form}`)).json().status).toBe('in-progress');
    expect((await fhir(`Observation/${form}-blood-pressure`)).statusCode).toBe(404);
    await push(of({ doneAt: test.clock.now().toISOString() }));
    expect((await fhir(`Observation/${form}-blood-pressure`)).json().component[0].valueQuantity.value).toBe(152);
    const before = (await pack()).find(({ kind }) => kind === 'form-before')!;
    expect(before).toMatchObject({ id: `${people[0]}:hypertension-follow-up`, personId: people[0] });
    expect((before.body as unknown as FormBeforeRow).times[0]).toMatchObject({ on, answers: { systolic: 152 } });
  });

  it('registers people: a new one, one who is known joins, another name under a known number is refused', async () => {
    const idNumber = makeIdNumber('330112', '1958-04-03', 121);
    const card = { name: '方大海', sex: 'male', birthOn: '1958-04-03', idNumber, villageId: village };
    const register = (person: number, document: number, set: object) =>
      push(operation(id(document), crewKinds.person, set, { personId: id(person) }));
    expect(await register(100, 101, card)).toMatchObject([{ result: 'accepted', personId: id(100) }]);
    expect(await register(110, 111, card)).toMatchObject([{ result: 'accepted', personId: id(100) }]);
    const other = await register(120, 121, { ...card, name: '方小河' });
    expect(other).toMatchObject([{ result: 'refused', problem: { code: 'roving/id-number-of-other' } }]);
    expect(JSON.stringify(other)).not.toContain('方大海');
    expect(await register(130, 131, { ...card, idNumber: '330112195804031211' })).toMatchObject([
      { result: 'refused', text: expect.any(String) },
    ]);
    // What the second device wrote about "its" person lies under the known one.
    const written = operation(
      id(112),
      crewKinds.attendance,
      { visitId: visit.visitId, startedAt: test.clock.now().toISOString() },
      { personId: id(110) },
    );
    expect(await push(written)).toMatchObject([{ result: 'accepted', personId: id(100) }]);
    expect((await fhir(`Encounter/${id(112)}`)).json().subject.reference).toBe(`Patient/${id(100)}`);
    const phone = operation(id(140), crewKinds.person, { phone: '13906510000' }, { personId: id(100) });
    expect(await push(phone)).toMatchObject([{ result: 'accepted' }]);
    const [person] = await test.registry.persons(database.db, [id(100)]);
    expect(person).toMatchObject({ name: '方大海', phone: '13906510000' });
    const renamed = operation(id(141), crewKinds.person, { name: '方海' }, { personId: id(100) });
    expect(await push(renamed)).toMatchObject([{ result: 'refused' }]);
  });

  it('a check-in by hand counts once, about the village, and not for another village', async () => {
    const checkIn = id(3);
    const arrive = { at: test.clock.now().toISOString(), reason: '终端没有信号', position: { lon: 119.4, lat: 30.2 } };
    const one = operation(checkIn, crewKinds.checkIn, { visitId: visit.visitId, arrive }, { personId: village });
    expect(await push(one)).toMatchObject([{ result: 'accepted' }]);
    expect(await push(one)).toMatchObject([{ result: 'accepted' }]);
    const detail = await get<{ source: string; entries: unknown[] }>(
      bureau,
      `/api/roving/visits/${visit.visitId}/check-in`,
    );
    expect(detail).toMatchObject({ source: 'crew' });
    expect(detail.entries).toHaveLength(1);
    const elsewhere = operation(
      id(4),
      crewKinds.checkIn,
      { visitId: visit.visitId, arrive },
      { personId: units.villages[3], scopeId: units.villages[3] },
    );
    expect(await push(elsewhere)).toMatchObject([{ result: 'refused' }]);
    const pulled = await doctor({
      method: 'POST',
      url: '/api/sync/pull',
      payload: { deviceId, scopes: [{ scopeId: village, since: 0 }] },
    });
    const kinds = pulled.json<{ documents: { kind: string }[] }>().documents.map(({ kind }) => kind);
    expect(new Set(kinds)).toEqual(new Set(Object.values(crewKinds)));
  });
});
