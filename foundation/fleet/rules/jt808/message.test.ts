// Every message comes back from its bytes in both editions, through fragments too.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bcdOfTime, timeOfBcd } from './bcd.ts';
import { addFragment, cutIntoFragments, type OpenMessages } from './fragments.ts';
import { decodeFrame, encodeFrame, type Frame } from './frame.ts';
import { gbkOfText, textOfGbk } from './gbk.ts';
import { decodeMessage, encodeMessage, idOf, type Message } from './message.ts';
import { decodePosition, encodePosition, ignitionOn, isFixed } from './position.ts';
import { editions, messages, positions } from './test-frames.ts';

it('messages come back as they were encoded', () => {
  fc.assert(
    fc.property(messages, editions, (message, edition) => {
      const body = encodeMessage(message, edition);
      expect(decodeMessage({ id: idOf(message), edition, body })).toEqual({ ok: true, value: message });
    }),
    { numRuns: 300 },
  );
});

it('authentication carries IMEI and software in the edition of 2019 only', () => {
  const told = { kind: 'authenticate', code: '8f3a', imei: '861234567890123', softwareVersion: 'V1.2' } as const;
  const body = (edition: 2013 | 2019) => decodeMessage({ id: 0x0102, edition, body: encodeMessage(told, edition) });
  expect(body(2019)).toEqual({ ok: true, value: told });
  expect(body(2013)).toEqual({ ok: true, value: { kind: 'authenticate', code: '8f3a' } });
});

it('long messages come back from their fragments in any order, doubled or not', () => {
  fc.assert(
    fc.property(
      fc.array(positions, { minLength: 4, maxLength: 12 }),
      fc.integer({ min: 40, max: 120 }),
      fc.infiniteStream(fc.nat()),
      (list, longest, order) => {
        const message: Message = { kind: 'position-batch', backfilled: true, positions: list, unreadable: [] };
        const whole: Frame = {
          id: 0x0704,
          edition: 2013,
          phone: '13567777777',
          serial: 0xfffe,
          body: encodeMessage(message, 2013),
        };
        const parts = cutIntoFragments(whole, longest).map((part) => decodeFrame(encodeFrame(part)));
        const shuffled = parts.toSorted(() => (order.next().value! % 2 ? 1 : -1));
        let open: OpenMessages = [];
        const came: Frame[] = [];
        for (const part of [shuffled[0]!, ...shuffled]) {
          if (!part.ok) throw new Error('a fragment is faulty');
          const step = addFragment(open, part.value, 0);
          open = step.open;
          if (step.whole) came.push(step.whole);
        }
        expect(came).toHaveLength(1);
        expect(came[0]).toMatchObject({ id: 0x0704, serial: 0xfffe, body: whole.body });
        expect(open).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

it('fragments that wait too long or are too many are given up', () => {
  const part = (serial: number, index: number, total = 3): Frame => ({
    id: 0x0704,
    edition: 2013,
    phone: '1',
    serial,
    fragment: { total, index },
    body: new Uint8Array(100),
  });
  let open: OpenMessages = [];
  for (let message = 0; message < 50; message++) open = addFragment(open, part(message * 10, 1), 0).open;
  expect(open.length).toBeLessThanOrEqual(4);
  expect(addFragment(open, part(5_000, 1), 61_000).open).toHaveLength(1);
  expect(addFragment([], part(1, 1, 60_000), 0).open).toEqual([]);
});

it('an item that is cut off does not cost the position', () => {
  const position = { alarm: 0, status: 3, lat: 30.23, lon: 119.72, altitudeMetres: -3, heading: 90 };
  const body = encodePosition({ ...position, speedKilometresPerHour: 42.5, extras: { unknown: [], satellites: 9 } });
  for (const tail of [[0x30], [0x30, 5, 1], [0xfe, 0xff, 1, 2]]) {
    const found = decodePosition(Uint8Array.of(...body, ...tail));
    expect(found).toMatchObject({ ok: true, value: { ...position, extras: { satellites: 9 } } });
    if (found.ok) expect([...found.value.extras.unread!]).toEqual(tail);
  }
  expect([ignitionOn(3), isFixed(3), ignitionOn(2), isFixed(1)]).toEqual([true, true, false, false]);
});

it('times are GMT+8, and what is no time is none', () => {
  expect(timeOfBcd(Uint8Array.from([0x26, 0x11, 0x22, 0x08, 0x00, 0x59]))).toEqual(new Date('2026-11-22T00:00:59Z'));
  for (const wrong of [
    [0, 0, 0, 0, 0, 0],
    [0x26, 0x02, 0x30, 0, 0, 0],
    [0x26, 0x11, 0x22, 0x24, 0, 0],
    [0x26, 0x11, 0x22, 0x08, 0x60, 0],
    [0x2a, 0x11, 0x22, 0x08, 0, 0],
  ])
    expect(timeOfBcd(Uint8Array.from(wrong))).toBeUndefined();
  expect(bcdOfTime(undefined)).toEqual([0, 0, 0, 0, 0, 0]);
});

it('the reply to a time query is UTC', () => {
  const reply = { kind: 'time-reply', at: new Date('2026-11-22T00:00:59Z') } as const;
  const body = encodeMessage(reply, 2019);
  expect([...body]).toEqual([0x26, 0x11, 0x22, 0x00, 0x00, 0x59]);
  expect(decodeMessage({ id: 0x8004, edition: 2019, body })).toEqual({ ok: true, value: reply });
});

it('plates travel in GBK', () => {
  expect([...gbkOfText('浙A')]).toEqual([0xd5, 0xe3, 0x41]);
  for (const plate of ['浙A6T808', '浙A88888学', '京A12345警']) expect(textOfGbk(gbkOfText(plate))).toBe(plate);
  expect(textOfGbk(gbkOfText('𠮷A'))).toBe('?A');
});
