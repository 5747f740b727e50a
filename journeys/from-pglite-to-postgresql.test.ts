// Promise: a station that outgrew the embedded database moves to PostgreSQL with backup and restore, and everything answers the same.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freePort, startServer, type Served } from '../bench/served.ts';
import { callerFor, openJourneyCounty, runTianmu, type Call, type JourneyCounty } from './county.ts';

const adminUrl = process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const name = `tianmu_test_r${process.env.TIANMU_TEST_RUN}_${randomBytes(6).toString('hex')}`;
const present = process.env.TIANMU_TEST_POSTGRESQL === 'yes';

let county: JourneyCounty;
let moved: Served | undefined;
const folder = mkdtempSync(join(tmpdir(), 'tianmu-move-'));

async function asAdmin(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(statement);
  await client.end();
}

beforeAll(async () => {
  county = await openJourneyCounty();
  if (present) await asAdmin(`create database ${name} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'`);
}, 300_000);
afterAll(async () => {
  await moved?.stop();
  await county?.close();
  if (present) await asAdmin(`drop database if exists ${name} with (force)`);
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** What three accounts see: lists, a person, a whole record, counts. */
async function answers(as: (account: string) => Promise<Call>): Promise<unknown[]> {
  const gp = await as('gp');
  const integrator = await as('integrator');
  const resident = await as('resident');
  const me = (await resident('GET', '/api/session')).json as { personId: string };
  const asked: [Call, string][] = [
    [gp, '/api/people?limit=100'],
    [gp, `/api/people/${me.personId}`],
    [gp, `/api/people/${me.personId}/timeline?limit=200`],
    [resident, `/api/people/${me.personId}/measurements`],
    [integrator, `/fhir/Patient/${me.personId}`],
    [integrator, '/fhir/Observation?_summary=count'],
    [integrator, '/fhir/Patient?_summary=count'],
    [integrator, `/fhir/Condition?patient=${me.personId}&_sort=_id`],
    [gp, '/api/org-units'],
  ];
  const replies: unknown[] = [];
  for (const [call, path] of asked) {
    const { status, json } = await call('GET', path);
    expect(status, path).toBe(200);
    // Addresses and times of the answer itself differ by server.
    replies.push(
      JSON.parse(
        JSON.stringify(json)
          .replaceAll(/http:\/\/127\.0\.0\.1:\d+/g, '')
          .replaceAll(/"(lastUpdated|timestamp)":"[^"]*"/g, '"$1":""'),
      ) as unknown,
    );
  }
  return replies;
}

/** A searchset's own id and time are new in each answer; resources keep theirs. */
const stable = (replies: unknown[]) =>
  replies.map((reply) =>
    (reply as { resourceType?: string }).resourceType === 'Bundle'
      ? { ...(reply as object), id: undefined, meta: undefined }
      : reply,
  );

it.runIf(present)(
  'gives the same answers after the move, and the audit chain came along',
  async () => {
    const before = stable(await answers(county.as));
    const backup = join(folder, 'backup');
    // While the server runs: the command works through its admin socket.
    expect(county.tianmu('backup', '--out', backup)).toMatchObject({ status: 0 });
    const url = new URL(adminUrl);
    url.pathname = `/${name}`;
    const data = join(folder, 'data');
    const restored = runTianmu('restore', '--from', backup, '--data', data, '--database', url.href);
    expect(restored).toMatchObject({ status: 0, words: expect.stringContaining('Restored') });
    expect(runTianmu('restore', '--from', backup, '--data', data, '--database', url.href)).toMatchObject({
      status: 2,
      words: expect.stringContaining('not empty'),
    });
    expect(runTianmu('verify-audit', '--data', data, '--database', url.href)).toMatchObject({ status: 0 });

    moved = await startServer({ data, port: await freePort(), database: url.href });
    const health = (await (await fetch(`${moved.address}/healthz`)).json()) as {
      database: { engine: string; durable: boolean };
    };
    expect(health.database).toMatchObject({ engine: 'postgresql', durable: true });
    expect(stable(await answers((account) => callerFor(moved!.address, account)))).toEqual(before);
  },
  240_000,
);
