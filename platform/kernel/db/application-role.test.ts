// On PostgreSQL the server's own role can do its work and can't touch what the audit trail holds.
import { linkPending } from '../audit/chain.ts';
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../clock/clock.ts';
import { openTestKernel, village } from '../test-kernel.ts';
import { grantApplicationRole } from './application-role.ts';
import { migrate } from './migrate.ts';
import { kernelMigrations } from '../start.ts';
import { openPostgres } from './postgres.ts';
import type { Db } from './db.ts';
import { createDatabase } from './test-database.ts';

describe.runIf(process.env.TIANMU_TEST_POSTGRESQL === 'yes')('the role of the server', () => {
  const role = `tianmu_test_${randomBytes(4).toString('hex')}`;
  let owner: Awaited<ReturnType<typeof createDatabase>>;
  let server: Db;
  beforeAll(async () => {
    owner = await createDatabase();
    await migrate(owner.db, kernelMigrations, () => systemClock.now());
    await owner.db.query(`create role ${role} login password '${role}'`);
    await grantApplicationRole(owner.db, role);
    const url = new URL(owner.url);
    url.username = role;
    url.password = role;
    server = await openPostgres({ url: url.href, maxConnections: 4 });
  });
  afterAll(async () => {
    await server.close();
    await owner.db.query(`drop owned by ${role}`);
    await owner.db.query(`drop role ${role}`);
    await owner.drop();
  });

  it('signs people in and writes the audit trail', async () => {
    await owner.db.query('select 1');
    const test = await openTestKernel(server);
    await test.addAccount('gp', 'gp', village);
    const gp = await test.as('gp');
    expect((await gp({ url: '/api/session' })).statusCode).toBe(200);
    await linkPending(server, 'main', test.clock);
    expect((await server.query('select 1 from audit.event')).length).toBeGreaterThan(0);
  });

  it.each([
    "update audit.event set action = 'x'",
    'delete from audit.event',
    'truncate audit.event',
    'delete from audit.link',
    'delete from audit.block',
    "update audit.journal set entries = ''",
    'delete from audit.person_event',
    'drop table audit.event',
    'create table audit.other (id int)',
  ])('may not: %s', async (statement) => {
    await expect(server.query(statement)).rejects.toMatchObject({ code: '42501' });
  });
});
