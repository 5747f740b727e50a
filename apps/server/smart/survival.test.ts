// Tokens and keys belong to the database: they survive a restart, hold on every server, and end on all of them.
import { afterEach, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { backendKeys, backendToken, openVendor, registerBackend, type Vendor } from './test-vendor.ts';

describeOnEachEngine('tokens of apps', { contexts: [] }, (database) => {
  const open: Vendor[] = [];
  const start = async () => {
    const vendor = await openVendor(database.db);
    open.push(vendor);
    return vendor;
  };
  const keysOf = async (vendor: Vendor) => (await vendor.withToken('')('GET', '/oidc/jwks')).json.keys as object[];
  afterEach(async () => {
    for (const vendor of open.splice(0)) await vendor.close();
  }, 120_000);

  it('survive a restart, hold on a second server, and end there within three seconds', async () => {
    const first = await start();
    await first.test.addAccount('admin', 'system-admin');
    const keys = await backendKeys('ES384');
    const appId = await registerBackend(await first.as('admin'), keys, ['system/Patient.rs']);
    const answer = await backendToken(first, keys, appId, 'system/Patient.rs');
    const token = answer.json.access_token as string;
    const signing = await keysOf(first);
    await first.close();
    open.length = 0;

    const [again, beside] = [await start(), await start()];
    const ask = async (vendor: Vendor) => (await vendor.withToken(token)('GET', '/fhir/Patient?_count=1')).status;
    expect([await ask(again), await ask(beside)]).toEqual([200, 200]);
    expect([await keysOf(again), await keysOf(beside)]).toEqual([signing, signing]);

    const admin = await again.as('admin');
    expect((await admin('DELETE', `/api/apps/${appId}/tokens`)).json).toEqual({ ended: 1 });
    expect(await ask(again)).toBe(401);
    await expect.poll(() => ask(beside), { timeout: 20_000, interval: 100 }).toBe(401);
  }, 120_000);
});
