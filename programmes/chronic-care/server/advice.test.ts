// CDS Hooks from outside: discovery, cards held against the published shape, what was sent along counts, nobody sees who is not theirs.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import type { TestKernel } from '#platform/kernel/test-kernel.ts';
import { hookReply, type Discovery } from '../advice-contract.ts';
import { refreshPerson } from './use-cases/derive-colours.ts';
import { folders, openChronicCare, people, pressure, units, type TestChronicCare } from './test-chronic-care.ts';

describeOnEachEngine('CDS Hooks', { contexts: folders }, (database: { db: Db }) => {
  let test: TestChronicCare;
  let his: Awaited<ReturnType<TestKernel['as']>>;
  let farGp: Awaited<ReturnType<TestKernel['as']>>;
  const [head, wife] = people;
  beforeAll(async () => {
    test = await openChronicCare(database.db);
    await test.addAccount('his', 'integrator', units.county);
    his = await test.as('his');
    farGp = await test.as('far-gp');
    const gp = await test.as('gp');
    await gp({
      method: 'POST',
      url: `/api/people/${head}/visits`,
      payload: {
        visitId: test.kernel.newId(),
        startedAt: '2026-11-20T02:00:00Z',
        kind: 'clinic',
        reason: '随访',
        vitals: pressure(186, 112),
        diagnosis: { title: '高血压', code: 'I10.x00' },
      },
    });
    await refreshPerson(test.parts, head, test.clock.now());
  });
  afterAll(() => test?.stop());

  const ask = (as: typeof his, service: string, patientId: string, more: object = {}, context: object = {}) =>
    as({
      method: 'POST',
      url: `/cds-services/${service}`,
      payload: {
        hook: service.replace('chronic-care-', ''),
        hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
        context: { userId: 'Practitioner/1', patientId, ...context },
        ...more,
      },
    });
  const cardsOf = (answer: Awaited<ReturnType<typeof ask>>) => {
    expect(answer.statusCode).toBe(200);
    return hookReply.parse(answer.json()).cards;
  };

  it('tells its services to anybody', async () => {
    const { services } = (await test.server.inject({ url: '/cds-services' })).json<Discovery>();
    expect(services.map(({ id, hook }) => [id, hook])).toEqual([
      ['chronic-care-patient-view', 'patient-view'],
      ['chronic-care-order-sign', 'order-sign'],
    ]);
    expect(services[0]!.prefetch!['conditions']).toContain('{{context.patientId}}');
  });

  it('answers with the colour, its reason, and the next step as a suggestion', async () => {
    const cards = cardsOf(await ask(his, 'chronic-care-patient-view', head));
    expect(cards.map(({ indicator, summary }) => [indicator, summary])).toEqual([
      ['critical', '高血压 红色：血压 ≥180/110'],
      ['info', '有高血压依据，还没有纳入慢病管理'],
    ]);
    expect(cards[0]).toMatchObject({
      selectionBehavior: 'at-most-one',
      source: { topic: { code: 'I10' } },
      suggestions: [
        { actions: [{ type: 'create', resource: { resourceType: 'ServiceRequest', intent: 'proposal' } }] },
      ],
    });
    expect(cards[0]!.detail).toContain('依据：最高收缩压 186 mmHg，最高舒张压 112 mmHg（规则 ');
  });

  it('counts what the client sent along, of this person alone', async () => {
    const condition = (patient: string) => ({
      resourceType: 'Condition',
      id: 'c1',
      subject: { reference: `Patient/${patient}` },
      clinicalStatus: { coding: [{ code: 'active' }] },
      code: { coding: [{ code: 'E11.900' }] },
    });
    const glucose = {
      resourceType: 'Observation',
      id: 'o1',
      status: 'final',
      subject: { reference: `Patient/${wife}` },
      effectiveDateTime: '2026-11-21T08:00:00+08:00',
      code: { coding: [{ code: '76629-5' }] },
      valueQuantity: { value: 17.2 },
    };
    const bundle = (...resources: object[]) => ({
      resourceType: 'Bundle',
      entry: resources.map((resource) => ({ resource })),
    });
    const view = (prefetch: object) => ask(his, 'chronic-care-patient-view', wife, { prefetch });
    expect(cardsOf(await view({}))).toEqual([]);
    expect(cardsOf(await view({ conditions: bundle(condition(head)), observations: null }))).toEqual([]);
    const cards = cardsOf(await view({ conditions: bundle(condition(wife)), observations: bundle(glucose) }));
    expect(cards[0]).toMatchObject({ indicator: 'critical', summary: '2型糖尿病 红色：血糖 ≥16.7 或 ≤3.9 mmol/L' });
  });

  it('before signing: how a drafted medicine meets another, then the same advice', async () => {
    const draft = (name: string, code: string) => ({
      resource: {
        resourceType: 'MedicationRequest',
        status: 'draft',
        intent: 'order',
        subject: { reference: `Patient/${head}` },
        medicationCodeableConcept: { text: name, coding: [{ system: 'http://www.whocc.no/atc', code }] },
      },
    });
    const draftOrders = {
      resourceType: 'Bundle',
      entry: [draft('依那普利', 'C09AA02'), draft('缬沙坦', 'C09CA03')],
    };
    const cards = cardsOf(await ask(his, 'chronic-care-order-sign', head, {}, { draftOrders }));
    expect(cards[0]!.summary).toMatch(/^(依那普利 \+ 缬沙坦|缬沙坦 \+ 依那普利)/);
    expect(cards.some(({ summary }) => summary.startsWith('高血压 红色'))).toBe(true);
  });

  it('refuses strangers, other hooks and what is no hook, and notes each asking', async () => {
    expect(
      (await test.server.inject({ method: 'POST', url: '/cds-services/chronic-care-patient-view' })).statusCode,
    ).toBe(401);
    expect((await ask(farGp, 'chronic-care-patient-view', head)).statusCode).toBe(403);
    expect((await ask(his, 'chronic-care-other', head)).statusCode).toBe(404);
    expect((await ask(his, 'chronic-care-patient-view', head, { hook: 'order-sign' })).statusCode).toBe(400);
    expect((await ask(his, 'chronic-care-patient-view', head, { hookInstance: 'x' })).statusCode).toBe(400);
    const rows = await test.kernel.audit.find({ object: 'CdsService/chronic-care-patient-view' }, 50);
    const outcomes = new Set(rows.map(({ body }) => (JSON.parse(body) as { outcome: string }).outcome));
    expect(outcomes).toEqual(new Set(['success', 'refused']));
    expect((await test.kernel.audit.find({ personId: head, account: 'his' }, 50)).length).toBeGreaterThan(0);
  });
});
