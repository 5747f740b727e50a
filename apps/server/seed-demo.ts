// Seeds the demo county when the database is empty, says how far it is, and notices a seeding that was cut off.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { seedCounty } from '#apps/county/seed.ts';
import { UsageError, type Config } from './config.ts';
import type { OpenedCounty } from './open-county.ts';
import { demoMark, instanceFact, noteInstance, readKey } from './open-store.ts';

/** The same seed gives the same county. */
const seed = 20_261_122;
/** The embedded store is good to about 200,000 resources: some 10,000 residents of the demo. */
const embeddedResidents = 10_000;

export async function seedDemo(county: OpenedCounty, config: Config, say: (line: string) => void): Promise<void> {
  const {
    kernel,
    registry,
    geo,
    fleet,
    billing,
    messaging,
    roving,
    orders,
    homeCare,
    familyDoctor,
    chronicCare,
    followUp,
    intake,
  } = county;
  const { db } = kernel;
  messaging.usePhoneSimulator();
  await followUp.useDemoPhones();
  await billing.useSandbox();
  const state = await instanceFact(db, 'seeded');
  if (state === 'whole') return;
  if (state === 'begun')
    throw new UsageError(
      'The last seeding was cut off and its data is incomplete. Start again with --reset, or drop the database.',
    );
  if (db.engine === 'pglite' && config.residents > embeddedResidents)
    throw new UsageError(
      `The embedded database is good for ${embeddedResidents} residents. For more, give a PostgreSQL address with --database.`,
    );
  const [someone] = await registry.units(db, {});
  if (someone) throw new UsageError('This database holds a county already: it is not seeded again.');
  // From here on --reset may delete the folder, also when the seeding is cut off.
  writeFileSync(join(config.data, demoMark), 'Invented data: npm run demo -- --reset may delete this folder.\n');
  await noteInstance(db, 'demo', 'yes');
  await noteInstance(db, 'seeded', 'begun');
  const startedAt = performance.now();
  let told = 0;
  const seeded = await seedCounty({
    kernel,
    registry,
    geo,
    fleet,
    billing,
    roving,
    familyDoctor,
    chronicCare,
    orders,
    homeCare,
    followUp,
    intake,
    ...(config.database &&
      db.engine === 'postgresql' && { threads: { url: config.database, masterKey: readKey(config).key } }),
    residents: config.residents,
    seed,
    now: county.clock.now(),
    rolesFrom: new Date(Math.min(county.clock.now().getTime(), Date.now())),
    onProgress: ({ stage, people, of, resources }) => {
      if (stage === 'indexes') say('Building the indexes');
      if (stage === 'planning') say('Planning this month and the next');
      const percent = Math.floor((people / of) * 100);
      if (percent === told || (percent < told + 10 && percent < 100)) return;
      told = percent;
      say(`Seeding the demo county: ${people} of ${of} residents, ${resources} resources (${percent} %)`);
    },
  });
  await noteInstance(db, 'seeded', 'whole');
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  say(
    `Seeded ${seeded.people} residents with ${seeded.resources} resources in ${seconds} s. All of them are invented.`,
  );
}
