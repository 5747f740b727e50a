// The live connection resumes where it stopped and gives up only when it is refused.
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { openLiveConnection, type LiveMessage, type LiveState } from './live-connection.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function answering(...answers: (string | number)[]) {
  const requests: { address: string; headers: Record<string, string> }[] = [];
  const messages: LiveMessage[] = [];
  const states: LiveState[] = [];
  const connection = openLiveConnection({
    address: '/api/live',
    headers: { 'x-tianmu-portal': 'bureau' },
    onMessage: (message) => messages.push(message),
    onState: (state) => states.push(state),
    fetch: (async (address: string, init: RequestInit) => {
      requests.push({ address, headers: init.headers as Record<string, string> });
      const answer = answers.shift() ?? 403;
      return typeof answer === 'number' ? new Response(null, { status: answer }) : new Response(answer);
    }) as typeof fetch,
  });
  return { connection, requests, messages, states };
}

it('connects again with the last id and doubles the pause after failures', async () => {
  const { connection, requests, messages, states } = answering(
    'id: 4\nevent: county.counters\ndata: {"visits":1}\n\n',
    500,
    'id: 5\nevent: county.counters\ndata: {"visits":2}\n\n',
    403,
  );
  connection.setTopics(['b', 'a', 'b']);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(requests.map((request) => request.address)).toEqual(Array.from({ length: 4 }, () => '/api/live?topics=a,b'));
  expect(requests.map((request) => request.headers['last-event-id'])).toEqual([undefined, '4', '4', '5']);
  expect(messages).toEqual([
    { topic: 'county.counters', data: { visits: 1 } },
    { topic: 'county.counters', data: { visits: 2 } },
  ]);
  expect(states.at(-1)).toBe('refused');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(requests).toHaveLength(4);
});

it('stops when it is closed', async () => {
  const { connection, requests } = answering('', '', '');
  connection.setTopics(['a']);
  await vi.advanceTimersByTimeAsync(10);
  connection.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(requests).toHaveLength(1);
});
