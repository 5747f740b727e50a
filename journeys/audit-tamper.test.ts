// Promise: nobody changes the audit trail unseen, not even with the database in hand.
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openJourneyCounty, type JourneyCounty } from './county.ts';

let county: JourneyCounty;
beforeAll(async () => {
  county = await openJourneyCounty();
}, 300_000);
afterAll(() => county?.close(), 30_000);

it('finds one changed letter in one row, and names it', async () => {
  const gp = await county.as('gp');
  const people = (await gp('GET', '/api/people?limit=5')).json as { items: { personId: string }[] };
  for (const { personId } of people.items) expect((await gp('GET', `/api/people/${personId}`)).status).toBe(200);
  // While the server holds the folder, the command runs inside of it.
  expect(county.tianmu('verify-audit')).toMatchObject({ status: 0, words: expect.stringContaining('whole') });
  await county.kill();

  const database = await PGlite.create(join(county.data, 'database'));
  const { rows } = await database.query<{ id: string }>(
    "select id from audit.event where body like '%GET /api/people/:personId%' limit 1",
  );
  await database.query(
    'update audit.event set body = replace(body, \'"action":"read"\', \'"action":"reed"\') where id = $1',
    [rows[0]!.id],
  );
  await database.close();

  const found = county.tianmu('verify-audit');
  expect(found.status).toBe(1);
  expect(found.words).toContain(rows[0]!.id);
}, 300_000);
