// The record over the registry's small county, with a FHIR client, for the tests of this context.
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { pino } from 'pino';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { manualClock } from '#platform/kernel/clock/clock.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import type { Kernel } from '#platform/kernel/kernel.ts';
import { ear } from '#platform/kernel/test-kernel.ts';
import { startKernel } from '#platform/kernel/start.ts';
import type { Started } from '#platform/kernel/start.ts';
import { createRegistry } from '#foundation/registry/server/index.ts';
import type { Registry } from '#foundation/registry/server/index.ts';
import { actor, smallPeople, smallStructure } from '#foundation/registry/server/small-county.ts';
import { handleFhir } from './fhir/handle.ts';
import type { FhirReply } from './fhir/request.ts';
import { createRecord } from './index.ts';
import type { RecordContext } from './index.ts';
import type { RecordServices } from './services.ts';

export { people, units } from '#foundation/registry/server/small-county.ts';
export { actor };
export const migrationFolders = [
  { schema: 'registry', folder: new URL('../../registry/server/migrations/', import.meta.url) },
  { schema: 'record', folder: new URL('./migrations/', import.meta.url) },
];

export interface TestRecord {
  kernel: Kernel;
  registry: Registry;
  record: RecordContext;
  services: RecordServices;
  started: Started;
  clock: ReturnType<typeof manualClock>;
}

export async function openRecord(db: Db): Promise<TestRecord> {
  const clock = manualClock('2026-11-22T00:00:00Z');
  let registry: Registry | undefined;
  let record: RecordContext | undefined;
  const started = await startKernel(
    {
      db,
      log: pino({ level: 'silent' }),
      masterKey: new Uint8Array(32).fill(7),
      filesFolder: mkdtempSync(join(tmpdir(), 'tianmu-files-')),
      clock,
      version: 'test',
      cost: { n: 16, r: 8, p: 1 },
      http: { perMinute: 10_000 },
    },
    (kernel) => {
      registry = createRegistry(kernel);
      record = createRecord(kernel, registry);
      return [registry.context, record.context, ear('record.resource-changed', 'record.visit-recorded')];
    },
  );
  await registry!.bulkLoad.structure(smallStructure());
  await registry!.bulkLoad.people(smallPeople());
  const services = { kernel: started.kernel, registry: registry! };
  return { kernel: started.kernel, registry: registry!, record: record!, services, started, clock };
}

/** Tests walk through arbitrary JSON. */
// oxlint-disable-next-line typescript/no-explicit-any
type Anything = any;
export interface Answered extends FhirReply {
  json: Anything;
}
export type Client = (
  method: string,
  address: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answered>;

export const testBase = 'https://tianmu.test/fhir';

/** Speaks FHIR as this actor; each call has a span of its own, as over HTTP. */
export function clientOf(test: TestRecord, who: Actor): Client {
  return async (method, address, body, headers = {}) => {
    const [path, query = ''] = address.replace(testBase, '').split('?', 2) as [string, string | undefined];
    const span = { ...who.span, persons: new Set<string>(), audited: false };
    const text = body === undefined || typeof body === 'string' ? body : JSON.stringify(body);
    const reply = await handleFhir(
      test.services,
      { method, path, query, headers: { 'content-type': 'application/fhir+json', ...headers }, body: text },
      { ...who, span },
      test.clock.now(),
      testBase,
    );
    return { ...reply, json: reply.body ? JSON.parse(reply.body) : undefined };
  };
}

export interface SyntheaBundle {
  resourceType: 'Bundle';
  type: string;
  entry: {
    fullUrl: string;
    resource: Record<string, Anything>;
    request: { method: string; url: string; ifNoneExist?: string };
  }[];
}
const synthea = new URL('../golden/synthea/', import.meta.url);

/** The bundles of golden/synthea: organisations and staff first, as the patients refer to them. */
export function syntheaBundles(): { name: string; bundle: SyntheaBundle }[] {
  return readdirSync(synthea)
    .filter((name) => name.endsWith('.br'))
    .toSorted()
    .map((name) => ({
      name,
      bundle: JSON.parse(brotliDecompressSync(readFileSync(new URL(name, synthea))).toString()) as SyntheaBundle,
    }));
}
