// Generates pools of residents and writes them by COPY; the same code on the main thread and in worker threads.
import { addRelation } from '#platform/kernel/access/relation-rows.ts';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import { CopyBatch } from '#platform/kernel/db/copy-batch.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { collectResources } from '#foundation/record/server/index.ts';
import { collectPeople } from '#foundation/registry/server/index.ts';
import { deviceAccountId } from './account-ids.ts';
import type { Demo, GeneratedResident } from './generator.ts';
import { seededIds } from './identity.ts';

export interface PoolLoad {
  db: Pick<Db, 'copyInStream' | 'query'>;
  cipher: FieldCipher;
  demo: Demo;
  seed: number;
  now: Date;
  /** The next pool that nobody has taken yet; pools are over when it is not below `demo.pools`. */
  take(): number;
  onPool(people: number, resources: number): void;
}

/** Home devices stand with everyone of sixty and over in the demo's township: what the device account may write for. */
const lentFromYears = 60;

export async function loadPools({ db, cipher, demo, seed, now, take, onPool }: PoolLoad): Promise<void> {
  const { load, linan, xinchang } = demo.structure;
  const teams = new Map(
    [linan, xinchang].flatMap(({ staffing }) => [...staffing.teamOf].map(([village, team]) => [village, team.teamId])),
  );
  const villages = new Map(
    load.divisions.map(({ unitId, code, name }) => [unitId, { code, name, teamId: teams.get(unitId) }]),
  );
  const people = collectPeople({ cipher, newId: seededIds(seed, 'proxies', now), now, villages });
  const resources = collectResources({ cipher, now });
  const devices = deviceAccountId(seed, now, demo);
  const lentIn = new Set(demo.people.place.town.villages.map((village) => village.unitId));
  const batch = new CopyBatch();
  const add = (person: GeneratedResident) => {
    const { personId } = person.load;
    resources.addPerson(batch, people.add(batch, person.load));
    for (const resource of person.resources) resources.add(batch, resource);
    if (person.years >= lentFromYears && lentIn.has(person.village.unitId))
      addRelation(batch, { personId, party: devices, kind: 'device', from: now, source: 'county.lent-device' });
  };
  for (let pool = take(); pool < demo.pools; pool = take()) {
    let peopleHere = 0;
    let resourcesHere = 0;
    for (const household of demo.residentsOf(pool))
      for (const person of household) {
        add(person);
        peopleHere++;
        resourcesHere += person.resources.length;
      }
    await batch.write(db);
    onPool(peopleHere, resourcesHere);
  }
  await people.passSerials(db);
}
