// What the contexts register fits together: each announced example reaches each listener, each problem and message has its words.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { manualClock } from '#platform/kernel/clock/clock.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { breakGlassOpened } from '#platform/kernel/access/break-glass.ts';
import { startKernel, type Started } from '#platform/kernel/start.ts';
import { root } from './config.ts';
import { createCounty } from './contexts.ts';

const catalogues = globSync('{platform/kernel,foundation/*,care/*,programmes/*}/messages/zh-CN.json', { cwd: root });
const read = (file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as Record<string, string>;

it('every text stands in both languages with the same places', () => {
  expect(catalogues.length).toBeGreaterThanOrEqual(5);
  const places = (text: string) =>
    [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).toSorted((left, right) => left!.localeCompare(right!));
  for (const file of catalogues) {
    const [chinese, english] = [read(file), read(file.replace('zh-CN.json', 'en.json'))];
    expect(
      Object.keys(english).toSorted((left, right) => left.localeCompare(right)),
      file,
    ).toEqual(Object.keys(chinese).toSorted((left, right) => left.localeCompare(right)));
    for (const [key, text] of Object.entries(chinese)) expect(places(english[key]!), key).toEqual(places(text));
  }
});

it('every problem that the servers name has its words', () => {
  const known = new Set(catalogues.flatMap((file) => Object.keys(read(file))));
  const named = globSync(
    '{platform/kernel,foundation/*/server,care/*/server,programmes/*/server,apps/server}/**/*.ts',
    { cwd: root },
  )
    .filter((file) => !file.endsWith('.test.ts'))
    .flatMap((file) =>
      [...readFileSync(join(root, file), 'utf8').matchAll(/code: '([a-z-]+\/[a-z-]+)'/g)].map(([, code]) => code!),
    );
  expect(named.length).toBeGreaterThan(40);
  expect([...new Set(named)].filter((code) => !known.has(`problem.${code.replace('/', '.')}`))).toEqual([]);
});

describeOnEachEngine('registrations', { contexts: [] }, (database) => {
  it('every listener takes the announced example of its event', async () => {
    const started: Started = await startKernel(
      {
        db: Object.assign(Object.create(database.db) as Db, { close: async () => undefined }),
        log: pino({ level: 'silent' }),
        masterKey: new Uint8Array(32),
        filesFolder: '.data/none',
        clock: manualClock('2026-11-22T00:00:00Z'),
        version: 'test',
        http: { perMinute: 1_000 },
      },
      (kernel) => createCounty(kernel).contexts,
    );
    const announced = [breakGlassOpened, ...started.contexts.flatMap((context) => context.announces ?? [])];
    const listeners = started.contexts.flatMap((context) => context.listeners ?? []);
    expect(listeners.length).toBeGreaterThan(0);
    for (const listener of listeners) {
      const event = announced.find(({ name }) => name === listener.event);
      expect(event, listener.event).toBeDefined();
      await listener.hear(event!.example, {
        id: '01990000-0000-7000-8000-00000000aaaa',
        at: new Date('2026-11-22T00:00:00Z'),
      });
    }
    await started.stop();
  });
});
