// AuditEvent: what was done reads back as valid events, filters narrow them, each role sees its part, nobody writes.
import { beforeAll, expect, it } from 'vitest';
import { validate } from '#platform/fhir/validate.ts';
import { createAccount } from '#platform/kernel/auth/accounts.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { actor, clientOf, migrationFolders, openRecord, people, units } from '../test-record.ts';
import type { Client, TestRecord } from '../test-record.ts';

interface Event {
  id: string;
  action: string;
  outcome: string;
  recorded: string;
  subtype: { code: string }[];
  agent: { who: { identifier: { value: string } }; role: { coding: { code: string }[] }[] }[];
  entity: { what?: { reference: string }; name?: string }[];
}
const observation = (person: string) => ({
  resourceType: 'Observation',
  status: 'final',
  code: { text: 'pulse' },
  subject: { reference: `Patient/${person}` },
});

describeOnEachEngine('audit events', { contexts: migrationFolders }, (database) => {
  let test: TestRecord;
  let gp: Client;
  let auditor: Client;
  let resident: Client;
  let written: string;
  const search = async (client: Client, query: string): Promise<Event[]> => {
    const { status, json } = await client('GET', `/AuditEvent?${query}`);
    expect([query, status]).toEqual([query, 200]);
    return (json.entry ?? []).map((entry: { resource: Event }) => entry.resource);
  };

  beforeAll(async () => {
    test = await openRecord(database.db);
    // Events are found by the login of an account.
    for (const role of ['gp', 'auditor'] as const) {
      const { accountId: id, account: login } = actor(role, units.county);
      const account = {
        id,
        login,
        displayName: login,
        kind: 'staff',
        password: 'a-long-test-password',
        roles: [{ role, orgUnitId: units.county }],
      } as const;
      await test.kernel.db.tx((q) => createAccount(q, account, new Date('2020-01-01'), { n: 16, r: 8, p: 1 }));
    }
    gp = clientOf(test, actor('gp', units.centre));
    auditor = clientOf(test, actor('auditor', units.county));
    resident = clientOf(test, actor('resident', units.county, people[0]));
    written = (await gp('POST', '/Observation', observation(people[0]))).json.id as string;
    test.clock.advanceSeconds(3600);
    expect((await gp('GET', `/Observation/${written}`)).status).toBe(200);
    expect((await gp('GET', '/Observation?code=x')).status).toBe(200);
    expect((await gp('GET', `/Patient/${people[4]}`)).status).toBe(403);
    await gp('POST', '/', {
      resourceType: 'Bundle',
      type: 'batch',
      entry: people
        .slice(0, 2)
        .map((id) => ({ resource: observation(id), request: { method: 'POST', url: 'Observation' } })),
    });
    test.clock.advanceSeconds(3600);
  });

  it('shows auditors everything as valid events, newest first', async () => {
    const events = await search(auditor, '_count=200');
    expect(events.map(({ action, outcome, subtype }) => [action, outcome, subtype[0]!.code])).toEqual([
      ['E', '0', 'operation'],
      ['R', '4', 'read'],
      ['E', '0', 'search-type'],
      ['R', '0', 'read'],
      ['C', '0', 'create'],
    ]);
    for (const event of events) expect(validate(event)).toEqual([]);
    expect(events[4]).toMatchObject({
      agent: [
        {
          who: { identifier: { system: 'urn:tianmu:fhir:account', value: 'gp' } },
          role: [{ coding: [{ code: 'gp' }] }],
          requestor: true,
        },
      ],
      purposeOfEvent: [{ coding: [{ code: 'TREAT' }] }],
      entity: [
        { what: { reference: `Patient/${people[0]}` } },
        { what: { reference: `Observation/${written}/_history/1` } },
      ],
    });
    expect((await auditor('GET', `/AuditEvent/${events[4]!.id}`)).json).toEqual(events[4]);
    expect((await auditor('GET', '/AuditEvent/none')).status).toBe(404);
    // Reading the trail stands in the trail.
    expect((await search(auditor, 'agent=auditor')).length).toBeGreaterThan(1);
  });

  it.each<[string, number]>([
    ['agent=gp&action=C', 1],
    ['agent=urn:tianmu:fhir:account|gp&action=R', 2],
    ['agent=gp&outcome=4', 1],
    ['agent=gp&action=C,R&outcome=0', 2],
    ['agent=gp&date=lt2026-11-22T08:30:00%2B08:00', 1],
    ['agent=gp&date=ge2026-11-22T08:30:00%2B08:00&date=le2026-11-22', 4],
    ['agent=gp&date=2026-11-23', 0],
    [`agent=gp&entity=Patient/${people[1]}`, 1],
    [`agent=gp&patient=Patient/${people[0]}`, 3],
    ['agent=nobody', 0],
    ['patient=unknown', 0],
    ['_id=none', 0],
  ])('finds by %s', async (query, count) => {
    expect(await search(auditor, query)).toHaveLength(count);
  });

  it('finds what was touched, and goes on page by page', async () => {
    expect(await search(auditor, `agent=gp&entity=Observation/${written}`)).toHaveLength(2);
    const ids: string[] = [];
    for (let next: string | undefined = '/AuditEvent?agent=gp&_count=2'; next;) {
      const { json } = await auditor('GET', next);
      ids.push(...(json.entry as { resource: Event }[]).map((entry) => entry.resource.id));
      next = (json.link as { relation: string; url: string }[]).find((link) => link.relation === 'next')?.url;
    }
    expect([ids.length, new Set(ids).size]).toEqual([5, 5]);
    for (const query of [
      'x=1',
      'action=Z',
      'outcome=7',
      'date=soon',
      'entity=y',
      `entity=Observation/${written}`,
      '_sort=date',
    ])
      expect([query, (await auditor('GET', `/AuditEvent?${query}`)).status]).toEqual([query, 400]);
  });

  it('shows residents who looked at them, without other persons', async () => {
    const own = await search(resident, `patient=${people[0]}&agent=gp`);
    expect(own.map((event) => event.subtype[0]!.code)).toEqual(['operation', 'read', 'create']);
    expect(JSON.stringify(own)).not.toContain(people[1]);
    expect((await resident('GET', `/AuditEvent/${own[0]!.id}`)).json).toEqual(own[0]);
    const foreign = (await search(auditor, 'agent=gp&outcome=4'))[0]!;
    for (const address of ['/AuditEvent', `/AuditEvent?patient=${people[1]}`, `/AuditEvent/${foreign.id}`])
      expect([address, (await resident('GET', address)).status]).toEqual([address, 403]);
    expect((await gp('GET', `/AuditEvent?patient=${people[0]}`)).status).toBe(403);
  });

  it('is not written, not in bundles either', async () => {
    const integrator = clientOf(test, actor('integrator', units.county));
    const [event] = await search(auditor, 'agent=gp&_count=1');
    const calls = [
      ['POST', '/AuditEvent'],
      ['PUT', `/AuditEvent/${event!.id}`],
      ['PUT', '/AuditEvent?_id=1'],
      ['PATCH', `/AuditEvent/${event!.id}`],
      ['DELETE', `/AuditEvent/${event!.id}`],
    ] as const;
    for (const [method, address] of calls)
      expect([method, (await integrator(method, address, event)).status]).toEqual([method, 405]);
    for (const [type, status] of [
      ['transaction', 405],
      ['batch', 200],
    ] as const) {
      const entry = [{ resource: event, request: { method: 'POST', url: 'AuditEvent' } }];
      const answer = await integrator('POST', '/', { resourceType: 'Bundle', type, entry });
      expect([type, answer.status]).toEqual([type, status]);
      if (type === 'batch') expect(answer.json.entry[0].response.status).toMatch(/^405/);
    }
    const { json } = await integrator('GET', '/metadata');
    const stated = (json.rest[0].resource as { type: string; interaction: { code: string }[] }[]).find(
      (one) => one.type === 'AuditEvent',
    )!;
    expect(stated.interaction.map((one) => one.code)).toEqual(['read', 'search-type']);
  });
});
