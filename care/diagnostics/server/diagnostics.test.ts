// An ECG goes out with a file, the hospital reads and signs, the answer comes back into the document and the record; others see nothing.
import { createHash } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { openTestKernel, type TestKernel } from '#platform/kernel/test-kernel.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry, type Registry } from '#foundation/registry/server/index.ts';
import { people, smallPeople, smallStructure, units } from '#foundation/registry/server/small-county.ts';
import { createSync } from '#foundation/sync/server/index.ts';
import { enrolTestDevice, type TestDevice } from '#foundation/sync/server/test-device.ts';
import { studyKind, type Reading, type StudySheet } from '../contract.ts';
import { createDiagnostics } from './index.ts';

const folders = [
  ...['registry', 'record', 'messaging', 'sync'].map((schema) => ({
    schema,
    folder: new URL(`../../../foundation/${schema}/server/migrations/`, import.meta.url),
  })),
  { schema: 'diagnostics', folder: new URL('./migrations/', import.meta.url) },
];

describeOnEachEngine('diagnostics', { contexts: folders }, (database: { db: Db }) => {
  let test: TestKernel;
  let tablet: TestDevice;
  let gp: Awaited<ReturnType<TestKernel['as']>>;
  let specialist: Awaited<ReturnType<TestKernel['as']>>;
  const person = people[0];
  const village = units.villages[0];
  const attendanceId = '01980000-0000-7000-8000-00000000a001';

  beforeAll(async () => {
    let registry: Registry;
    test = await openTestKernel(database.db, (kernel) => {
      registry = createRegistry(kernel);
      const record = createRecord(kernel, registry);
      const messaging = createMessaging(kernel, registry);
      const sync = createSync(kernel, {
        personExists: async (q, id) => (await registry.persons(q, [id])).length > 0,
        personNames: async () => new Map(),
      });
      const diagnostics = createDiagnostics({ kernel, registry, record, messaging, sync });
      sync.registerScopes({ scopesOf: async () => [{ scopeId: village, name: '光明村', on: ['2026-11-22'] }] });
      return [registry, record, messaging, sync, diagnostics].map(({ context }) => context);
    });
    await registry!.bulkLoad.structure(smallStructure());
    await registry!.bulkLoad.people(smallPeople());
    await test.addAccount('gp', 'gp', units.centre);
    await test.addAccount('specialist', 'specialist', units.hospital);
    await test.addAccount('elsewhere', 'specialist', units.otherCentre);
    gp = await test.as('gp');
    specialist = await test.as('specialist');
    tablet = await enrolTestDevice(gp, test.kernel.newId, village, () => test.clock.now());
  });
  const readings = async (call = specialist, query = ''): Promise<Reading[]> =>
    (await call({ method: 'GET', url: `/api/diagnostics/readings${query}` })).json().readings;
  const study = (set: Record<string, unknown>, id = test.kernel.newId()) =>
    tablet
      .edit(studyKind, id, person, { attendanceId, modality: 'ecg', ...set } as never)
      .then((done) => ({ id, done }));
  const sent = (organisationId = units.hospital) => ({
    organisationId,
    organisationName: '人民医院',
    question: '胸闷两天，请看',
    urgency: 'urgent',
    at: test.clock.now().toISOString(),
    byName: '医生',
  });

  it('comes back into the visit and the record once it is signed', async () => {
    const file = Buffer.from('%PDF-1.4 test');
    const attachmentId = test.kernel.newId();
    const { id, done } = await study({
      'value.rate': 72,
      'value.qt': 400,
      files: [{ attachmentId, name: '心电图.pdf', mediaType: 'application/pdf', bytes: file.byteLength }],
      sent: sent(),
    });
    expect(done.result).toMatchObject({ result: 'accepted' });
    const url = `/api/people/${person}/studies/${id}`;
    const [waiting] = await readings();
    expect(waiting).toMatchObject({ studyId: id, state: 'waiting', urgency: 'urgent', question: '胸闷两天，请看' });
    expect(await readings(await test.as('elsewhere'))).toEqual([]);
    expect((await specialist({ method: 'GET', url: `${url}/files/${attachmentId}` })).statusCode).toBe(404);

    const devices = (await gp({ method: 'GET', url: '/api/sync/devices' })).json().devices;
    const digest = createHash('sha256').update(file).digest('hex');
    await gp({
      method: 'POST',
      url: `/api/sync/attachments/${attachmentId}`,
      payload: {
        deviceId: devices[0].deviceId,
        personId: person,
        bytes: file.byteLength,
        digest,
        mediaType: 'application/pdf',
      },
    });
    await gp({
      method: 'PUT',
      url: `/api/sync/attachments/${attachmentId}/chunks/0`,
      headers: { 'content-type': 'application/octet-stream' },
      payload: file,
    });
    const opened = (await specialist({ method: 'POST', url: `${url}/opening` })).json<StudySheet>();
    expect(opened.reading.state).toBe('reading');
    expect(opened.findings.map(({ code }) => code)).toEqual(['rate', 'qt', 'qtc']);
    expect(opened.files).toMatchObject([{ arrived: true }]);
    const bytes = await specialist({ method: 'GET', url: `${url}/files/${attachmentId}` });
    expect([bytes.statusCode, bytes.rawPayload.equals(file)]).toEqual([200, true]);

    const answer = (version: number) =>
      specialist({
        method: 'POST',
        url: `${url}/answer`,
        payload: { conclusion: '窦性心律，大致正常', critical: false, version },
      });
    expect((await answer(opened.reading.version - 1)).statusCode).toBe(412);
    expect((await answer(opened.reading.version)).statusCode).toBe(200);
    expect((await answer(opened.reading.version)).json()).toMatchObject({ kind: 'rule-broken' });
    const back = (await tablet.pull()).find(({ documentId }) => documentId === id);
    expect(back?.fields['answer']?.[0]?.value).toMatchObject({
      conclusion: '窦性心律，大致正常',
      byName: 'specialist',
    });
    const report = (await gp({ method: 'GET', url: `/fhir/DiagnosticReport/${id}-report` })).json();
    expect(report).toMatchObject({ status: 'final', conclusion: '窦性心律，大致正常' });
    expect(report.result).toHaveLength(3);
    expect((await gp({ method: 'GET', url: `/fhir/ServiceRequest/${id}` })).json()).toMatchObject({
      status: 'completed',
    });
    const bundle = (await gp({ method: 'GET', url: `/fhir/DocumentReference/${attachmentId}` })).json();
    expect(bundle.content[0].attachment.url).toBe(`${url}/files/${attachmentId}`);
    expect(await readings()).toEqual([]);
    expect(await readings(specialist, '?state=answered')).toMatchObject([{ studyId: id, readerName: 'specialist' }]);
  });

  it('refuses an unknown hospital and an answer from a device; a withdrawn study leaves the queue', async () => {
    expect((await study({ sent: sent(units.centre) })).done.result).toMatchObject({
      problem: { code: 'diagnostics/hospital-unknown' },
    });
    expect((await study({ answer: { conclusion: 'x' } })).done.result).toMatchObject({ result: 'refused' });
    const { id } = await study({ 'value.rate': 30, sent: sent() });
    expect(await readings()).toMatchObject([{ critical: true }]);
    await tablet.edit(studyKind, id, person, { cancelled: '重复开单' });
    expect(await readings()).toEqual([]);
  });
});
