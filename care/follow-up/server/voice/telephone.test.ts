// A whole call over a real socket between the server's line and the demo's phones: sound alone goes either way.
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PhoneCall } from '../../contract.ts';
import { scriptOf } from '../../rules/telephone/call-dialogue.ts';
import type { Key } from '../../rules/telephone/dtmf.ts';
import type { Template } from '../../rules/template.ts';
import { conductCall } from './conduct-call.ts';
import { demoVoice } from './demo-line.ts';
import { openDemoPhones, type DemoPhones } from './demo-phones.ts';
import type { Voice } from './ports.ts';

const template: Template = {
  title: '高血压随访',
  greeting: '您好，我是您的家庭医生团队。',
  closing: '请继续按时吃药。',
  disease: 'hypertension',
  questions: [
    {
      key: 'systolic',
      kind: 'number',
      measure: 'systolic',
      text: '今天高压是多少？',
      required: true,
      abnormalAbove: 139,
    },
    { key: 'dizzy', kind: 'yes-no', text: '头晕吗？', required: true, abnormal: 'yes' },
  ],
};
const number = '13800000001';
let phones: DemoPhones;
let voice: Voice;
let ids = 0;
beforeEach(async () => {
  phones = await openDemoPhones({ newId: () => `call-${ids++}`, now: () => new Date('2026-11-27T02:00:00Z') }, 500);
  voice = { ...demoVoice({ host: '127.0.0.1', port: phones.port }, 20), silenceMilliseconds: 1_500 };
});
afterEach(() => phones.close());

const kept: unknown[] = [];
const call = (signal = new AbortController().signal, listens = true) => {
  kept.length = 0;
  const { recognition, ...keysOnly } = voice;
  return conductCall(
    listens ? { ...keysOnly, recognition: recognition! } : keysOnly,
    number,
    scriptOf(template, '王女士', listens, '2026-11-27'),
    async (answers) => void kept.push(answers),
    signal,
  );
};
const the = async (state: PhoneCall['state']): Promise<PhoneCall> => {
  await expect.poll(() => phones.calls()[0]?.state, { interval: 10 }).toBe(state);
  return phones.calls()[0]!;
};
const hears = (words: string) =>
  expect.poll(() => phones.calls()[0]!.heard.join(' '), { interval: 10 }).toContain(words);
const press = (keys: string) => {
  for (const key of keys) phones.act(phones.calls()[0]!.callId, { action: 'press', key: key as Key });
};

it('asks by sound, takes the keys out of the sound, and says what to do', async () => {
  const result = call();
  phones.act((await the('ringing')).callId, { action: 'accept' });
  await hears('您是王女士本人吗');
  press('1');
  await hears('今天高压是多少');
  press('158#');
  await hears('头晕吗');
  press('1');
  expect(await result).toEqual({ outcome: 'answered', answers: { systolic: 158, dizzy: true } });
  expect(kept).toEqual([{ systolic: 158 }, { systolic: 158, dizzy: true }]);
  await hears('120');
  await the('over');
});

it('stops speaking when a key is pressed, and understands words where an ear is plugged in', async () => {
  const result = call();
  const { callId } = await the('ringing');
  phones.act(callId, { action: 'accept' });
  press('1');
  await hears('今天高压是多少');
  phones.act(callId, { action: 'say', words: '一百二十八' });
  await hears('头晕吗');
  phones.act(callId, { action: 'say', words: '没有' });
  expect(await result).toEqual({ outcome: 'answered', answers: { systolic: 128, dizzy: false } });
});

it('keeps what was answered until somebody hangs up', async () => {
  const result = call(undefined, false);
  const { callId } = await the('ringing');
  phones.act(callId, { action: 'accept' });
  press('1');
  press('150#');
  await hears('头晕吗');
  phones.act(callId, { action: 'hang-up' });
  expect(await result).toEqual({ outcome: 'partly-answered', answers: { systolic: 150 } });
});

it('ends as refused, busy, not answered, silent or lost', async () => {
  const refused = call();
  phones.act((await the('ringing')).callId, { action: 'accept' });
  press('9');
  expect((await refused).outcome).toBe('refused');
  const rejected = call();
  await expect.poll(() => phones.calls()[0]!.state, { interval: 10 }).toBe('ringing');
  phones.act(phones.calls()[0]!.callId, { action: 'reject' });
  expect((await rejected).outcome).toBe('busy');
  expect((await call()).outcome).toBe('no-answer');
  const silent = call();
  await expect.poll(() => phones.calls()[0]!.state, { interval: 10 }).toBe('ringing');
  phones.act(phones.calls()[0]!.callId, { action: 'accept' });
  expect((await silent).outcome).toBe('no-answer');
  const stopping = new AbortController();
  const lost = call(stopping.signal);
  await expect.poll(() => phones.calls()[0]!.state, { interval: 10 }).toBe('ringing');
  // Two calls at once to one number: the second finds it busy.
  expect((await call()).outcome).toBe('busy');
  stopping.abort();
  expect((await lost).outcome).toBe('lost');
});

it('a peer that does not keep to the protocol is cut off', async () => {
  const stranger = connect({ host: '127.0.0.1', port: phones.port });
  const closed = new Promise((resolve) => stranger.once('close', resolve));
  stranger.on('error', () => undefined);
  stranger.write('GET / HTTP/1.1\r\n\r\n');
  await closed;
  expect(phones.calls()).toEqual([]);
});
