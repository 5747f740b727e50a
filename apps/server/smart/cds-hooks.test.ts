// CDS Hooks with tokens of apps: a backend asks for cards under its scopes, and no further than them.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { hookReply } from '#programmes/chronic-care/advice-contract.ts';
import {
  backendKeys,
  backendToken,
  openVendor,
  registerBackend,
  type BackendKeys,
  type Send,
  type Vendor,
} from './test-vendor.ts';

describeOnEachEngine('CDS Hooks for apps', { contexts: [] }, (database) => {
  let vendor: Vendor;
  let keys: BackendKeys;
  let appId: string;
  beforeAll(async () => {
    vendor = await openVendor(database.db);
    await vendor.test.addAccount('admin', 'system-admin');
    keys = await backendKeys('ES384');
    appId = await registerBackend(await vendor.as('admin'), keys, [
      'system/Patient.cruds',
      'system/Observation.cruds',
      'system/Condition.cruds',
    ]);
  });
  afterAll(() => vendor.close());

  const withScope = async (scope: string): Promise<Send> =>
    vendor.withToken((await backendToken(vendor, keys, appId, scope, {})).json.access_token as string);

  it('answers under scopes for what the cards tell of', async () => {
    const app = await withScope('system/Patient.cruds system/Observation.cruds system/Condition.cruds');
    const patient = { resourceType: 'Patient', name: [{ text: '王小明' }], gender: 'male', birthDate: '1960-05-12' };
    const patientId = (await app('POST', '/fhir/Patient', patient)).json.id as string;
    const subject = { reference: `Patient/${patientId}` };
    const hypertension = {
      resourceType: 'Condition',
      clinicalStatus: {
        coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }],
      },
      code: { coding: [{ system: 'urn:oid:2.16.156.10011.2.3.3.11', code: 'I10.x00' }], text: '高血压' },
      subject,
    };
    expect((await app('POST', '/fhir/Condition', hypertension)).status).toBe(201);
    const ask = (as: Send) =>
      as('POST', '/cds-services/chronic-care-patient-view', {
        hook: 'patient-view',
        hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
        context: { userId: 'Practitioner/1', patientId },
      });
    const answer = await ask(app);
    expect(answer.status).toBe(200);
    expect(hookReply.parse(answer.json).cards.map(({ indicator }) => indicator)).toEqual(['warning', 'info']);

    expect((await ask(await withScope('system/Patient.cruds'))).status).toBe(403);
    expect((await app('GET', '/api/chronic-care/people')).status).toBe(403);
    expect((await ask(vendor.withToken('nobody'))).status).toBe(401);
  });
});
