// The walk of all models through a seeded county, and its peer: the same inputs read by COPY, the same results written by COPY, then their keys.
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pino } from 'pino';
import { createRisk, type Risk } from '#care/risk/server/index.ts';
import { createKnowledge } from '#foundation/knowledge/server/index.ts';
import { createMessaging } from '#foundation/messaging/server/index.ts';
import { createOrders } from '#foundation/orders/server/index.ts';
import { createRecord } from '#foundation/record/server/index.ts';
import { createRegistry } from '#foundation/registry/server/index.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { systemClock } from '#platform/kernel/clock/clock.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { startKernel, type Started } from '#platform/kernel/start.ts';

const cli = resolve(import.meta.dirname, '../../apps/server/cli.ts');

/** Seeds by the program's own command. */
export async function seedCounty(flags: readonly string[], note: (line: string) => void): Promise<void> {
  note(`seed ${flags.join(' ').replace(/postgres\S+/, '...')}`);
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', cli, 'seed', ...flags], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const code = await new Promise<number | null>((done) => child.once('close', done));
  if (code !== 0) throw new Error(`seed ended with ${code}`);
}

export interface Walked {
  seconds: number;
  people: number;
  results: number;
}

/** A server of the county; it stays up between walks, as a county's does. `walk`: from the press of the key to the last step. */
export async function openWalks(
  db: Db,
  filesFolder: string,
): Promise<{ walk: () => Promise<Walked>; close: () => Promise<void> }> {
  let risk!: Risk;
  const started: Started = await startKernel(
    {
      db,
      log: pino({ level: 'silent' }),
      // Names and numbers stay sealed: no model reads them.
      masterKey: new Uint8Array(32).fill(7),
      filesFolder,
      clock: systemClock,
      version: '0.0.0-trial',
      http: { perMinute: 100_000 },
    },
    (kernel) => {
      const registry = createRegistry(kernel);
      const record = createRecord(kernel, registry);
      const messaging = createMessaging(kernel, registry);
      const orders = createOrders(kernel, { registry, messaging, record });
      const knowledge = createKnowledge(kernel);
      risk = createRisk({ kernel, registry, knowledge, record, orders });
      return [registry, knowledge, record, messaging, orders, risk].map(({ context }) => context);
    },
  );
  const walk = async (): Promise<Walked> => {
    await db.query('truncate risk.result, risk.run');
    const startedAt = performance.now();
    const actor = systemActor(started.kernel.newId(), 'bench risk');
    const run = await risk.startRun(actor, systemClock.now());
    if (!run.ok) throw new Error(run.problem.code);
    const { runId, total } = run.value.last!;
    while (await risk.runStep({ runId }));
    const seconds = (performance.now() - startedAt) / 1000;
    const [counted] = await db.query<{ count: number }>('select count(*)::integer as count from risk.result');
    return { seconds, people: total, results: counted!.count };
  };
  return { walk, close: () => started.stop() };
}

const inputs = [
  { table: 'registry.person', columns: ['patient_id', 'birth_on', 'sex', 'village_id'] },
  { table: 'record.observation', columns: ['patient_id', 'id', 'code', 'num', 'lo', 'status'] },
  { table: 'record.component', columns: ['patient_id', 'id', 'code', 'num'] },
  { table: 'record.condition', columns: ['patient_id', 'code', 'status'] },
];
const resultColumns = [
  'patient_id',
  'model',
  'version',
  'state',
  'level',
  'score',
  'unit',
  'village_id',
  'content',
  'assessed_at',
];

/** The rows that the walk left, from memory into a table of the same shape. */
export async function copySameRows(db: Db): Promise<number> {
  const kept: Buffer[] = [];
  const into = () =>
    new Writable({
      write(chunk: Buffer, _, done) {
        kept.push(chunk);
        done();
      },
    });
  await db.copyOut([{ table: 'risk.result', columns: resultColumns, into }]);
  await db.query('drop table if exists risk.peer');
  await db.query('create table risk.peer (like risk.result)');
  const startedAt = performance.now();
  const away = () => new Writable({ write: (_chunk, _encoding, done) => done() });
  await db.copyOut(inputs.map(({ table, columns }) => ({ table, columns, into: away })));
  await db.copyInStream('risk.peer', resultColumns, Readable.from(kept));
  await db.query('alter table risk.peer add primary key (patient_id, model)');
  await db.query(`create index peer_recall on risk.peer (model, village_id, level) where level in ('medium', 'high')`);
  const seconds = (performance.now() - startedAt) / 1000;
  await db.query('drop table risk.peer');
  return seconds;
}
