// The HTTP surface of the kernel: identity, CSRF, permissions, versions, idempotency, problems, accounts, audit, health.
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { fail, route, succeed } from '#platform/contract.ts';
import { describeOnEachEngine } from '../db/test-database.ts';
import { openTestKernel, otherCounty, testPassword, village, type TestKernel } from '../test-kernel.ts';
import { endpoint } from './endpoint.ts';

const note = route<{ params: { personId: string }; body: { text: string }; reply: { text: string; version: number } }>(
  'PUT',
  '/api/trial/:personId',
);
const readNote = route<{ params: { personId: string }; reply: { text: string; version: number } }>(
  'GET',
  '/api/trial/:personId',
);
const addNote = route<{ body: { text: string }; reply: { count: number } }>('POST', '/api/trial');
const person = '01980000-0000-7000-8000-0000000000aa';
const stranger = '01980000-0000-7000-8000-0000000000bb';

describeOnEachEngine('the HTTP server', { contexts: [] }, (database) => {
  let test: TestKernel;
  let added = 0;
  beforeAll(async () => {
    const body = z.object({ text: z.string().min(2) });
    const one = ({ params }: { params: { personId: string } | undefined }) => params!.personId;
    test = await openTestKernel(database.db, (kernel) => [
      {
        name: 'trial',
        permissions: { 'trial.note.write': ['gp'], 'trial.note.read': ['gp', 'resident'] },
        endpoints: [
          endpoint(
            note,
            { permission: 'trial.note.write', person: one, body, summary: 'Change' },
            async ({ body: { text }, ifMatch }) =>
              ifMatch === 3 ? succeed({ text, version: 4 }) : fail({ kind: 'version', code: 'http/changed-meanwhile' }),
          ),
          endpoint(readNote, { permission: 'trial.note.read', person: one, summary: 'Read' }, async () =>
            succeed({ text: 'x', version: 3 }),
          ),
          endpoint(
            addNote,
            { permission: 'trial.note.write', person: 'none', body, summary: 'Add' },
            async ({ body: { text } }) => {
              if (text === 'boom') throw new Error('broken: secret 330112194605120021');
              return succeed({ count: ++added });
            },
          ),
        ],
        start: async () => void kernel,
      },
    ]);
    await test.addAccount('gp', 'gp', village);
    await test.addAccount('admin', 'system-admin');
    await test.addAccount('auditor', 'auditor');
    await test.addAccount('elder', 'resident', village, person);
    await test.addAccount('elsewhere', 'gp', otherCounty);
    const from = new Date('2026-01-01T00:00:00Z');
    await test.kernel.access.relate(database.db, [
      { personId: person, party: village, kind: 'residence', from, source: 'test' },
      { personId: person, party: person, kind: 'self', from, source: 'test' },
      { personId: stranger, party: otherCounty, kind: 'institution', from, source: 'test' },
    ]);
  });

  it('gives strangers a problem in their language and nothing else', async () => {
    const chinese = await test.server.inject({ url: `/api/trial/${person}` });
    expect(chinese.statusCode).toBe(401);
    expect(chinese.headers['content-type']).toContain('application/problem+json');
    expect(chinese.json()).toMatchObject({
      title: '请先登录',
      status: 401,
      kind: 'unauthenticated',
      type: '/problems/auth/sign-in-needed',
    });
    const english = await test.server.inject({ url: `/api/trial/${person}`, headers: { 'accept-language': 'en-GB' } });
    expect(english.json()).toMatchObject({ title: 'Sign in first' });
    expect((await test.server.inject({ url: '/api/no-such' })).statusCode).toBe(404);
  });

  it('lets the own doctor in, keeps other counties and other people out, and audits both', async () => {
    const [gp, elsewhere, elder] = await Promise.all(['gp', 'elsewhere', 'elder'].map((login) => test.as(login)));
    expect((await gp!({ url: `/api/trial/${person}` })).statusCode).toBe(200);
    expect((await elder!({ url: `/api/trial/${person}` })).statusCode).toBe(200);
    expect((await elsewhere!({ url: `/api/trial/${person}` })).statusCode).toBe(403);
    expect((await elder!({ url: `/api/trial/${stranger}` })).statusCode).toBe(403);
    expect((await elder!({ method: 'PUT', url: `/api/trial/${person}`, payload: { text: 'ab' } })).statusCode).toBe(
      403,
    );
    const log = await elder!({ url: '/api/my/access-log' });
    expect(
      log.json<{ items: { who: string; isSelf: boolean }[] }>().items.map(({ who, isSelf }) => [who, isSelf]),
    ).toEqual([
      ['elder', true],
      ['gp', false],
    ]);
    const auditor = await test.as('auditor');
    const refused = await auditor({ url: `/api/audit?outcome=refused&personId=${person}` });
    expect(refused.json<{ items: { account: string }[] }>().items).toMatchObject([{ account: 'elsewhere' }]);
    expect((await gp!({ url: '/api/audit' })).statusCode).toBe(403);
  });

  it('asks for the version, and answers a stale one with 412', async () => {
    const gp = await test.as('gp');
    const put = (version?: string) =>
      gp({
        method: 'PUT',
        url: `/api/trial/${person}`,
        payload: { text: 'ab' },
        ...(version ? { headers: { 'if-match': version } } : {}),
      });
    expect((await gp({ url: `/api/trial/${person}` })).headers.etag).toBe('W/"3"');
    expect((await put()).statusCode).toBe(428);
    expect((await put('W/"2"')).statusCode).toBe(412);
    expect((await put('W/"3"')).json()).toEqual({ text: 'ab', version: 4 });
    expect((await gp({ url: `/api/trial/${person}`, headers: { 'if-none-match': 'W/"3"' } })).statusCode).toBe(304);
  });

  it('names each wrong field in words', async () => {
    const gp = await test.as('gp');
    const answer = await gp({ method: 'POST', url: '/api/trial', payload: { text: 'x' } });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ title: '填写的内容有误', issues: [{ path: 'text', code: 'too_small' }] });
    expect(answer.json<{ issues: { message: string }[] }>().issues[0]!.message).toMatch(/[\u4e00-\u9fff]/);
    const broken = await gp({
      method: 'POST',
      url: '/api/trial',
      payload: '{',
      headers: { 'content-type': 'application/json' },
    });
    expect(broken.statusCode).toBe(400);
  });

  it('does a repeated write once, refuses the key for another body, frees it after a failure', async () => {
    const gp = await test.as('gp');
    const post = (text: string, key: string) =>
      gp({ method: 'POST', url: '/api/trial', payload: { text }, headers: { 'idempotency-key': key } });
    const [first, second] = [await post('once', 'key-00000001'), await post('once', 'key-00000001')];
    expect(second.body).toBe(first.body);
    expect((await post('other', 'key-00000001')).statusCode).toBe(409);
    const together = await Promise.all([1, 2, 3].map(() => post('both', 'key-00000002')));
    expect(new Set(together.filter((answer) => answer.statusCode === 200).map((answer) => answer.body)).size).toBe(1);
    expect(added).toBe(2);
    expect((await post('boom', 'key-00000003')).statusCode).toBe(500);
    expect((await post('boom', 'key-00000003')).statusCode).toBe(500);
  });

  it('keeps the cause of a fault to itself', async () => {
    const gp = await test.as('gp');
    const answer = await gp({ method: 'POST', url: '/api/trial', payload: { text: 'boom' } });
    expect(answer.json()).toMatchObject({ status: 500, title: '系统出错了' });
    expect(answer.body).not.toContain('secret');
  });

  it('refuses a cookie’s write from a foreign page, takes it from our own', async () => {
    const opened = await test.server.inject({
      method: 'POST',
      url: '/api/session',
      payload: { account: 'gp', password: testPassword, portal: 'clinic' },
    });
    const cookie = opened.cookies.find(({ name }) => name === 'tianmu_clinic')!;
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
    const post = (headers: Record<string, string>) =>
      test.server.inject({
        method: 'POST',
        url: '/api/trial',
        payload: { text: 'cookie' },
        headers: {
          host: 'tianmu.test',
          'x-tianmu-portal': 'clinic',
          cookie: `tianmu_clinic=${cookie.value}`,
          ...headers,
        },
      });
    expect((await post({ origin: 'https://evil.test' })).statusCode).toBe(403);
    expect((await post({})).statusCode).toBe(403);
    expect((await post({ origin: 'http://tianmu.test' })).statusCode).toBe(200);
  });

  it('manages accounts inside the own subtree; a disabled account is out at once', async () => {
    const admin = await test.as('admin');
    const roles = [{ role: 'nurse', orgUnitId: village }];
    const body = { account: 'new-nurse', displayName: '陈护士', kind: 'staff', password: testPassword, roles };
    const created = await admin({ method: 'POST', url: '/api/accounts', payload: body });
    expect(created.json()).toMatchObject({
      account: 'new-nurse',
      version: 1,
      roles: [{ role: 'nurse', orgUnit: '方元村' }],
    });
    expect((await admin({ method: 'POST', url: '/api/accounts', payload: body })).statusCode).toBe(409);
    const foreign = { ...body, account: 'spy-nurse', roles: [{ role: 'nurse', orgUnitId: otherCounty }] };
    expect((await admin({ method: 'POST', url: '/api/accounts', payload: foreign })).statusCode).toBe(403);
    const nurse = await test.as('new-nurse');
    expect((await nurse({ url: '/api/session' })).statusCode).toBe(200);
    const { accountId } = created.json<{ accountId: string }>();
    const disabled = await admin({
      method: 'PUT',
      url: `/api/accounts/${accountId}`,
      payload: { disabled: true },
      headers: { 'if-match': 'W/"1"' },
    });
    expect(disabled.json()).toMatchObject({ disabled: true, version: 2 });
    expect((await nurse({ url: '/api/session' })).statusCode).toBe(401);
    const listed = await admin({ url: '/api/accounts?text=nurse&state=disabled' });
    expect(listed.json<{ items: unknown[] }>().items).toHaveLength(1);
    expect((await (await test.as('gp'))({ url: '/api/accounts' })).statusCode).toBe(403);
  });

  it('opens a record in an emergency only after a fresh proof, and for that person only', async () => {
    const elsewhere = await test.as('elsewhere');
    const ask = () =>
      elsewhere({
        method: 'POST',
        url: '/api/break-glass',
        payload: { personId: person, reason: 'emergency', explanation: '昏迷送来急诊，需要过敏史' },
      });
    expect((await ask()).statusCode).toBe(403);
    expect(
      (await elsewhere({ method: 'POST', url: '/api/session/step-up', payload: { password: 'wrong' } })).statusCode,
    ).toBe(403);
    expect(
      (await elsewhere({ method: 'POST', url: '/api/session/step-up', payload: { password: testPassword } }))
        .statusCode,
    ).toBe(200);
    expect((await ask()).statusCode).toBe(200);
    expect((await elsewhere({ url: `/api/trial/${person}` })).statusCode).toBe(200);
    // The person reads that an emergency opened the record, and which looks came of it.
    const looks = await (await test.as('elder'))({ url: '/api/my/access-log' });
    expect(
      looks.json<{ items: { who: string; purpose: string; opened: boolean }[] }>().items.slice(0, 2),
    ).toMatchObject([
      { who: 'elsewhere', purpose: 'emergency', opened: false },
      { who: 'elsewhere', purpose: 'emergency', opened: true },
    ]);
    test.clock.advanceSeconds(4 * 3_600 + 1);
    expect((await elsewhere({ url: `/api/trial/${person}` })).statusCode).toBe(403);
  });

  it('signs out here and everywhere', async () => {
    const [first, second] = [await test.as('gp'), await test.as('gp')];
    expect((await first({ method: 'DELETE', url: '/api/session' })).statusCode).toBe(200);
    expect((await first({ url: '/api/session' })).statusCode).toBe(401);
    expect((await second({ url: '/api/session' })).json()).toMatchObject({
      account: 'gp',
      permissions: expect.arrayContaining(['trial.note.write']),
    });
    expect((await second({ method: 'DELETE', url: '/api/sessions' })).statusCode).toBe(200);
    expect((await second({ url: '/api/session' })).statusCode).toBe(401);
  });

  it('tells health, readiness, metrics and the API', async () => {
    expect((await test.server.inject({ url: '/healthz' })).json()).toMatchObject({
      status: 'up',
      database: { state: 'up' },
    });
    expect((await test.server.inject({ url: '/readyz' })).statusCode).toBe(503);
    const metrics = (await test.server.inject({ url: '/metrics' })).body;
    expect(metrics).toContain('tianmu_http_request_seconds');
    expect(metrics).toMatch(/tianmu_jobs\{state="dead"\} \d/);
    const document = (await test.server.inject({ url: '/api/openapi.json' })).json<{
      openapi: string;
      paths: Record<string, unknown>;
    }>();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/session', '/api/trial/{personId}', '/api/accounts/{accountId}']),
    );
    expect((await test.server.inject({ url: '/api/docs' })).body).toContain('/api/trial/{personId}');
  });
});
