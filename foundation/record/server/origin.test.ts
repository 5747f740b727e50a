// Where an entry came from: names of the writer, the sending system, corrections, Provenance; nothing for whoever may not see it; the timeline by source.
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { actor, clientOf, migrationFolders, openRecord, people, units, type TestRecord } from './test-record.ts';
import { readOrigin } from './use-cases/read-origin.ts';
import { readTimeline } from './use-cases/read-timeline.ts';

const gp = actor('gp', units.villages[0]);
const bureau = actor('bureau', units.county);

describeOnEachEngine('where entries come from', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  let id: string;
  const observation = (value: number) => ({
    resourceType: 'Observation',
    status: 'final',
    meta: { source: 'urn:hospital:lis' },
    category: [{ coding: [{ code: 'laboratory' }] }],
    identifier: [{ system: 'urn:lis', value: 'L-17' }],
    code: { coding: [{ system: 'http://loinc.org', code: '2160-0' }], text: '肌酐' },
    subject: { reference: `Patient/${people[0]}` },
    performer: [{ display: '县人民医院检验科' }],
    effectiveDateTime: '2026-03-01T08:00:00+08:00',
    valueQuantity: { value, unit: 'umol/L', system: 'http://unitsofmeasure.org', code: 'umol/L' },
  });
  const origin = (who = gp, wanted = id) =>
    readOrigin(test.services, {
      actor: who,
      now: test.clock.now(),
      personId: people[0],
      type: 'Observation',
      id: wanted,
    });
  beforeAll(async () => {
    test = await openRecord(database.db);
    const call = clientOf(test, actor('integrator', units.county));
    const created = await call('POST', '/Observation', observation(88));
    id = (created.json as { id: string }).id;
    const provenance = {
      resourceType: 'Provenance',
      recorded: '2026-03-01T09:00:00Z',
      agent: [{ who: { reference: `Organization/${units.hospital}` } }],
    };
    const sent = await call(
      'PUT',
      `/Observation/${id}`,
      { ...observation(91), id },
      {
        'x-provenance': JSON.stringify(provenance),
      },
    );
    expect(sent.status).toBe(200);
  });

  it('tells names, system, number, corrections and Provenance', async () => {
    const told = await origin();
    expect(told).toMatchObject({
      ok: true,
      value: {
        from: 'laboratory',
        by: ['县人民医院检验科'],
        system: 'urn:hospital:lis',
        identifiers: ['L-17'],
        versions: [{ version: 2 }, { version: 1 }],
        provenances: [{ recordedAt: '2026-03-01T09:00:00Z', agents: [expect.stringMatching(/医院/)] }],
      },
    });
  });

  it('keeps names from masked readers, and entries of nobody', async () => {
    expect(await origin(bureau)).toMatchObject({ ok: true, value: { by: [], identifiers: [], from: 'laboratory' } });
    expect(await origin(gp, 'unknown-1')).toMatchObject({ ok: false });
  });

  it('reads the timeline by source, page by page', async () => {
    const page = (query: object) =>
      readTimeline(test.services, {
        actor: gp,
        now: test.clock.now(),
        personId: people[0],
        query,
      });
    expect(await page({ from: 'laboratory', limit: 1 })).toMatchObject({
      ok: true,
      value: { items: [{ resource: `Observation/${id}`, from: 'laboratory' }] },
    });
    expect(await page({ from: 'imaging' })).toEqual({ ok: true, value: { items: [] } });
  });
});
