// A whole kernel with its HTTP server over a test database, and accounts to sign in with; for tests of the kernel and of contexts.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { InjectOptions, LightMyRequestResponse as Response } from 'fastify';
import { pino } from 'pino';
import type { Role } from './access/roles.ts';
import { saveOrgUnits } from './access/org-units.ts';
import { createAccount } from './auth/accounts.ts';
import { manualClock } from './clock/clock.ts';
import type { Context } from './context.ts';
import type { Db } from './db/db.ts';
import type { Kernel } from './kernel.ts';
import { startKernel, type Started } from './start.ts';

/** Quick hashes: the cost is no secret that tests protect. */
export const testCost = { n: 16, r: 8, p: 1 };
export const testPassword = 'test-password';
export const county = '01980000-0000-7000-8000-000000000001';
export const township = '01980000-0000-7000-8000-000000000002';
export const village = '01980000-0000-7000-8000-000000000003';
export const otherCounty = '01980000-0000-7000-8000-000000000009';

export interface TestKernel extends Started {
  clock: ReturnType<typeof manualClock>;
  addAccount(login: string, role: Role, orgUnitId?: string, personId?: string): Promise<string>;
  /** Signs in and answers requests as that account. */
  as(login: string): Promise<(options: InjectOptions) => Promise<Response>>;
}

/** The test's database outlives its kernels: they share its one connection with its turns, and none closes it. */
const keptOpen = (db: Db): Db =>
  new Proxy(db, {
    get(target, name) {
      if (name === 'close') return async () => undefined;
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });

/** Listens, so that tests find these events in the outbox: what nobody hears is not written. */
export const ear = (...events: string[]): Context => ({
  name: 'ear',
  listeners: events.map((event) => ({ event, name: event.replaceAll('.', '-'), hear: async () => undefined })),
});

export async function openTestKernel(
  db: Db,
  createContexts: (kernel: Kernel) => readonly Context[] = () => [],
): Promise<TestKernel> {
  const clock = manualClock('2026-11-22T00:00:00Z');
  const started = await startKernel(
    {
      db: keptOpen(db),
      log: pino({ level: 'silent' }),
      masterKey: new Uint8Array(32).fill(7),
      filesFolder: mkdtempSync(join(tmpdir(), 'tianmu-files-')),
      clock,
      version: '0.0.0-test',
      cost: testCost,
      http: { perMinute: 100_000 },
    },
    createContexts,
  );
  const { kernel, server } = started;
  await saveOrgUnits(db, [
    { id: county, kind: 'county', code: '330112', name: '临安区', validFrom: '2026-01-01' },
    { id: township, parentId: county, kind: 'township', name: '於潜镇', validFrom: '2026-01-01' },
    { id: village, parentId: township, kind: 'village', name: '方元村', validFrom: '2026-01-01' },
    { id: otherCounty, kind: 'county', code: '330624', name: '新昌县', validFrom: '2026-01-01' },
  ]);
  return {
    ...started,
    clock,
    async addAccount(login, role, orgUnitId = county, personId) {
      const id = kernel.newId();
      const kind = role === 'resident' || role === 'device' ? role : 'staff';
      const created = await createAccount(
        db,
        {
          id,
          login,
          displayName: login,
          kind,
          password: testPassword,
          roles: [{ role, orgUnitId }],
          ...(personId ? { personId } : {}),
        },
        new Date('2026-01-01T00:00:00Z'),
        testCost,
      );
      if (!created.ok) throw new Error(created.problem.code);
      return id;
    },
    async as(login) {
      const answer = await server.inject({
        method: 'POST',
        url: '/api/session',
        payload: { account: login, password: testPassword },
      });
      const { token } = answer.json<{ token: string }>();
      return (options) =>
        server.inject({ ...options, headers: { authorization: `Bearer ${token}`, ...options.headers } });
    },
  };
}
