// Real input: Synthea bundles as transactions with policy and audit on; totals, $everything, and each search parameter against brute force.
import { beforeAll, describe, expect, it } from 'vitest';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { parametersOf } from '../rules/search-parameters.ts';
import type { SearchParameter } from '../rules/search-parameters.ts';
import { queriesFor, valuesByResource } from './search-oracle.ts';
import type { Query, Resource } from './search-oracle.ts';
import { actor, clientOf, migrationFolders, openRecord, syntheaBundles, testBase, units } from './test-record.ts';
import type { Client, TestRecord } from './test-record.ts';
import { parseRequest, planSearch, wholeWhere } from './use-cases/search-plan.ts';

const bundles = syntheaBundles();
const inBundles = new Map<string, number>();
for (const { bundle } of bundles) {
  for (const { resource } of bundle.entry) {
    inBundles.set(resource.resourceType, (inBundles.get(resource.resourceType) ?? 0) + 1);
  }
}

describeOnEachEngine('synthea', { contexts: migrationFolders }, (database) => {
  const expected = new Map(inBundles);
  let test: TestRecord;
  let client: Client;
  const answers: { name: string; status: number; statuses: Set<string> }[] = [];

  beforeAll(async () => {
    test = await openRecord(database.db);
    client = clientOf(test, actor('integrator', units.county));
    // What the registry projected stands beside; the totals below are those of the bundles.
    for (const [type, ids] of await projected(test)) expected.set(type, (expected.get(type) ?? 0) + ids);
    for (const { name, bundle } of bundles) {
      const { status, json } = await client('POST', '/', bundle);
      answers.push({
        name,
        status,
        statuses: new Set(json.entry?.map((entry: { response: { status: string } }) => entry.response.status)),
      });
    }
  }, 120_000);

  it('takes every bundle', () => {
    expect(answers.map(({ name, status, statuses }) => [name, status, [...statuses]])).toEqual(
      bundles.map(({ name }) => [name, 200, ['201 Created']]),
    );
  });

  it('holds exactly what the bundles hold', async () => {
    const totals = new Map<string, number>();
    for (const type of expected.keys()) {
      const { json } = await client('GET', `/${type}?_summary=count`);
      totals.set(type, json.total);
    }
    const own = new Map([...expected].filter(([type]) => type !== 'Patient'));
    expect([...totals].filter(([type]) => type !== 'Patient')).toEqual([...own]);
    expect(
      (await client('GET', '/Patient?identifier=https://github.com/synthetichealth/synthea|&_summary=count')).json
        .total,
    ).toBe(8);
  });

  it('creates nothing twice when conditional creates repeat', async () => {
    const { json } = await client('POST', '/', bundles[0]!.bundle);
    expect(new Set(json.entry.map((entry: { response: { status: string } }) => entry.response.status))).toEqual(
      new Set(['200 OK']),
    );
    expect((await client('GET', '/Organization?_summary=count')).json.total).toBe(expected.get('Organization'));
  });

  it('gives everything of each patient', async () => {
    for (const { bundle } of bundles.slice(2)) {
      const synthea = bundle.entry[0]!.resource.id as string;
      const found = await client('GET', `/Patient?identifier=https://github.com/synthetichealth/synthea|${synthea}`);
      const seen = new Set<string>();
      const counts = new Map<string, number>();
      let next: string | undefined = `/Patient/${found.json.entry[0].resource.id}/$everything`;
      while (next) {
        const { json } = await client('GET', next);
        for (const { resource, search } of json.entry) {
          // A page names what its own resources refer to; the next page may name the same again.
          if (seen.has(`${resource.resourceType}/${resource.id}`)) continue;
          seen.add(`${resource.resourceType}/${resource.id}`);
          const key = search.mode === 'match' ? resource.resourceType : `${resource.resourceType} named`;
          counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        next = json.link.find((link: { relation: string }) => link.relation === 'next')?.url.replace(testBase, '');
      }
      const own = bundle.entry.map((entry) => entry.resource.resourceType as string);
      for (const type of new Set(own)) {
        const label = type === 'Medication' ? 'Medication named' : type;
        expect([type, counts.get(label)], `patient ${synthea}`).toEqual([
          type,
          own.filter((one) => one === type).length,
        ]);
      }
      expect(counts.get('Practitioner named')).toBeGreaterThan(0);
    }
  });

  it('shows the people in the registry', async () => {
    const { json } = await client('GET', '/Patient?identifier=https://github.com/synthetichealth/synthea|');
    const ids = json.entry.map((entry: { resource: Resource }) => entry.resource.id) as string[];
    const people = await test.registry.persons(database.db, ids);
    expect(people).toHaveLength(8);
    expect(people.map((person) => person.name)).toContain('Ruben688 Medhurst46');
    expect(new Set(people.map((person) => person.institutionId))).toEqual(new Set([units.county]));
  });

  it('keeps no ID number or phone readable in the tables', async () => {
    const numbers = bundles.flatMap(({ bundle }) =>
      bundle.entry
        .filter(({ resource }) => resource.resourceType === 'Patient')
        .flatMap(({ resource }) =>
          resource.identifier
            .filter((one: { system: string }) => one.system.endsWith('us-ssn'))
            .map((one: { value: string }) => one.value),
        ),
    ) as string[];
    expect(numbers).toHaveLength(8);
    for (const number of numbers) {
      const rows = await database.db.query(
        `select 1 from record.patient where position($1 in content) > 0 union all select 1 from record.identifier where value = $1`,
        [number],
      );
      expect(rows).toEqual([]);
      expect((await client('GET', `/Patient?identifier=${number}`)).json.entry[0].resource.identifier[2].value).toBe(
        number,
      );
    }
  });

  describe('each search parameter equals a scan', () => {
    const skipped = new Set(['id', 'updated', 'near']);
    const stored = new Map<string, Resource[]>();

    beforeAll(async () => {
      for (const type of expected.keys()) stored.set(type, await allOf(test, type));
    }, 120_000);

    it.each([...inBundles.keys()].map((type) => [type]))(
      '%s',
      async (type) => {
        const resources = stored.get(type)!;
        const faults: string[] = [];
        let asked = 0;
        for (const parameter of parametersOf(type).values()) {
          if (skipped.has(parameter.kept) || !parameter.expression) continue;
          const values = valuesByResource(parameter, resources);
          for (const query of chosenQueries(parameter, [...values.values()].flat())) {
            const wanted = resources.filter((one) => query.matches(values.get(one.id)!)).map((one) => one.id);
            const found = await idsOf(test, type, [[`${parameter.name}${query.modifier}`, query.text]]);
            asked++;
            if (found.toSorted().join() !== wanted.toSorted().join()) {
              faults.push(
                `${parameter.name}${query.modifier}=${query.text}: found ${found.length}, wanted ${wanted.length}`,
              );
            }
          }
        }
        expect(faults).toEqual([]);
        expect(asked).toBeGreaterThan(5);
      },
      120_000,
    );
  });
});

const system = { actor: systemActor('test', 'test'), now: new Date(), base: testBase, lenient: false };

async function idsOf(test: TestRecord, type: string, pairs: [string, string][]): Promise<string[]> {
  const { db } = test.kernel;
  const plan = await planSearch(db, test.services, system, parseRequest(type, pairs, false).request);
  const rows = await db.query<{ id: string }>(
    `select t.id from ${plan.table.name} t where ${wholeWhere(plan)}`,
    plan.args.values,
  );
  return rows.map((row) => row.id);
}

async function allOf(test: TestRecord, type: string): Promise<Resource[]> {
  const client = clientOf(test, system.actor);
  const all: Resource[] = [];
  let next: string | undefined = `/${type}?_count=1000`;
  while (next) {
    const { json } = await client('GET', next);
    all.push(...(json.entry ?? []).map((entry: { resource: Resource }) => entry.resource));
    next = json.link.find((link: { relation: string }) => link.relation === 'next')?.url.replace(testBase, '');
  }
  return all;
}

/** Queries of a first, a middle and a last value; the forms of `:missing` once. */
function chosenQueries(parameter: SearchParameter, values: readonly unknown[]): Query[] {
  const some = values.length === 0 ? [] : [values[0], values[Math.floor(values.length / 2)], values.at(-1)];
  const queries = new Map<string, Query>();
  for (const value of some)
    for (const query of queriesFor(parameter, value)) queries.set(`${query.modifier}=${query.text}`, query);
  return [...queries.values()];
}

async function projected(test: TestRecord): Promise<Map<string, number>> {
  const rows = await test.kernel.db.query<{ type: string; n: number }>(
    `select type, count(*)::integer as n from record.resource_id where type <> 'Patient' group by type`,
  );
  return new Map(rows.map((row) => [row.type, row.n]));
}
