// Promise: real foreign records (Synthea bundles) come in over FHIR as they are, complete, and the clinic finds the people.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openJourneyCounty, root, type JourneyCounty } from './county.ts';

interface Resource {
  resourceType: string;
  id: string;
  name?: { family: string; given: string[] }[];
}
interface Bundle {
  entry: { resource: Resource }[];
}

const folder = join(root, 'foundation/record/golden/synthea');
let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

it('takes every bundle as a transaction, loses nothing, and shows the people in the clinic', async () => {
  const integrator = await county.as('integrator');
  const fhir = { 'content-type': 'application/fhir+json' };
  const total = async (type: string) =>
    ((await integrator('GET', `/fhir/${type}?_summary=count`)).json as { total: number }).total;
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.br'))
    .toSorted();
  const bundles = files.map((name) => brotliDecompressSync(readFileSync(join(folder, name))).toString());
  const expected = new Map<string, number>();
  for (const text of bundles)
    for (const { resource } of (JSON.parse(text) as Bundle).entry)
      expected.set(resource.resourceType, (expected.get(resource.resourceType) ?? 0) + 1);
  const before = new Map<string, number>();
  for (const type of expected.keys()) before.set(type, await total(type));

  const people: { id: string; family: string; given: string; resources: number }[] = [];
  for (const text of bundles) {
    const answer = await integrator('POST', '/fhir', text, fhir);
    expect(answer.status, JSON.stringify(answer.json).slice(0, 500)).toBe(200);
    const sent = (JSON.parse(text) as Bundle).entry.map(({ resource }) => resource);
    const locations = (answer.json as { entry: { response: { status: string; location: string } }[] }).entry.map(
      ({ response }) => response.location,
    );
    const at = sent.findIndex(({ resourceType }) => resourceType === 'Patient');
    if (at < 0) continue;
    const [, id] = /Patient\/([^/]+)/.exec(locations[at]!)!;
    people.push({
      id: id!,
      family: sent[at]!.name![0]!.family,
      given: sent[at]!.name![0]!.given[0]!,
      resources: sent.length,
    });
  }
  for (const [type, count] of expected) expect((await total(type)) - before.get(type)!, type).toBe(count);

  for (const person of people) {
    // $everything holds the person's own resources and what they refer to: nothing of the bundle is missing.
    const own = new Set<string>();
    let next: string | undefined = `/fhir/Patient/${person.id}/$everything?_count=500`;
    while (next) {
      const page = (await integrator('GET', next)).json as {
        entry?: { resource: Resource }[];
        link?: { relation: string; url: string }[];
      };
      for (const { resource } of page.entry ?? []) own.add(`${resource.resourceType}/${resource.id}`);
      const link = page.link?.find(({ relation }) => relation === 'next')?.url;
      next = link && new URL(link).pathname + new URL(link).search;
    }
    expect(own.size, person.family).toBeGreaterThanOrEqual(person.resources);
  }

  // As a second account, in the clinic: the doctor of the integrator's institution finds each of them by name.
  const { page } = await county.newPage();
  await page.goto(`${county.address}/`);
  await page
    .getByRole('button', { name: /全科医生/ })
    .first()
    .click();
  await page.waitForURL('**/clinic/**');
  for (const person of people.slice(0, 3)) {
    await page.getByPlaceholder('姓名、拼音、首字母、身份证号或电话').fill(person.family);
    await page.waitForURL(new RegExp(person.family));
    await page.waitForLoadState('networkidle');
    await page
      .getByRole('row', { name: new RegExp(person.family) })
      .first()
      .waitFor();
  }
  await page
    .getByRole('row', { name: new RegExp(people[2]!.family) })
    .first()
    .click();
  await page.getByRole('heading', { name: '时间线' }).waitFor();
}, 300_000);
