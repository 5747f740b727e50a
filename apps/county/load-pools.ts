// Generates pools of residents and writes them by COPY; the same code on the main thread and in worker threads.
import { setImmediate as breath } from 'node:timers/promises';
import type { FieldCipher } from '#platform/kernel/crypto/field-cipher.ts';
import { CopyBatch } from '#platform/kernel/db/copy-batch.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { collectResources } from '#foundation/record/server/index.ts';
import { collectPeople } from '#foundation/registry/server/index.ts';
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

/** So many people are made at a stretch; then the connection gets a chance to send. */
const peopleBetweenBreaths = 10;

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
  const add = (batch: CopyBatch, person: GeneratedResident) => {
    resources.addPerson(batch, people.add(batch, person.load));
    for (const resource of person.resources) resources.add(batch, resource);
  };
  // While one pool is being written the next one is made, so that neither side waits for the other.
  let [batch, other] = [new CopyBatch(), new CopyBatch()];
  let writing = Promise.resolve();
  for (let pool = take(); pool < demo.pools; pool = take()) {
    let peopleHere = 0;
    let resourcesHere = 0;
    for (const household of demo.residentsOf(pool))
      for (const person of household) {
        add(batch, person);
        peopleHere++;
        resourcesHere += person.resources.length;
        if (peopleHere % peopleBetweenBreaths === 0) await breath();
      }
    await writing;
    writing = batch.write(db).then(() => onPool(peopleHere, resourcesHere));
    // What goes wrong meanwhile is heard where it is waited for.
    writing.catch(() => undefined);
    [batch, other] = [other, batch];
  }
  await writing;
  await people.passSerials(db);
}
