// Arbitrary frames, positions and messages of JT/T 808 for property tests, and the golden frames.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { bytesOfHex } from './bytes.ts';
import type { Edition } from './frame.ts';
import type { Message } from './message.ts';
import type { Position } from './position.ts';

export const goldenFrames: readonly Uint8Array[] = (
  JSON.parse(readFileSync(new URL('../../golden/jt808-frames.json', import.meta.url), 'utf8')) as { frames: string[] }
).frames.map((hex) => bytesOfHex(hex)!);

export const editions = fc.constantFrom<Edition>(2013, 2019);
/** Rich in the two bytes that are escaped. */
export const body = (longest: number) =>
  fc
    .array(fc.oneof(fc.constantFrom(0x7d, 0x7e), fc.integer({ min: 0, max: 255 })), { maxLength: longest })
    .map((bytes) => Uint8Array.from(bytes));
const word = fc.integer({ min: 0, max: 0xffff });
const byte = fc.integer({ min: 0, max: 255 });
const unsigned = fc.integer({ min: 0, max: 0xffff_ffff });

export const positions: fc.Arbitrary<Position> = fc
  .record({
    alarm: unsigned,
    status: unsigned,
    lat: fc.integer({ min: -90_000_000, max: 90_000_000 }),
    lon: fc.integer({ min: -180_000_000, max: 180_000_000 }),
    altitudeMetres: fc.integer({ min: -500, max: 9_000 }),
    speed: word,
    heading: fc.integer({ min: 0, max: 359 }),
    seconds: fc.option(fc.integer({ min: 0, max: 3_000_000_000 }), { nil: undefined }),
    mileage: fc.option(unsigned, { nil: undefined }),
    signalStrength: fc.option(byte, { nil: undefined }),
    satellites: fc.option(byte, { nil: undefined }),
    unknown: fc.array(fc.record({ id: fc.integer({ min: 0x40, max: 255 }), bytes: body(20) }), { maxLength: 3 }),
  })
  .map(({ status, lat, lon, speed, seconds, mileage, signalStrength, satellites, unknown, ...rest }) => ({
    ...rest,
    status: ((status & ~12) | (lat < 0 ? 4 : 0) | (lon < 0 ? 8 : 0)) >>> 0,
    lat: lat / 1_000_000,
    lon: lon / 1_000_000,
    speedKilometresPerHour: speed / 10,
    ...(seconds !== undefined && { deviceAt: new Date(Date.UTC(2000, 0, 1) + seconds * 1000) }),
    extras: {
      ...(mileage !== undefined && { mileageMetres: mileage * 100 }),
      ...(signalStrength !== undefined && { signalStrength }),
      ...(satellites !== undefined && { satellites }),
      unknown,
    },
  }));

const ascii = (maxLength: number) => fc.stringMatching(/^[A-Za-z0-9]*$/).map((text) => text.slice(0, maxLength));
const plates = fc.constantFrom('浙A6T808', '浙A88888学', '苏BA6860', '粤B12345', '');

export const messages: fc.Arbitrary<Message> = fc.oneof(
  fc.constantFrom<Message>({ kind: 'heartbeat' }, { kind: 'unregister' }, { kind: 'time-query' }),
  fc.record({
    kind: fc.constantFrom('terminal-reply' as const, 'platform-reply' as const),
    replySerial: word,
    replyId: word,
    result: byte,
  }),
  fc.record({
    kind: fc.constant('register' as const),
    province: word,
    city: word,
    maker: ascii(5),
    model: ascii(20),
    terminalId: ascii(7),
    plateColour: byte,
    plate: plates,
  }),
  fc.record({
    kind: fc.constant('register-reply' as const),
    replySerial: word,
    result: fc.constant(0),
    code: ascii(30),
  }),
  positions.map((position): Message => ({ kind: 'position', ...position })),
  fc.record({
    kind: fc.constant('position-batch' as const),
    backfilled: fc.boolean(),
    positions: fc.array(positions, { maxLength: 5 }),
    unreadable: fc.constant<Uint8Array[]>([]),
  }),
  fc.record({ kind: fc.constant('unknown' as const), id: fc.integer({ min: 0x0900, max: 0x0fff }), body: body(60) }),
);
