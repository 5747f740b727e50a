// Visits within a span, the newest entry of any kind, and what stood at a time: what is later does not count, what is cancelled neither.
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { migrationFolders, openRecord, people, type TestRecord } from './test-record.ts';

const subject = { reference: `Patient/${people[0]}` };
const visit = (id: string, start: string, code: string, status = 'finished') => ({
  resourceType: 'Encounter',
  id,
  status,
  class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code },
  subject,
  period: { start },
});
const active = { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] };
const answered = (id: string, at: string, value: string) => ({
  resourceType: 'Observation',
  id,
  status: 'final',
  code: { coding: [{ system: 'urn:tianmu:fhir:risk-fact', code: 'nicotine' }] },
  subject,
  effectiveDateTime: at,
  valueString: value,
});

describeOnEachEngine('use of services', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  const day = (on: string) => new Date(`${on}T12:00:00+08:00`);
  const used = async (from: string, to: string) =>
    test.record.useOfServices(database.db, [people[0], people[1]], { from: day(from), to: day(to) });
  beforeAll(async () => {
    test = await openRecord(database.db);
    await test.record.bulkLoad([
      visit('v1', '2025-03-01T09:00:00+08:00', 'AMB'),
      visit('v2', '2026-02-01T09:00:00+08:00', 'IMP'),
      visit('v3', '2026-05-01T09:00:00+08:00', 'EMER'),
      visit('v4', '2026-06-01T09:00:00+08:00', 'AMB', 'cancelled'),
      answered('o1', '2024-01-01T09:00:00+08:00', 'current'),
      answered('o2', '2026-07-01T09:00:00+08:00', 'recent'),
      {
        resourceType: 'Condition',
        id: 'c1',
        clinicalStatus: active,
        code: { coding: [{ system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10' }] },
        subject,
        onsetDateTime: '2025-06-01',
      },
    ]);
  });

  it('counts visits within the span', async () => {
    const [one, other] = await used('2026-01-01', '2026-12-31');
    expect(one).toMatchObject({ personId: people[0], visits: 2, stays: 1, emergencies: 1, lastVisitId: 'v3' });
    expect(one!.lastRecordedAt).toEqual(new Date('2026-07-01T01:00:00Z'));
    expect(other).toEqual({ personId: people[1], visits: 0, stays: 0, emergencies: 0 });
    expect((await used('2025-01-01', '2026-02-28'))[0]).toMatchObject({ visits: 2, stays: 1, lastVisitId: 'v2' });
  });

  it('tells what had begun or been answered by a time', async () => {
    const { record } = test;
    const standing = async (on: string) =>
      [...(await record.standingCodes(database.db, [people[0]], ['I1'], day(on))).values()].flat();
    expect([await standing('2025-05-31'), await standing('2025-06-02')]).toEqual([[], ['I10']]);
    const nicotine = async (on: string) =>
      (
        await record.codedFacts(database.db, [people[0]], {
          conditions: [],
          observations: ['nicotine'],
          until: day(on),
        })
      ).map(({ resource }) => resource['valueString']);
    expect([await nicotine('2023-12-31'), await nicotine('2025-01-01'), await nicotine('2026-12-31')]).toEqual([
      [],
      ['current'],
      ['recent'],
    ]);
  });
});
