// The generated matrix: every role x every route x people in care, elsewhere in the county and in another county; counts and totals included.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Role } from '#platform/kernel/access/roles.ts';
import { manualClock } from '#platform/kernel/clock/clock.ts';
import type { Db } from '#platform/kernel/db/db.ts';
import { describeOnEachEngine } from '#platform/kernel/db/test-database.ts';
import { startKernel, type Started } from '#platform/kernel/start.ts';
import { seedCounty } from '#apps/county/seed.ts';
import { demoPassword } from '#apps/county/demo-accounts.ts';
import { createCounty, type County } from './contexts.ts';

interface Account {
  login: string;
  token: string;
  roles: Role[];
  /** Persons whom the account may meet under a permission: worked out here from the raw rows, not by the policy. */
  visible: (permission: string) => Set<string>;
}
interface Answer {
  status: number;
  body: string;
}

const now = '2026-11-22T02:00:00Z';
const uuids = /[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g;

describeOnEachEngine('the access matrix', { contexts: [] }, (database) => {
  let started: Started;
  let accounts: Account[];
  let everybody: Set<string>;
  /** One person in the demo doctor's care, one elsewhere in the county, one in the other county. */
  let targets: Record<'own' | 'elsewhere' | 'otherCounty', string>;

  beforeAll(async () => {
    const clock = manualClock(now);
    let county: County | undefined;
    started = await startKernel(
      {
        db: Object.assign(Object.create(database.db) as Db, { close: async () => undefined }),
        log: pino({ level: 'silent' }),
        masterKey: new Uint8Array(32).fill(9),
        filesFolder: mkdtempSync(join(tmpdir(), 'tianmu-files-')),
        clock,
        version: 'test',
        http: { perMinute: 1_000_000 },
      },
      (kernel) => (county = createCounty(kernel)).contexts,
    );
    const { kernel } = started;
    await seedCounty({
      kernel,
      registry: county!.registry,
      geo: county!.geo,
      residents: 240,
      seed: 7,
      now: clock.now(),
    });
    await database.db.query('analyze');
    await readAccounts(database.db);
  }, 240_000);
  afterAll(() => started?.stop());

  async function readAccounts(db: Db): Promise<void> {
    const relations = await db.query<{ patient_id: string; party: string }>(
      'select patient_id, party from access.care_relation where valid_to is null or valid_to > $1',
      [new Date(now)],
    );
    const units = await db.query<{ id: string; path: string[] }>('select id, path from access.org_unit');
    const assignments = await db.query<{ account_id: string; role: Role; org_unit_id: string }>(
      'select * from access.role_assignment',
    );
    const rows = await db.query<{ id: string; login: string; person_id: string | null }>(
      'select id, login, person_id from auth.account order by login',
    );
    everybody = new Set(
      (await db.query<{ patient_id: string }>('select patient_id from registry.person')).map((row) => row.patient_id),
    );
    accounts = [];
    for (const row of rows) {
      const mine = assignments.filter((assignment) => assignment.account_id === row.id);
      const visible = (permission: string) => {
        const holding = mine.filter(({ role }) => started.permissions[permission]?.includes(role));
        const parties = new Set<string>();
        for (const { role, org_unit_id } of holding) {
          if (role === 'resident') parties.add(row.person_id!);
          else parties.add(row.id);
          if (role !== 'resident' && role !== 'device')
            for (const unit of units) if (unit.path.includes(org_unit_id)) parties.add(unit.id);
        }
        return new Set(relations.filter(({ party }) => parties.has(party)).map(({ patient_id }) => patient_id));
      };
      const answer = await started.server.inject({
        method: 'POST',
        url: '/api/session',
        payload: { account: row.login, password: demoPassword() },
      });
      accounts.push({
        login: row.login,
        token: answer.json<{ token: string }>().token,
        roles: mine.map(({ role }) => role),
        visible,
      });
    }
    const seen = (login: string) =>
      accounts.find((account) => account.login === login)!.visible('registry.person.find');
    const resident = rows.find(({ login }) => login === 'resident')!.person_id!;
    targets = {
      own: resident,
      elsewhere: [...seen('bureau')].find((person) => !seen('gp').has(person) && !seen('specialist').has(person))!,
      otherCounty: [...seen('xinchang-gp')][0]!,
    };
    expect(seen('gp').has(resident) && Object.values(targets).every(Boolean)).toBe(true);
  }

  const ask = async (account: Account, method: string, url: string, payload?: object): Promise<Answer> => {
    const answer = await started.server.inject({
      method: method as 'GET',
      url,
      headers: { authorization: `Bearer ${account.token}` },
      ...(payload ? { payload } : {}),
    });
    return { status: answer.statusCode, body: answer.body };
  };
  const holds = (account: Account, permission: string) =>
    permission === 'public' || account.roles.some((role) => started.permissions[permission]!.includes(role));
  /** Ids of people in an answer whom the account may not meet. */
  const leaks = (account: Account, permission: string, body: string) => {
    const visible = account.visible(permission);
    return [...new Set(body.match(uuids) ?? [])].filter((id) => everybody.has(id) && !visible.has(id));
  };
  /** Accounts ask side by side, as they do. */
  const everyAccount = (run: (account: Account) => Promise<void>) => Promise.all(accounts.map(run));
  // Signing in and out is not part of the matrix; the live stream never ends.
  const outside = ['/api/session', '/api/sessions', '/api/live'];
  const typed = () =>
    started.endpoints.filter(
      (endpoint) => endpoint.kind === 'typed' && !outside.some((path) => endpoint.path.startsWith(path)),
    );

  it('covers every role that exists in the demo', () => {
    expect(new Set(accounts.flatMap(({ roles }) => roles)).size).toBe(14);
    expect(typed().length).toBeGreaterThan(25);
  });

  it('one person: allowed exactly where role and relation say so, on every route', async () => {
    const wrong: string[] = [];
    for (const endpoint of typed()) {
      if (endpoint.kind !== 'typed' || typeof endpoint.binding.person !== 'function') continue;
      const { permission } = endpoint.binding;
      await everyAccount(async (account) => {
        for (const [where, person] of Object.entries(targets)) {
          const url = endpoint.path
            .replace(':personId', person)
            .replace(':year', now.slice(0, 4))
            .replace(':disease', 'hypertension')
            .replace(':type', 'Observation')
            .replace(/:\w+/g, '01980000-0000-7000-8000-00000000dead');
          const { status, body } = await ask(account, endpoint.method, url, endpoint.method === 'GET' ? undefined : {});
          const allowed = holds(account, permission) && account.visible(permission).has(person);
          const cell = `${account.login} ${endpoint.method} ${endpoint.path} ${where}: ${status}`;
          if (allowed ? status === 403 || status === 401 || status >= 500 : status !== 403) wrong.push(cell);
          // A thing of the person by an id that nobody has: not found is the right answer.
          // Nor has everybody a register from which a visit could begin.
          const ofThing = endpoint.path.replace(':personId', '').includes(':') || endpoint.path.endsWith('/visits/new');
          if (allowed && endpoint.method === 'GET' && status !== 200 && !(ofThing && status === 404)) wrong.push(cell);
          // Whom somebody chose as proxy stands in their own list of proxies, seen or not.
          if (endpoint.path.endsWith('/proxies')) continue;
          for (const leak of leaks(account, permission, body)) if (leak !== person) wrong.push(`${cell} shows ${leak}`);
        }
      });
    }
    expect(wrong).toEqual([]);
  }, 240_000);

  it('routes without one person: allowed exactly where the role says so, and no list shows a stranger', async () => {
    const wrong: string[] = [];
    for (const endpoint of typed()) {
      if (endpoint.kind !== 'typed' || typeof endpoint.binding.person === 'function') continue;
      const { permission } = endpoint.binding;
      await everyAccount(async (account) => {
        const url = endpoint.path.replace(/:\w+/g, '01980000-0000-7000-8000-00000000dead');
        const { status, body } = await ask(account, endpoint.method, url, endpoint.method === 'GET' ? undefined : {});
        const cell = `${account.login} ${endpoint.method} ${endpoint.path}: ${status}`;
        if (!holds(account, permission) && status !== 403) wrong.push(cell);
        if (status >= 500) wrong.push(cell);
        for (const leak of leaks(account, permission, body)) wrong.push(`${cell} shows ${leak}`);
      });
    }
    expect(wrong).toEqual([]);
  }, 240_000);

  it('finding people, page by page, shows all whom the account may meet and nobody else', async () => {
    for (const account of accounts.filter((candidate) => holds(candidate, 'registry.person.find'))) {
      const found: string[] = [];
      let page: string | undefined;
      do {
        const { body } = await ask(
          account,
          'GET',
          `/api/people?limit=100${page ? `&page=${encodeURIComponent(page)}` : ''}`,
        );
        const reply = JSON.parse(body) as { items: { personId: string }[]; next?: string };
        found.push(...reply.items.map(({ personId }) => personId));
        page = reply.next;
      } while (page);
      expect(found.toSorted(), account.login).toEqual([...account.visible('registry.person.find')].toSorted());
    }
  }, 120_000);

  it('FHIR totals count only what the account may meet, and reads of others are refused', async () => {
    const perPerson = async (table: string) =>
      database.db.query<{ patient_id: string; count: number }>(
        `select patient_id, count(*) as count from record.${table} group by 1`,
      );
    const observations = await perPerson('observation');
    const wrong: string[] = [];
    for (const account of accounts) {
      const visible = account.visible('record.resource.read');
      for (const [where, person] of Object.entries(targets)) {
        const { status } = await ask(account, 'GET', `/fhir/Patient/${person}`);
        if ((status === 200) !== (holds(account, 'record.fhir.use') && visible.has(person)))
          wrong.push(`${account.login} Patient ${where}: ${status}`);
      }
      if (!holds(account, 'record.fhir.use')) continue;
      const total = async (search: string) =>
        (JSON.parse((await ask(account, 'GET', `/fhir/${search}`)).body) as { total?: number }).total;
      const expected = observations
        .filter((row) => visible.has(row.patient_id))
        .reduce((sum, row) => sum + row.count, 0);
      const counted = await total('Observation?_summary=count');
      if (counted !== expected) wrong.push(`${account.login} Observation: ${counted} instead of ${expected}`);
      const patients = await total('Patient?_summary=count');
      if (patients !== visible.size) wrong.push(`${account.login} Patient: ${patients} instead of ${visible.size}`);
      const strangers = await total(`Observation?patient=${targets.otherCounty}&_summary=count`);
      if (!visible.has(targets.otherCounty) && strangers !== 0)
        wrong.push(`${account.login} counts ${strangers} of a stranger`);
      const listed = await ask(account, 'GET', '/fhir/Observation?_count=50&_include=Observation:subject');
      for (const leak of leaks(account, 'record.resource.read', listed.body))
        wrong.push(`${account.login} search shows ${leak}`);
    }
    expect(wrong).toEqual([]);
  }, 240_000);

  it('roles with a masked view get no full name, ID number or phone', async () => {
    const bureau = accounts.find(({ login }) => login === 'bureau')!;
    const gp = accounts.find(({ login }) => login === 'gp')!;
    const facts = JSON.parse((await ask(gp, 'GET', `/api/people/${targets.own}`)).body) as {
      name: string;
      idNumber: string;
      phone: string;
    };
    const secrets = [facts.name, facts.idNumber, facts.phone];
    expect(secrets.every((secret) => secret.length > 1)).toBe(true);
    for (const url of [
      `/api/people/${targets.own}`,
      `/fhir/Patient/${targets.own}`,
      `/fhir/Patient?_id=${targets.own}`,
      `/api/people/${targets.own}/timeline`,
    ]) {
      const { status, body } = await ask(bureau, 'GET', url);
      expect(status, url).toBe(200);
      for (const secret of secrets) expect(body, url).not.toContain(secret);
    }
  });
});
