// The FHIR interface over HTTP: identity, content types, headers, bodies as text.
import { beforeAll, expect, it } from 'vitest';
import { createAccount } from '#platform/kernel/auth/accounts.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { migrationFolders, openRecord, people, syntheaBundles, units } from '../test-record.ts';
import type { TestRecord } from '../test-record.ts';

const password = 'a-long-test-password';

describeOnEachEngine('FHIR over HTTP', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  let token: string;

  beforeAll(async () => {
    test = await openRecord(database.db);
    const account = {
      id: test.kernel.newId(),
      login: 'partner',
      displayName: 'Partner',
      kind: 'system',
      password,
      roles: [{ role: 'integrator', orgUnitId: units.county }],
    } as const;
    await database.db.tx((q) => createAccount(q, account, new Date('2020-01-01'), { n: 16, r: 8, p: 1 }));
    const opened = await test.started.server.inject({
      method: 'POST',
      url: '/api/session',
      payload: { account: 'partner', password },
    });
    token = opened.json<{ token: string }>().token;
  });

  const ask = (
    method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: string,
    headers: Record<string, string> = {},
  ) =>
    test.started.server.inject({
      method,
      url,
      payload,
      headers: {
        authorization: `Bearer ${token}`,
        ...(payload === undefined ? {} : { 'content-type': 'application/fhir+json' }),
        ...headers,
      },
    });

  it('tells everyone what it can, and nobody else anything', async () => {
    const metadata = await test.started.server.inject({ url: '/fhir/metadata' });
    expect([metadata.statusCode, metadata.json<{ fhirVersion: string }>().fhirVersion]).toEqual([200, '4.0.1']);
    const refused = await test.started.server.inject({ url: '/fhir/Patient' });
    expect([refused.statusCode, refused.json<{ resourceType: string }>().resourceType]).toEqual([
      401,
      'OperationOutcome',
    ]);
  });

  it('creates, reads, heads and deletes', async () => {
    const body = JSON.stringify({
      resourceType: 'Observation',
      status: 'final',
      code: { text: 'x' },
      subject: { reference: `Patient/${people[0]}` },
    });
    const created = await ask('POST', '/fhir/Observation', body);
    expect([created.statusCode, created.headers['content-type']]).toEqual([
      201,
      'application/fhir+json; charset=utf-8',
    ]);
    const address = String(created.headers.location)
      .replace(/^https?:\/\/[^/]+/, '')
      .replace(/\/_history.*/, '');
    expect((await ask('GET', address)).json()).toEqual(created.json());
    const head = await ask('HEAD', address);
    expect([head.statusCode, head.body, head.headers.etag]).toEqual([200, '', 'W/"1"']);
    expect((await ask('PUT', address, created.body, { 'if-match': 'W/"7"' })).statusCode).toBe(412);
    expect((await ask('DELETE', address)).statusCode).toBe(204);
    expect((await ask('GET', address)).statusCode).toBe(410);
    expect((await ask('POST', '/fhir/Observation', '<x/>', { 'content-type': 'application/xml' })).statusCode).toBe(
      415,
    );
    const form = await ask('POST', '/fhir/Patient/_search', 'name=wang', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect([form.statusCode, form.json<{ total: number }>().total]).toEqual([200, 3]);
  });

  it('takes a whole bundle', async () => {
    const { bundle } = syntheaBundles().find(({ name }) => name.startsWith('085e81c0'))!;
    const unresolved = await ask('POST', '/fhir', JSON.stringify(bundle));
    expect([unresolved.statusCode, unresolved.json<{ issue: { code: string }[] }>().issue[0]?.code]).toEqual([
      412,
      'not-found',
    ]);
    for (const { bundle: directory } of syntheaBundles().slice(0, 2)) {
      expect((await ask('POST', '/fhir', JSON.stringify(directory))).statusCode).toBe(200);
    }
    const answer = await ask('POST', '/fhir', JSON.stringify(bundle));
    expect([answer.statusCode, answer.json<{ entry: unknown[] }>().entry.length]).toEqual([200, bundle.entry.length]);
  });

  it('shows a timeline to our own screens', async () => {
    const answer = await ask('GET', `/api/people/${people[0]}/timeline?limit=5`);
    expect([answer.statusCode, answer.json()]).toEqual([200, { items: [] }]);
    const odd = await ask('POST', `/api/people/${people[0]}/measurements`, '{}', {
      'content-type': 'application/json',
    });
    expect(odd.statusCode).toBe(400);
  });
});
