// A charge from a tablet: summed, refused where the sum differs, settled in the sandbox once, told back; a refusal stays with its reason; cash.
import { beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { createSync } from '#foundation/sync/server/index.ts';
import { enrolTestDevice, type TestDevice } from '#foundation/sync/server/test-device.ts';
import { sheetTemplate } from '#platform/kernel/documents/excel-import.ts';
import { chargeKind, type ChargeLine, type SettlementPage, type SettlementWish } from '../contract.ts';
import { priceColumns } from '../rules/price-row.ts';
import { createBilling, type Billing } from './index.ts';

const folders = ['registry', 'record', 'sync', 'billing'].map((schema) => ({
  schema,
  folder: new URL(`../../${schema}/server/migrations/`, import.meta.url),
}));
const line = (code: string, priceFen: number, quantity: number, insuranceClass: ChargeLine['insuranceClass']) => ({
  code,
  name: code,
  unit: '次',
  priceFen,
  quantity,
  insuranceClass,
});

describeOnEachEngine('billing', { contexts: folders }, (database: { db: Db }) => {
  let test: TestKernel;
  let billing: Billing;
  let device: TestDevice;
  let bureau: Awaited<ReturnType<TestKernel['as']>>;
  const person = people[0];
  const attendanceId = '01980000-0000-7000-8000-00000000a001';

  beforeAll(async () => {
    let registry: Registry;
    test = await openTestKernel(database.db, (kernel) => {
      registry = createRegistry(kernel);
      const record = createRecord(kernel, registry);
      const sync = createSync(kernel, {
        personExists: async (q, id) => (await registry.persons(q, [id])).length > 0,
        personNames: async () => new Map(),
      });
      billing = createBilling(kernel, { registry, record, sync });
      sync.registerScopes({
        scopesOf: async () => [{ scopeId: units.villages[0], name: '光明村', on: ['2026-11-22'] }],
      });
      return [registry, record, sync, billing].map(({ context }) => context);
    });
    await registry!.bulkLoad.structure(smallStructure());
    await registry!.bulkLoad.people(smallPeople());
    await test.addAccount('gp', 'gp', units.centre);
    await test.addAccount('bureau', 'bureau', units.county);
    await test.addAccount('far', 'bureau', units.otherCounty);
    device = await enrolTestDevice(await test.as('gp'), test.kernel.newId, units.villages[0], () => test.clock.now());
    bureau = await test.as('bureau');
  });
  const page = async (query = ''): Promise<SettlementPage> =>
    (await bureau({ method: 'GET', url: `/api/billing/settlements${query}` })).json();
  const wish = (totalFen: number, method: SettlementWish['method'] = 'insurance') => ({
    settlementId: test.kernel.newId(),
    method,
    totalFen,
    at: test.clock.now().toISOString(),
    byName: '医生',
  });
  const charge = async (...lines: ChargeLine[]) => {
    const id = test.kernel.newId();
    const set = Object.fromEntries(lines.map((one) => [`line.${test.kernel.newId()}`, { ...one }]));
    return { id, first: await device.edit(chargeKind, id, person, { attendanceId, ...set }) };
  };

  it('waits without an insurance, settles in the sandbox once, and tells the tablet', async () => {
    const { id, first } = await charge(line('T-ECG', 2_500, 1, 'class-a'), line('M-1', 333, 3, 'class-b'));
    expect(first.result).toMatchObject({ result: 'accepted' });
    const wrong = await device.edit(chargeKind, id, person, { settlement: wish(3_500) });
    expect(wrong.result).toMatchObject({ result: 'refused', problem: { code: 'billing/total-differs' } });
    expect((await device.edit(chargeKind, id, person, { settlement: wish(3_499) })).result).toMatchObject({
      result: 'accepted',
    });
    expect(await billing.sendSettlements()).toBe(0);
    expect(await page('?state=queued')).toMatchObject({ total: 1, peer: 'none', settlements: [{ totalFen: 3_499 }] });
    const more = await device.edit(chargeKind, id, person, {
      [`line.${test.kernel.newId()}`]: line('T-US', 100, 1, 'class-a'),
    });
    expect(more.result).toMatchObject({ result: 'refused', problem: { code: 'billing/settled-already' } });

    await billing.useSandbox();
    expect(await billing.sendSettlements()).toBe(1);
    expect(await billing.sendSettlements()).toBe(0);
    const settled = await page('?state=settled');
    // 80 hundredths of 25.00 and 60 of 9.99, rounded down to the fen, and the rest: nothing is lost.
    expect(settled.settlements).toMatchObject([{ fundFen: 2_599, selfFen: 900, simulated: true }]);
    const told = (await device.pull()).find(({ documentId }) => documentId === id);
    expect(told?.fields['outcome']?.[0]?.value).toMatchObject({ state: 'settled', fundFen: 2_599, simulated: true });
    const gp = await test.as('gp');
    const invoice = await gp({ method: 'GET', url: `/fhir/Invoice/${id}` });
    expect(invoice.json()).toMatchObject({ status: 'balanced', totalGross: { value: 34.99, currency: 'CNY' } });
  });

  it('tries again later where nobody answers, keeps a refusal with its reason, sends it again', async () => {
    const { id } = await charge(line('T-DR', 9_000, 1, 'class-a'));
    expect(await billing.tryInsurance()).toEqual({ state: 'ready', sandbox: true });
    const down = () => Promise.reject(new Error('down'));
    billing.registerInsurance({ kind: 'connected', settle: down, ready: down });
    expect(await billing.tryInsurance()).toEqual({ state: 'silent', sandbox: false });
    await device.edit(chargeKind, id, person, { settlement: wish(9_000) });
    expect(await billing.sendSettlements()).toBe(0);
    const [waiting] = (await page('?state=queued')).settlements;
    expect(waiting).toMatchObject({ reason: 'no-answer', attempts: 1 });
    expect(Date.parse(waiting!.nextAt!)).toBeGreaterThan(test.clock.now().getTime());
    expect(await billing.sendSettlements()).toBe(0);

    billing.registerInsurance({
      kind: 'connected',
      settle: async () => ({ state: 'refused', reason: '未参保' }),
      ready: async () => false,
    });
    test.clock.advanceSeconds(60);
    expect(await billing.sendSettlements()).toBe(1);
    expect((await page('?state=refused')).settlements).toMatchObject([{ reason: '未参保' }]);
    const far = await test.as('far');
    const refused = await far({ method: 'POST', url: `/api/billing/settlements/${waiting!.settlementId}/retry` });
    expect(refused.statusCode).toBe(404);
    await billing.useSandbox();
    const again = await bureau({ method: 'POST', url: `/api/billing/settlements/${waiting!.settlementId}/retry` });
    expect(again.statusCode).toBe(200);
    expect(await billing.sendSettlements()).toBe(1);
    expect((await page(`?text=${waiting!.settlementId.slice(-8)}`)).settlements).toMatchObject([{ state: 'settled' }]);
    const sheet = await bureau({ method: 'GET', url: '/api/billing/settlements-export?format=csv' });
    expect(sheet.body).toContain('90.00');
  });

  it('takes cash at once, and nothing without lines', async () => {
    const { id } = await charge(line('S-1', 1_000, 1, 'self-paid'));
    await device.edit(chargeKind, id, person, { settlement: wish(1_000, 'cash') });
    expect((await page('?method=cash')).settlements).toMatchObject([{ state: 'settled', selfFen: 1_000 }]);
    const empty = test.kernel.newId();
    await device.edit(chargeKind, empty, person, { attendanceId });
    expect((await device.edit(chargeKind, empty, person, { settlement: wish(0) })).result).toMatchObject({
      problem: { code: 'billing/nothing-to-settle' },
    });
    expect((await device.edit(chargeKind, empty, person, { outcome: { state: 'settled' } })).result).toMatchObject({
      result: 'refused',
    });
  });

  it('imports prices: a dry run first, bad cells by name, a changed price only from a new day', async () => {
    const sheet = async (...rows: string[][]) => {
      const { default: excel } = await import('exceljs');
      const workbook = new excel.Workbook();
      await workbook.xlsx.load(new Uint8Array(await sheetTemplate('价格表', [...priceColumns])).buffer);
      workbook.worksheets[0]!.spliceRows(2, 1);
      for (const row of rows) workbook.worksheets[0]!.addRow(row);
      return Buffer.from(await workbook.xlsx.writeBuffer()).toString('base64');
    };
    const send = async (contentBase64: string, dryRun: boolean) =>
      (await bureau({ method: 'POST', url: '/api/billing/price-imports', payload: { contentBase64, dryRun } })).json();
    const good = ['T-ECG', '常规心电图', '次', '25.5', '甲', '检查检验', '2026-01-01'];
    const bad = await send(await sheet(good, ['X', '坏', '次', '一元', '丁', '检查检验', '2026-02-30']), false);
    expect(bad).toMatchObject({ created: 0, rows: 2 });
    expect(bad.errors.map(({ column }: { column: string }) => column)).toEqual(['单价（元）', '医保类别', '执行日期']);
    const once = await sheet(good);
    expect(await send(once, true)).toMatchObject({ dryRun: true, errors: [] });
    expect(await send(once, false)).toMatchObject({ created: 1 });
    expect(await send(once, false)).toMatchObject({ created: 0, existing: 1 });
    expect(
      (await send(await sheet(['T-ECG', '常规心电图', '次', '30', '甲', '检查检验', '2026-01-01']), false)).errors,
    ).toHaveLength(1);
    const { prices } = (await bureau({ method: 'GET', url: '/api/billing/prices?text=心电' })).json();
    expect(prices).toMatchObject([{ code: 'T-ECG', amountFen: 2_550, insuranceClass: 'class-a' }]);
  });
});
