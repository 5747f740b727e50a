// The register of service points over HTTP: found, changed under a version, photographed, exported; keepers sealed and shortened.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import type { ServicePointDetail, ServicePointRow } from '../service-point-contract.ts';
import { createRegistry, type Registry } from './index.ts';
import { smallStructure, units } from './small-county.ts';

const folders = [{ schema: 'registry', folder: new URL('./migrations/', import.meta.url) }];
const register = '/api/service-point-register';
const point = {
  kind: 'enterprise',
  name: '於潜竹木厂',
  villageId: units.villages[1],
  position: { lon: 119.41, lat: 30.21, datum: 'WGS-84' },
  hasPower: true,
  network: '5g',
  standards: ['sign'],
  keeperName: '方水英',
  keeperPhone: '138 1234 5678',
};

describeOnEachEngine('service points', { contexts: folders }, (database) => {
  let test: TestKernel;
  let bureau: Awaited<ReturnType<TestKernel['as']>>;
  beforeAll(async () => {
    let registry: Registry | undefined;
    test = await openTestKernel(database.db, (kernel) => [(registry = createRegistry(kernel)).context]);
    await registry!.bulkLoad.structure(smallStructure());
    await test.addAccount('bureau', 'bureau', units.county);
    await test.addAccount('far', 'township-admin', units.otherTownship);
    await test.addAccount('gp', 'gp', units.township);
    bureau = await test.as('bureau');
  }, 120_000);
  afterAll(() => test?.stop());

  it('registers, shows the keeper shortened to overseers, and says what is lacking', async () => {
    const added = await bureau({ method: 'POST', url: register, payload: point });
    expect(added.statusCode, added.body).toBe(200);
    const made = added.json<ServicePointDetail>();
    expect(made).toMatchObject({ keeperName: '方*英', keeperPhone: '138****5678', masked: true, version: 1 });
    expect(made.lacks).toEqual(['photo', 'standard']);
    const gp = await test.as('gp');
    const seen = (await gp({ url: `${register}/${made.servicePointId}` })).json<ServicePointDetail>();
    expect(seen).toMatchObject({ keeperName: '方水英', keeperPhone: '13812345678', masked: false });
    const [row] = await database.db.query<{ sealed: string }>(
      'select keeper_phone_sealed as sealed from registry.service_point where id = $1',
      [made.servicePointId],
    );
    expect(row!.sealed).not.toContain('5678');
  });

  it('finds by text, kind and lack, sorts and pages', async () => {
    const find = async (query: string) =>
      (await bureau({ url: `${register}?${query}` })).json<{
        items: ServicePointRow[];
        total: number;
        next?: string;
      }>();
    expect((await find('')).total).toBe(2);
    expect((await find('kind=enterprise')).items.map((one) => one.name)).toEqual(['於潜竹木厂']);
    expect((await find(`text=${encodeURIComponent('光明')}`)).items).toHaveLength(1);
    expect((await find('lacks=position')).items.map((one) => one.name)).toEqual(['光明村巡诊点']);
    const first = await find('limit=1&sort=name');
    expect(first.next).toBe('1');
    const second = await find(`limit=1&sort=name&page=${first.next}`);
    expect(second.items[0]!.name).not.toBe(first.items[0]!.name);
    const other = await test.as('far');
    expect((await other({ url: register })).json<{ total: number }>().total).toBe(0);
  });

  it('changes under a version only, keeps an untouched keeper, refuses strange datums and units', async () => {
    const [one] = (await bureau({ url: `${register}?kind=enterprise` })).json<{ items: ServicePointRow[] }>().items;
    const url = `${register}/${one!.servicePointId}`;
    const { keeperName: _, keeperPhone: __, ...rest } = point;
    const put = (payload: object, version?: number, ask = bureau) =>
      ask({ method: 'PUT', url, payload, ...(version && { headers: { 'if-match': `"${version}"` } }) });
    expect((await put(rest)).statusCode).toBe(428);
    const changed = await put({ ...rest, name: '於潜竹木二厂' }, 1);
    expect(changed.json<ServicePointDetail>()).toMatchObject({ name: '於潜竹木二厂', keeperName: '方*英', version: 2 });
    expect((await put(rest, 1)).statusCode).toBe(412);
    expect((await put({ ...rest, position: { lon: 119.41, lat: 30.21, datum: 'GCJ-02' } }, 2)).statusCode).toBe(400);
    expect((await put({ ...rest, keeperPhone: '12' }, 2)).statusCode).toBe(422);
    const far = await test.as('far');
    expect((await put(rest, 2, far)).statusCode).toBe(403);
  });

  it('keeps a photo, refuses what only says it is one, and exports what the list shows', async () => {
    const [one] = (await bureau({ url: `${register}?kind=enterprise` })).json<{ items: ServicePointRow[] }>().items;
    const url = `${register}/${one!.servicePointId}/photo`;
    const photo = Buffer.concat([Buffer.from([0x89]), Buffer.from('PNG\r\n\u001a\n'), Buffer.alloc(40)]);
    const put = (content: Buffer) =>
      bureau({
        method: 'PUT',
        url,
        payload: { contentBase64: content.toString('base64'), mediaType: 'image/png' },
        headers: { 'if-match': '"2"' },
      });
    expect((await put(Buffer.from('no photo at all'))).statusCode).toBe(422);
    expect((await put(photo)).json<ServicePointDetail>()).toMatchObject({ hasPhoto: true, version: 3 });
    const got = await bureau({ url });
    expect(got.headers['content-type']).toBe('image/png');
    expect(got.rawPayload.equals(photo)).toBe(true);
    const csv = await bureau({ url: `${register}.csv?kind=enterprise` });
    expect(csv.body.startsWith('\uFEFF名称,类别')).toBe(true);
    expect(csv.body).toContain('方*英');
    expect(csv.body).not.toContain('方水英');
    const xlsx = await bureau({ url: `${register}.xlsx` });
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });
});
