// Where and in which village: `near` and `address-village` answer as a plain scan over the Synthea bundles and our own people does.
import { beforeAll, expect, it } from 'vitest';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { actor, clientOf, migrationFolders, openRecord, syntheaBundles, units, type Client } from '../test-record.ts';

interface Located {
  id: string;
  position?: { latitude: number; longitude: number };
}
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Haversine on a sphere of 6,371 km. */
function kilometres(
  from: { latitude: number; longitude: number },
  to: { latitude: number; longitude: number },
): number {
  const half = (a: number, b: number) => Math.sin(radians(b - a) / 2) ** 2;
  const chord =
    half(from.latitude, to.latitude) +
    Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * half(from.longitude, to.longitude);
  return 2 * 6_371 * Math.asin(Math.sqrt(chord));
}

describeOnEachEngine('near and village', { contexts: migrationFolders }, (database) => {
  let client: Client;
  let locations: Located[];
  beforeAll(async () => {
    client = clientOf(await openRecord(database.db), actor('integrator', units.county));
    const [hospitals] = syntheaBundles();
    expect((await client('POST', '/', hospitals!.bundle)).status).toBe(200);
    const { json } = await client('GET', '/Location?_count=1000');
    locations = json.entry.map((entry: { resource: Located }) => entry.resource);
  }, 120_000);
  const found = async (query: string): Promise<string[]> => {
    const { json } = await client('GET', `${query}&_count=1000`);
    return ((json.entry ?? []) as { resource: Located }[])
      .map(({ resource }) => resource.id)
      .toSorted((a, b) => a.localeCompare(b));
  };

  it.each([1, 5, 20, 100])('within %i km of each of ten places', async (distance) => {
    const placed = locations.filter((location) => location.position);
    expect(placed.length).toBeGreaterThan(10);
    for (const { position } of placed.slice(0, 10)) {
      const expected = placed.filter((other) => kilometres(position!, other.position!) <= distance).map(({ id }) => id);
      expect(await found(`/Location?near=${position!.latitude}|${position!.longitude}|${distance}|km`)).toEqual(
        expected.toSorted((a, b) => a.localeCompare(b)),
      );
    }
  });

  it('finds the people of a village by its code', async () => {
    const { json } = await client('GET', '/Patient?_count=1000');
    const people = (
      json.entry as {
        resource: Located & { address?: { extension?: { valueString?: string; valueCode?: string }[] }[] };
      }[]
    ).map(({ resource }) => resource);
    const villages = new Map<string, string[]>();
    for (const person of people)
      for (const address of person.address ?? [])
        for (const { valueString, valueCode } of address.extension ?? [])
          if (valueString ?? valueCode)
            villages.set((valueString ?? valueCode)!, [
              ...(villages.get((valueString ?? valueCode)!) ?? []),
              person.id,
            ]);
    expect(villages.size).toBeGreaterThan(1);
    for (const [village, ids] of villages)
      expect(await found(`/Patient?address-village=${encodeURIComponent(village)}`)).toEqual(
        ids.toSorted((a, b) => a.localeCompare(b)),
      );
  });
});
