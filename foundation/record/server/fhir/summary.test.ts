// Patient/$summary: a valid IPS document whose references resolve inside, of one person, within labels and views, safely worded.
import { linkPending } from '#platform/kernel/audit/chain.ts';
import { beforeAll, expect, it } from 'vitest';
import { validate } from '#platform/fhir/validate.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import {
  actor,
  clientOf,
  migrationFolders,
  openRecord,
  people,
  syntheaBundles,
  testBase,
  units,
} from '../test-record.ts';
import type { Client, TestRecord } from '../test-record.ts';

type Json = Record<string, unknown> & { resourceType: string; id: string };
interface Document {
  resourceType: string;
  type: string;
  entry: { fullUrl: string; resource: Json }[];
}
interface Section {
  title: string;
  code: { coding: { code: string }[] };
  text: { div: string };
  entry: { reference: string }[];
}

const condition = (id: string, text: string, more: object = {}) => ({
  resourceType: 'Condition',
  id,
  clinicalStatus: { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'active' }] },
  code: { text },
  subject: { reference: `Patient/${people[0]}` },
  ...more,
});
const psychiatric = {
  meta: { security: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'PSY' }] },
};

function referencesOf(value: unknown, found: string[] = []): string[] {
  if (Array.isArray(value)) value.forEach((one) => referencesOf(one, found));
  else if (typeof value === 'object' && value !== null)
    for (const [key, inner] of Object.entries(value)) {
      if (key === 'reference' && typeof inner === 'string') found.push(inner);
      else referencesOf(inner, found);
    }
  return found;
}
const sectionsOf = (document: Document) => document.entry[0]!.resource.section as Section[];
const codes = (document: Document) => sectionsOf(document).map((section) => section.code.coding[0]!.code);

describeOnEachEngine('patient summary', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  let writer: Client;
  let gp: Client;
  let nurse: Client;
  const synthea: string[] = [];

  beforeAll(async () => {
    test = await openRecord(database.db);
    writer = clientOf(test, actor('integrator', units.county));
    gp = clientOf(test, actor('gp', units.centre));
    nurse = clientOf(test, actor('nurse', units.centre));
    for (const at of [0, 1, 4]) {
      const { json } = await writer('POST', '/', syntheaBundles()[at]!.bundle);
      for (const { response } of json.entry as { response: { location: string } }[]) {
        const found = /\/Patient\/([^/]+)\//.exec(response.location);
        if (found) synthea.push(found[1]!);
      }
    }
    await writer('PUT', '/Condition/plain', condition('plain', '<script>alert("高血压")</script> & \u0041'));
    await writer(
      'PUT',
      '/Condition/old',
      condition('old', '痊愈的', {
        clinicalStatus: {
          coding: [{ system: 'http://terminology.hl7.org/CodeSystem/condition-clinical', code: 'resolved' }],
        },
      }),
    );
    await writer('PUT', '/Condition/psy', condition('psy', '精神科问题', psychiatric));
    await writer('PUT', '/Condition/other', {
      ...condition('other', '别人的'),
      subject: { reference: `Patient/${people[1]}` },
    });
  }, 120_000);

  const summaryOf = async (client: Client, id: string): Promise<Document> => {
    const answer = await client('GET', `/Patient/${id}/$summary`);
    expect([answer.status, answer.status === 200 ? '' : answer.body]).toEqual([200, '']);
    return answer.json as Document;
  };

  function expectWhole(document: Document, patientId: string): void {
    expect(validate(document).filter((issue) => issue.severity !== 'warning')).toEqual([]);
    expect([document.type, document.entry[0]!.resource.resourceType]).toEqual(['document', 'Composition']);
    const urls = new Set(document.entry.map((entry) => entry.fullUrl));
    expect(urls.size).toBe(document.entry.length);
    for (const { resource } of document.entry) {
      const loose = referencesOf(resource).filter(
        (reference) => !reference.startsWith('#') && !urls.has(reference) && !urls.has(`${testBase}/${reference}`),
      );
      expect([resource.resourceType, loose]).toEqual([resource.resourceType, []]);
      const owner = (resource.subject ?? resource.patient) as { reference?: string } | undefined;
      if (owner?.reference?.includes('Patient/')) expect(owner.reference.endsWith(`Patient/${patientId}`)).toBe(true);
    }
  }

  it('is a whole document for real patients, with all sections that have something', async () => {
    expect(synthea).toHaveLength(1);
    for (const id of synthea) {
      const document = await summaryOf(writer, id);
      expectWhole(document, id);
      expect(codes(document).slice(0, 3)).toEqual(['11450-4', '48765-2', '10160-0']);
      expect(codes(document)).toEqual(expect.arrayContaining(['11369-6', '8716-3']));
      for (const section of sectionsOf(document)) {
        expect(section.entry.length).toBeGreaterThan(0);
        expect(section.text.div).toMatch(/^<div xmlns="http:\/\/www\.w3\.org\/1999\/xhtml">.+<\/div>$/s);
      }
    }
  });

  it('words are escaped, past problems left out, and what nobody knows is said', async () => {
    const document = await summaryOf(gp, people[0]);
    expectWhole(document, people[0]);
    const [problems, allergies] = sectionsOf(document);
    expect(problems!.text.div).toContain('&lt;script&gt;alert(&quot;高血压&quot;)&lt;/script&gt; &amp; A');
    expect(problems!.entry.map((entry) => entry.reference).toSorted()).toEqual([
      `${testBase}/Condition/plain`,
      `${testBase}/Condition/psy`,
    ]);
    expect(allergies!.text.div).toContain('没有过敏信息');
    expect(
      document.entry.find((entry) => entry.fullUrl === allergies!.entry[0]!.reference)!.resource.code,
    ).toMatchObject({ coding: [{ code: 'no-allergy-info' }] });
    expect(JSON.stringify(document)).not.toMatch(/痊愈的|别人的/);
    const author = (document.entry[0]!.resource.author as { reference: string }[])[0]!.reference;
    expect(document.entry.find((entry) => entry.fullUrl === author)!.resource.resourceType).toBe('Organization');
  });

  it('keeps labels, views and reach', async () => {
    const seen = await summaryOf(nurse, people[0]);
    expectWhole(seen, people[0]);
    expect(JSON.stringify(seen)).not.toContain('精神科');
    const masked = await summaryOf(clientOf(test, actor('bureau', units.county)), people[0]);
    expect(JSON.stringify(masked)).not.toMatch(/王小明|330112\d{11}/);
    expect((await clientOf(test, actor('gp', units.otherCentre))('GET', `/Patient/${people[0]}/$summary`)).status).toBe(
      403,
    );
    expect((await gp('GET', '/Patient/nobody/$summary')).status).toBe(404);
    expect((await gp('GET', `/Patient/${people[0]}/$summary?x=1`)).status).toBe(400);
    expect((await gp('POST', `/Patient/${people[0]}/$summary`)).status).toBe(200);
    await linkPending(database.db, 'main', test.clock);
    const rows = await database.db.query<{ body: string }>(
      `select body from audit.event where body like '%$summary%' and outcome = 'success' order by at desc, id desc limit 1`,
    );
    expect(JSON.parse(rows[0]!.body)).toMatchObject({ object: `Patient/${people[0]}/$summary`, persons: [people[0]] });
  });
});
