// Opens a county's database with all its systems on it, ready for the server or for one command.
import { pino, type Logger } from 'pino';
import { shiftedClock, systemClock, type Clock } from '#platform/kernel/clock/clock.ts';
import type { HttpOptions } from '#platform/kernel/http/server.ts';
import { EditedMigration, NewerData } from '#platform/kernel/db/migrate.ts';
import { prepareKnowledge } from '#foundation/knowledge/server/index.ts';
import { startKernel, type Started } from '#platform/kernel/start.ts';
import { UsageError, version, type Config } from './config.ts';
import { createCounty, type County } from './contexts.ts';
import { demoContext } from './demo-accounts.ts';
import { checkInstance, openStore } from './open-store.ts';

export interface OpenedCounty extends Started, County {
  log: Logger;
  clock: Clock;
  keyFingerprint: string;
  filesFolder: string;
}

export async function openCounty(config: Config, http: Pick<HttpOptions, 'https'> = {}): Promise<OpenedCounty> {
  // The embedded database opens in a thread of its own: meanwhile the content is proved here.
  const opening = openStore(config);
  try {
    prepareKnowledge();
  } catch (error) {
    await opening.then(({ db }) => db.close()).catch(() => undefined);
    throw error;
  }
  const store = await opening;
  const log = pino({ level: config['log-level'] }, pino.destination(2));
  const clock = config.clock
    ? shiftedClock(new Date(config.clock), config.speed)
    : config.speed === 1
      ? systemClock
      : shiftedClock(new Date(), config.speed);
  let county: County | undefined;
  try {
    const started = await startKernel(
      {
        db: store.db,
        log,
        masterKey: store.key,
        filesFolder: store.filesFolder,
        clock,
        version,
        node: config.node,
        ...(config['public-address'] ? { publicAddress: config['public-address'] } : {}),
        http: { perMinute: config['per-minute'], trustProxy: config['trust-proxy'], ...http },
      },
      (kernel) => {
        county = createCounty(kernel);
        return [...county.contexts, demoContext(kernel)];
      },
    );
    const [someone] = await store.db.query('select 1 from registry.person limit 1');
    await checkInstance(store.db, {
      keyFingerprint: store.keyFingerprint,
      demo: config.demo,
      hasPeople: someone !== undefined,
    });
    return { ...started, ...county!, log, clock, keyFingerprint: store.keyFingerprint, filesFolder: store.filesFolder };
  } catch (error) {
    await store.db.close().catch(() => undefined);
    if (error instanceof NewerData || error instanceof EditedMigration) throw new UsageError(error.message);
    throw error;
  }
}
