// A prescription from a tablet: an alert needs its reason; two devices offline take the last box: both are kept, the shortage shows until it is counted.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createFleet, type Fleet } from '#foundation/fleet/server/index.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createOrders } from '#foundation/orders/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { createSync } from '#foundation/sync/server/index.ts';
import { enrolTestDevice, type TestDevice } from '#foundation/sync/server/test-device.ts';
import { pharmacyKinds, type AlertOverride, type PrescriptionItem, type StockRow } from '../contract.ts';
import { alertKey } from '../rules/check-alerts.ts';
import { createPharmacy } from './index.ts';

const folders = [
  ...['registry', 'record', 'messaging', 'sync', 'fleet'].map((schema) => ({
    schema,
    folder: new URL(`../../../foundation/${schema}/server/migrations/`, import.meta.url),
  })),
  { schema: 'pharmacy', folder: new URL('./migrations/', import.meta.url) },
];
const vehicleId = '01980000-0000-7000-8000-feed00000001';
const [box, expired] = ['01980000-0000-7000-8000-feed00000011', '01980000-0000-7000-8000-feed00000012'];
const attendanceId = '01980000-0000-7000-8000-00000000a001';
const enalapril: PrescriptionItem = {
  medicineKey: 'enalapril',
  name: '依那普利',
  atc: ['C09AA02'],
  dose: 10,
  doseUnit: 'mg',
  timesPerDay: 1,
  days: 28,
};
const spironolactone = { ...enalapril, medicineKey: 'spironolactone', name: '螺内酯', atc: ['C03DA01'], dose: 20 };

describeOnEachEngine('pharmacy', { contexts: folders }, (database: { db: Db }) => {
  let test: TestKernel;
  let fleet: Fleet;
  let tablet: TestDevice;
  let phone: TestDevice;
  let gp: Awaited<ReturnType<TestKernel['as']>>;
  const person = people[0];
  const village = units.villages[0];

  afterAll(() => test?.stop());
  beforeAll(async () => {
    let registry: Registry;
    test = await openTestKernel(database.db, (kernel) => {
      registry = createRegistry(kernel);
      const knowledge = createKnowledge();
      const record = createRecord(kernel, registry);
      const messaging = createMessaging(kernel, registry);
      fleet = createFleet(kernel, { registry, messaging });
      const sync = createSync(kernel, {
        personExists: async (q, id) => (await registry.persons(q, [id])).length > 0,
        personNames: async () => new Map(),
      });
      const pharmacy = createPharmacy({
        kernel,
        registry,
        knowledge,
        record,
        messaging,
        fleet,
        sync,
        orders: createOrders(kernel, { registry, messaging, record }),
      });
      sync.registerScopes({ scopesOf: async () => [{ scopeId: village, name: '光明村', on: ['2026-11-22'] }] });
      return [registry, knowledge, record, messaging, sync, fleet, pharmacy].map(({ context }) => context);
    });
    await registry!.bulkLoad.structure(smallStructure());
    await registry!.bulkLoad.people(smallPeople());
    const batch = { itemCode: 'enalapril-10', name: '依那普利片 10mg', unit: '盒' };
    await fleet.bulkLoad({
      vehicles: [
        {
          vehicleId,
          kind: 'follow-up',
          name: '随访车1号',
          plate: '浙A演0001',
          organisationId: units.centre,
          emergencyUnit: false,
          equipment: [],
        },
      ],
      terminals: [],
      upkeep: [
        {
          vehicleId,
          equipment: [],
          certificates: [],
          crew: [],
          maintenance: [],
          proofs: [],
          stock: [
            { ...batch, stockId: box, batch: 'B1', expiresOn: '2027-01-01', quantity: 1 },
            { ...batch, stockId: expired, batch: 'B0', expiresOn: '2026-11-01', quantity: 9 },
          ],
        },
      ],
    });
    await test.addAccount('gp', 'gp', units.centre);
    await test.addAccount('other', 'gp', units.centre);
    const now = () => test.clock.now();
    gp = await test.as('gp');
    tablet = await enrolTestDevice(gp, test.kernel.newId, village, now);
    phone = await enrolTestDevice(await test.as('other'), test.kernel.newId, village, now);
    await test.startWork();
  });
  const signed = () => ({ at: test.clock.now().toISOString(), byName: '医生' });
  const prescribe = async (...items: PrescriptionItem[]) => {
    const id = test.kernel.newId();
    const itemIds = items.map(() => test.kernel.newId());
    const set = Object.fromEntries(items.map((item, at) => [`item.${itemIds[at]!}`, { ...item } as never]));
    await tablet.edit(pharmacyKinds.prescription, id, person, { attendanceId, ...set });
    return { id, itemIds };
  };
  const get = async (url: string) => (await gp({ method: 'GET', url })).json();

  it('keeps a draft, signs only with a reason for each grave alert, and changes nothing after it', async () => {
    const { id, itemIds } = await prescribe(enalapril, spironolactone);
    expect(await get(`/fhir/MedicationRequest/${itemIds[0]!}`)).toMatchObject({ status: 'draft' });
    const bare = await tablet.edit(pharmacyKinds.prescription, id, person, { signed: signed() });
    expect(bare.result).toMatchObject({ result: 'refused', problem: { code: 'pharmacy/override-missing' } });
    const override: AlertOverride = {
      alert: alertKey({ rule: 'ras-potassium', medications: ['依那普利', '螺内酯'] }),
      severity: 'major',
      sentence: '可能血钾过高',
      medications: ['依那普利', '螺内酯'],
      reason: '已约一周后查血钾',
      at: test.clock.now().toISOString(),
      byName: '医生',
    };
    const done = await tablet.edit(pharmacyKinds.prescription, id, person, {
      overrides: [override as never],
      signed: signed(),
    });
    expect(done.result).toMatchObject({ result: 'accepted' });
    expect(await get(`/fhir/MedicationRequest/${itemIds[1]!}`)).toMatchObject({
      status: 'active',
      courseOfTherapyType: { text: '长处方' },
      encounter: { reference: `Encounter/${attendanceId}` },
    });
    expect(await get(`/fhir/DetectedIssue/${id}-override-1`)).toMatchObject({
      severity: 'high',
      mitigation: [{ action: { text: '已约一周后查血钾' } }],
    });
    const late = await tablet.edit(pharmacyKinds.prescription, id, person, {
      [`item.${itemIds[0]!}`]: { ...enalapril, dose: 20 } as never,
    });
    expect(late.result).toMatchObject({ problem: { code: 'pharmacy/signed-already' } });
    const long = await prescribe(enalapril);
    const tooLong = await tablet.edit(pharmacyKinds.prescription, long.id, person, {
      [`item.${long.itemIds[0]!}`]: { ...enalapril, days: 90 } as never,
    });
    expect(tooLong.result).toMatchObject({ problem: { code: 'pharmacy/too-many-days' } });
  });

  it('takes the last box twice: both are in the record, the shortage shows, a count ends it', async () => {
    const { id, itemIds } = await prescribe(enalapril);
    const line = (stockId: string, expiresOn: string) => ({
      itemId: itemIds[0]!,
      stockId,
      itemCode: 'enalapril-10',
      name: '依那普利片 10mg',
      batch: 'B1',
      expiresOn,
      quantity: 1,
      unit: '盒',
    });
    const dispense = (device: TestDevice, lineId: string, stockId = box, expiresOn = '2027-01-01') =>
      device.edit(pharmacyKinds.dispensing, test.kernel.newId(), person, {
        attendanceId,
        prescriptionId: id,
        vehicleId,
        byName: '医生',
        [`line.${lineId}`]: line(stockId, expiresOn) as never,
      });
    const [first, second] = [test.kernel.newId(), test.kernel.newId()];
    expect((await dispense(tablet, first)).result).toMatchObject({ problem: { code: 'pharmacy/not-prescribed' } });
    await tablet.edit(pharmacyKinds.prescription, id, person, { signed: signed() });
    expect((await dispense(tablet, first)).result).toMatchObject({ result: 'accepted' });
    expect((await dispense(phone, second)).result).toMatchObject({ result: 'accepted' });
    expect((await dispense(phone, test.kernel.newId(), expired)).result).toMatchObject({
      problem: { code: 'pharmacy/batch-expired' },
    });
    for (const lineId of [first, second])
      expect(await get(`/fhir/MedicationDispense/${lineId}`)).toMatchObject({
        status: 'completed',
        contained: [{ batch: { lotNumber: 'B1' } }],
        authorizingPrescription: [{ reference: `MedicationRequest/${itemIds[0]!}` }],
      });
    const onBoard = async () => (await fleet.stock(database.db, [vehicleId])).find(({ stockId }) => stockId === box);
    expect(await onBoard()).toMatchObject({ quantity: 0, short: 1 });
    const { notifications } = (await get('/api/my/notifications')) as { notifications?: { title: string }[] };
    if (notifications) expect(notifications.map(({ title }) => title)).toContain('车载药品数量对不上');

    const counted = await tablet.edit(pharmacyKinds.stockCount, test.kernel.newId(), village, {
      vehicleId,
      [`count.${box}`]: { quantity: 3, at: test.clock.now().toISOString() },
    });
    expect(counted.result).toMatchObject({ result: 'accepted' });
    expect(await onBoard()).toMatchObject({ quantity: 3, short: 0 });
  });

  it('sends medicines, rules, policy and stock along', async () => {
    const pack = await gp({
      method: 'GET',
      url: `/api/sync/packs/${village}`,
      headers: { 'accept-encoding': 'identity' },
    });
    const { gunzipSync } = await import('node:zlib');
    const rows = gunzipSync(pack.rawPayload)
      .toString()
      .split('\n')
      .slice(1)
      .map((text) => JSON.parse(text) as { kind: string; id: string; body: unknown });
    const kinds = Map.groupBy(rows, ({ kind }) => kind);
    expect(kinds.get('medicine')!.length).toBeGreaterThan(40);
    expect(kinds.get('prescribing')).toMatchObject([{ body: { longDays: 84, confirmed: false } }]);
    expect((kinds.get('stock')!.find(({ id }) => id === box)!.body as StockRow).medicineKey).toBe('enalapril');
    const mine = kinds.get('medications')!.find(({ id }) => id === person);
    expect(JSON.stringify(mine)).toContain('C09AA02');
  });
});
