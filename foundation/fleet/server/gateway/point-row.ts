// Turns a decoded position into a row: the one place where coordinates of a terminal's datum become WGS-84.
import { toWgs84 } from '#foundation/geo/rules/datum.ts';
import { fingerprintOf } from '../../rules/fingerprint.ts';
import { hexOf } from '../../rules/jt808/bytes.ts';
import { ignitionOn, isFixed, type Position } from '../../rules/jt808/position.ts';
import type { PositionRow } from '../store/position.ts';
import type { Terminal } from '../store/terminal.ts';

/** Undefined where the terminal sent no readable time: such a point has no place in a track. */
export function pointRow(
  position: Position,
  terminal: Terminal,
  sent: { serial: number; backfilled: boolean; receivedAt: Date },
): PositionRow | undefined {
  if (!position.deviceAt) return undefined;
  const [lon, lat] = toWgs84([position.lon, position.lat], terminal.datum);
  const { extras } = position;
  return {
    vehicleId: terminal.vehicleId,
    deviceAt: position.deviceAt,
    terminalId: terminal.id,
    fingerprint: fingerprintOf(position),
    receivedAt: sent.receivedAt,
    serial: sent.serial,
    backfilled: sent.backfilled,
    lon,
    lat,
    altitudeMetres: position.altitudeMetres,
    speedKilometresPerHour: position.speedKilometresPerHour,
    heading: position.heading,
    fixed: isFixed(position.status),
    ignition: ignitionOn(position.status),
    alarm: position.alarm,
    status: position.status,
    mileageMetres: extras.mileageMetres ?? null,
    signalStrength: extras.signalStrength ?? null,
    satellites: extras.satellites ?? null,
    otherItems:
      extras.unknown.length === 0
        ? null
        : extras.unknown.map(({ id, bytes }) => `${id.toString(16).padStart(2, '0')}:${hexOf(bytes)}`).join(' '),
  };
}
