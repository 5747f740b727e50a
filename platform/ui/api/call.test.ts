// The client keeps its promises: address, headers, problems as failures, and repeats only of what may be repeated.
import { describe, expect, it, vi } from 'vitest';
import { route } from '#platform/contract.ts';
import { addressOf } from './address.ts';
import { createApi, type ApiOptions } from './call.ts';
import { ApiFailure } from './failure.ts';

const read = route<{ params: { personId: string }; query: { kind?: string }; reply: { name: string } }>(
  'GET',
  '/api/people/:personId',
);
const write = route<{ body: { value: number }; reply: { version: number } }>('POST', '/api/readings');

type Answer = { status: number; body?: unknown } | 'no network';
function clientWith(answers: Answer[], extra: Partial<ApiOptions> = {}) {
  const requests: { address: string; init: RequestInit }[] = [];
  const api = createApi({
    portal: 'clinic',
    language: () => 'zh-CN',
    onUnauthenticated: () => {},
    pause: async () => {},
    fetch: (async (address: string, init: RequestInit) => {
      requests.push({ address, init });
      const answer = answers.shift();
      if (!answer || answer === 'no network') throw new TypeError('fetch failed');
      return new Response(answer.body === undefined ? null : JSON.stringify(answer.body), { status: answer.status });
    }) as typeof fetch,
    ...extra,
  });
  return { api, requests, headers: (index = 0) => requests[index]?.init.headers as Record<string, string> };
}

describe('addressOf', () => {
  it('encodes path and query and leaves out what is absent', () => {
    expect(addressOf('/api/x/:id', { id: 'a/b' }, { text: '王 芳', page: undefined, empty: '', n: 0 })).toBe(
      '/api/x/a%2Fb?text=%E7%8E%8B+%E8%8A%B3&n=0',
    );
  });
  it('refuses a path without its parameter', () => expect(() => addressOf('/api/x/:id')).toThrow(/id/));
});

describe('createApi', () => {
  it('sends portal, language, version and key, and gives the reply', async () => {
    const { api, headers } = clientWith([{ status: 200, body: { version: 8 } }]);
    expect(await api.call(write, { body: { value: 1 }, ifMatch: 7, idempotencyKey: 'k' })).toEqual({ version: 8 });
    expect(headers()).toMatchObject({
      'x-tianmu-portal': 'clinic',
      'accept-language': 'zh-CN',
      'if-match': '"7"',
      'idempotency-key': 'k',
      'content-type': 'application/json',
    });
  });
  it('turns a problem into a failure with messages by field', async () => {
    const { api } = clientWith([
      {
        status: 400,
        body: {
          type: '/problems/record/visit-invalid',
          title: '有一项没填对',
          status: 400,
          instance: '/x',
          kind: 'invalid',
          issues: [{ path: 'reason', code: 'too-short', message: '请写明来看什么' }],
        },
      },
    ]);
    const failure = await api.call(write, { body: { value: 1 } }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ApiFailure);
    expect((failure as ApiFailure).fieldIssues).toEqual({ reason: '请写明来看什么' });
    expect((failure as ApiFailure).code).toBe('record/visit-invalid');
  });
  it('repeats a read and a keyed write after a break, with the same key', async () => {
    const reading = clientWith(['no network', { status: 200, body: { name: 'x' } }]);
    await reading.api.call(read, { params: { personId: 'p' } });
    expect(reading.requests).toHaveLength(2);
    const writing = clientWith([{ status: 503 }, 'no network', { status: 201, body: { version: 1 } }]);
    await writing.api.call(write, { body: { value: 1 }, idempotencyKey: 'same' });
    expect([0, 1, 2].map((index) => writing.headers(index)['idempotency-key'])).toEqual(['same', 'same', 'same']);
  });
  it('never repeats a write without a key', async () => {
    const { api, requests } = clientWith(['no network', { status: 201 }]);
    await expect(api.call(write, { body: { value: 1 } })).rejects.toMatchObject({ kind: 'offline' });
    expect(requests).toHaveLength(1);
  });
  it('says that the session ended, and whether the server is reachable', async () => {
    const onUnauthenticated = vi.fn();
    const onReachable = vi.fn();
    const { api } = clientWith([{ status: 401 }, 'no network'], { onUnauthenticated, onReachable });
    await expect(api.call(write, { body: { value: 1 } })).rejects.toMatchObject({ kind: 'unauthenticated' });
    expect(onUnauthenticated).toHaveBeenCalledOnce();
    await expect(api.call(write, { body: { value: 1 } })).rejects.toMatchObject({ kind: 'offline' });
    expect(onReachable.mock.calls.map(([reachable]) => reachable as boolean)).toEqual([true, false]);
  });
});
