// Positions of vehicles over MQTT: the same points, the same storage and the same counting once as over JT/T 808.
import type { Kernel } from '#platform/kernel/kernel.ts';
import { MessageRefused, type MqttTopic } from '#platform/kernel/mqtt/mqtt.ts';
import { mqttPositions, type MqttPositions } from '../../contract.ts';
import type { Position } from '../../rules/jt808/position.ts';
import { noteSeen, terminalOf } from '../store/terminal.ts';
import type { Intake } from './intake.ts';
import { pointRow } from './point-row.ts';

const topicPattern = /^vehicles\/(\d{1,20})\/positions$/;

/** A refused message is not acknowledged: the broker closes the connection, and the maker sees that something is wrong. */
class Refused extends MessageRefused {}

export const positionsOverMqtt = (kernel: Kernel, intake: () => Intake): MqttTopic => ({
  filter: 'vehicles/+/positions',
  permission: 'fleet.position.send',
  async hear({ topic, payload, device, receivedAt }) {
    const phone = topicPattern.exec(topic)?.[1]?.replace(/^0+(?=.)/, '');
    const terminal = phone === undefined ? undefined : await terminalOf(kernel.db, phone);
    if (!terminal || terminal.blocked || terminal.deviceAccount !== device.account)
      throw new Refused('no terminal of this device');
    const { writer, keepFrame } = intake();
    const read = readMessage(payload);
    if (!read) {
      keepFrame({ phone, reason: 'mqtt-unreadable', bytes: payload });
      throw new Refused('unreadable: datum and positions are needed');
    }
    await writer.room();
    const rows = read.positions.flatMap((one) => {
      const sent = { serial: 0, backfilled: one.backfilled ?? false, receivedAt };
      return pointRow(positionOf(one), { ...terminal, datum: read.datum }, sent) ?? [];
    });
    await writer.add(rows);
    await noteSeen(kernel.db, terminal.id, receivedAt);
  },
});

function readMessage(payload: Buffer): MqttPositions | undefined {
  try {
    return mqttPositions.safeParse(JSON.parse(payload.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** As precise as JT/T 808 has it: a point that comes both ways is one. */
const positionOf = (one: MqttPositions['positions'][number]): Position => ({
  alarm: 0,
  status: (one.ignitionOn ? 1 : 0) | 2,
  lon: Math.round(one.lon * 1e6) / 1e6,
  lat: Math.round(one.lat * 1e6) / 1e6,
  altitudeMetres: one.altitudeMetres ?? 0,
  speedKilometresPerHour: Math.round(one.speedKilometresPerHour * 10) / 10,
  heading: one.heading,
  deviceAt: new Date(Math.floor(Date.parse(one.at) / 1000) * 1000),
  extras: {
    ...(one.mileageMetres !== undefined && { mileageMetres: one.mileageMetres }),
    ...(one.signalStrength !== undefined && { signalStrength: one.signalStrength }),
    ...(one.satellites !== undefined && { satellites: one.satellites }),
    unknown: [],
  },
});
