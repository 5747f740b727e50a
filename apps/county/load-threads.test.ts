// Worker threads load the very rows that one thread loads, whatever their number.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smFieldCipher } from '#platform/kernel/crypto/sm-field-cipher.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { migrate } from '#platform/kernel/db/migrate.ts';
import { createDatabase } from '#platform/kernel/db/test-database.ts';
import { kernelMigrations } from '#platform/kernel/start.ts';
import { generateDemo } from './generator.ts';
import { loadPools } from './load-pools.ts';
import { loadThreaded } from './load-threads.ts';

const contexts = (['registry', 'record'] as const).map((schema) => ({
  schema,
  folder: new URL(`../../foundation/${schema}/server/migrations/`, import.meta.url),
}));
const masterKey = new Uint8Array(32).fill(7);
const options = { residents: 400, seed: 3, now: new Date('2026-11-22T00:00:00Z') };

/** What the rows say, without what encryption makes different each time. */
const readings = [
  `select patient_id, name, birth_on, village_id, household_id, health_record_number, id_number_sealed is null as numberless from registry.person order by 1`,
  `select patient_id, token from registry.person_token order by 1, 2`,
  `select hash, person_id from registry.identity order by 1`,
  `select household_id, village_id, address from registry.household order by 1`,
  `select patient_id, id, proxy_person_id from registry.proxy order by 1`,
  `select village_id, next_serial from registry.record_number_counter order by 1`,
  `select patient_id, party, kind, valid_from, valid_to from access.care_relation order by 1, 2, 3`,
  `select patient_id, id, lo, code, num, tokens, content from record.observation order by 1, 2`,
  `select patient_id, id, lo, hi, tokens, content from record.encounter order by 1, 2`,
  `select patient_id, id, lo, lo2, content from record.condition order by 1, 2`,
  `select patient_id, id, lo, content from record.medication_request order by 1, 2`,
  `select patient_id, id, lo, tokens from record.patient order by 1`,
  `select id, type, patient_id from record.resource_id order by 1, 2`,
  `select value, sys, type, id from record.identifier order by 1, 2, 3, 4`,
  `select patient_id, id, parameter, value from record.name_part order by 1, 2, 3, 4`,
  `select patient_id, id, position, code, num from record.component order by 1, 2, 3`,
];

describe.runIf(process.env.TIANMU_TEST_POSTGRESQL === 'yes')('a load by worker threads', () => {
  const opened: { drop: () => Promise<void> }[] = [];
  afterAll(() => Promise.all(opened.map((one) => one.drop())));
  const open = async () => {
    const database = await createDatabase();
    opened.push(database);
    await migrate(database.db, [...kernelMigrations, ...contexts], () => options.now);
    // The villages are not loaded here.
    for (const table of ['person', 'household'])
      await database.db.query(`alter table registry.${table} drop constraint ${table}_village_id_fkey`);
    return database;
  };
  const rowsOf = async (db: Db) => {
    const rows: unknown[][] = [];
    for (const reading of readings) rows.push(await db.query(reading));
    return rows;
  };
  let alone: unknown[][];
  let people = 0;

  beforeAll(async () => {
    const { db } = await open();
    const demo = generateDemo(options);
    let next = 0;
    const onPool = (more: number) => void (people += more);
    await loadPools({ ...options, db, cipher: smFieldCipher(masterKey), demo, take: () => next++, onPool });
    alone = await rowsOf(db);
  }, 120_000);

  it.each([1, 3])(
    'gives with %i threads what one thread gives',
    async (threads) => {
      const { db, url } = await open();
      let loaded = 0;
      await loadThreaded({ ...options, url, masterKey, threads, onPool: (more) => void (loaded += more) });
      const rows = await rowsOf(db);
      expect(alone[7]!.length).toBeGreaterThan(1_000);
      for (const [index, reading] of readings.entries()) expect(rows[index], reading).toEqual(alone[index]);
      expect(loaded).toBe(people);
    },
    60_000,
  );

  it('fails when a thread fails', async () => {
    const { url } = await open();
    const unknown = new URL(url);
    unknown.pathname = '/tianmu_no_such_database';
    await expect(
      loadThreaded({ ...options, url: unknown.href, masterKey, threads: 2, onPool: () => undefined }),
    ).rejects.toThrow('does not exist');
  }, 120_000);
});
