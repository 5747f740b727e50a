// One text over the demo's line: heard to its end, answered with a key, not picked up, and cut off.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { demoVoice } from './demo-line.ts';
import { openDemoPhones, type DemoPhones } from './demo-phones.ts';
import { sayText } from './say-text.ts';

let phones: DemoPhones;
let id = 0;
beforeAll(async () => {
  phones = await openDemoPhones({ newId: () => String(++id), now: () => new Date('2026-11-22T02:00:00Z') }, 2_000);
});
afterAll(() => phones?.close());

const text = '您有两种常用药快用完了';
const say = (number: string, signal = new AbortController().signal) =>
  sayText({ ...demoVoice({ host: '127.0.0.1', port: phones.port }, 20) }, number, { text }, signal);
const ringing = async () => {
  await expect.poll(() => phones.calls()[0]?.state).toBe('ringing');
  return phones.calls()[0]!;
};

it('is heard to its end', { timeout: 60_000 }, async () => {
  const said = say('13900000001');
  const call = await ringing();
  phones.act(call.callId, { action: 'accept' });
  expect(await said).toEqual({ outcome: 'heard' });
  expect(phones.calls()[0]!.heard.join('')).toContain(text);
});
it('takes a key', { timeout: 60_000 }, async () => {
  const said = say('13900000002');
  const call = await ringing();
  phones.act(call.callId, { action: 'accept' });
  phones.act(call.callId, { action: 'press', key: '0' });
  expect(await said).toEqual({ outcome: 'heard', key: '0' });
});
it('says that nobody picked up, refused, or that the server stopped', { timeout: 60_000 }, async () => {
  expect(await say('13900000003')).toEqual({ outcome: 'no-answer' });
  const said = say('13900000004');
  phones.act((await ringing()).callId, { action: 'reject' });
  expect(await said).toEqual({ outcome: 'busy' });
  const stopping = new AbortController();
  const cut = say('13900000005', stopping.signal);
  await ringing();
  stopping.abort();
  expect(await cut).toEqual({ outcome: 'broken' });
});
