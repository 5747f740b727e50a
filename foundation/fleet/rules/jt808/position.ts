// The position report of JT/T 808 (body of 0x0200, item of 0x0704): 28 fixed bytes and additional items.
import { bcdOfTime, timeOfBcd } from './bcd.ts';
import { ByteReader, ByteWriter } from './bytes.ts';
import { decoded, faulty, type Decoded } from './fault.ts';

export interface Position {
  /** Alarm bits as sent. */
  alarm: number;
  /** Status bits as sent; see `ignitionOn` and `isFixed`. */
  status: number;
  /** Degrees with six decimals, north and east positive, in the terminal's datum. */
  lat: number;
  lon: number;
  altitudeMetres: number;
  /** One decimal. */
  speedKilometresPerHour: number;
  /** Degrees clockwise from north, 0-359. */
  heading: number;
  /** The terminal's clock, in whole seconds; absent where it sent no readable time. */
  deviceAt?: Date;
  extras: PositionExtras;
}
export interface PositionExtras {
  /** Item 01, in steps of 100 m. */
  mileageMetres?: number;
  /** Item 30, 0-31 by most makers. */
  signalStrength?: number;
  /** Item 31. */
  satellites?: number;
  /** Items of makers and those that nobody here needs yet. */
  unknown: { id: number; bytes: Uint8Array }[];
  /** What stood behind the last whole item: makers who count wrongly do not lose the position. */
  unread?: Uint8Array;
}

const southBit = 4;
const westBit = 8;
const microdegrees = 1_000_000;

/** Bit 0 (ACC): the ignition is on. */
export const ignitionOn = (status: number): boolean => (status & 1) !== 0;
/** Bit 1: the satellite receiver has a fix. */
export const isFixed = (status: number): boolean => (status & 2) !== 0;

export function decodePosition(body: Uint8Array, id = 0x0200): Decoded<Position> {
  const reader = new ByteReader(body);
  const alarm = reader.doubleWord();
  const status = reader.doubleWord();
  const latitude = reader.doubleWord();
  const longitude = reader.doubleWord();
  const altitude = reader.word();
  const speed = reader.word();
  const heading = reader.word();
  const deviceAt = timeOfBcd(reader.take(6));
  if (reader.overrun) return faulty({ fault: 'body-too-short', id, bytes: body.length });
  if (latitude > 90 * microdegrees) return faulty({ fault: 'out-of-range', field: 'latitude' });
  if (longitude > 180 * microdegrees) return faulty({ fault: 'out-of-range', field: 'longitude' });
  if (heading > 360) return faulty({ fault: 'out-of-range', field: 'heading' });
  return decoded({
    alarm,
    status,
    lat: signed(latitude, status & southBit),
    lon: signed(longitude, status & westBit),
    altitudeMetres: altitude > 0x7fff ? altitude - 0x1_0000 : altitude,
    speedKilometresPerHour: speed / 10,
    heading: heading % 360,
    ...(deviceAt && { deviceAt }),
    extras: decodeExtras(reader),
  });
}

const signed = (value: number, negative: number): number => (negative && value > 0 ? -value : value) / microdegrees;

function decodeExtras(reader: ByteReader): PositionExtras {
  const extras: PositionExtras = { unknown: [] };
  while (reader.left > 0) {
    const rest = new ByteReader(reader.rest());
    const id = rest.byte();
    const length = rest.byte();
    const bytes = rest.take(length);
    if (rest.overrun) {
      // The item is cut off: what is left is kept as it came.
      extras.unread = Uint8Array.of(id, ...(length > 0 || bytes.length > 0 ? [length] : []), ...bytes);
      break;
    }
    const value = new ByteReader(bytes);
    if (id === 0x01 && length === 4) extras.mileageMetres = value.doubleWord() * 100;
    else if (id === 0x30 && length === 1) extras.signalStrength = value.byte();
    else if (id === 0x31 && length === 1) extras.satellites = value.byte();
    else extras.unknown.push({ id, bytes });
    reader = rest;
  }
  return extras;
}

/** Hemisphere bits of the status follow from the coordinates. */
export function encodePosition(position: Position): Uint8Array {
  const { status, lat, lon, extras } = position;
  const hemispheres = (lat < 0 ? southBit : 0) | (lon < 0 ? westBit : 0);
  const writer = new ByteWriter()
    .doubleWord(position.alarm)
    .doubleWord(((status & ~(southBit | westBit)) | hemispheres) >>> 0)
    .doubleWord(Math.round(Math.abs(lat) * microdegrees))
    .doubleWord(Math.round(Math.abs(lon) * microdegrees))
    .word(position.altitudeMetres)
    .word(Math.round(position.speedKilometresPerHour * 10))
    .word(position.heading)
    .put(bcdOfTime(position.deviceAt));
  if (extras.mileageMetres !== undefined)
    writer
      .byte(0x01)
      .byte(4)
      .doubleWord(Math.round(extras.mileageMetres / 100));
  if (extras.signalStrength !== undefined) writer.byte(0x30).byte(1).byte(extras.signalStrength);
  if (extras.satellites !== undefined) writer.byte(0x31).byte(1).byte(extras.satellites);
  for (const { id, bytes } of extras.unknown) writer.byte(id).byte(bytes.length).put(bytes);
  return writer.put(extras.unread ?? []).done();
}
