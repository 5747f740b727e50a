// Where readings come in, over MQTT and over HTTPS: the same reading, the same storage, the same counting once.
import { succeed, type Result } from '#platform/contract.ts';
import type { Actor, RoleAssignment } from '#platform/kernel/access/actor.ts';
import { MessageRefused, type MqttTopic } from '#platform/kernel/mqtt/mqtt.ts';
import { deviceUpload, serialPattern, type UploadsBody, type UploadsReply } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { incomingOf } from './incoming.ts';
import { createReadingWriter } from './reading-writer.ts';

const permission = 'intake.measurement.send';
const topicPattern = /^devices\/([^/]+)\/measurements$/;

export interface Gateway {
  topic: MqttTopic;
  upload(sender: Actor, body: UploadsBody, receivedAt: Date): Promise<Result<UploadsReply>>;
  close(): Promise<void>;
}

export function createGateway(parts: Parts): Gateway {
  const writer = createReadingWriter(parts);
  /** Assignments of a session stay the same object while it is remembered. */
  const unitsKnown = new WeakMap<readonly RoleAssignment[], Promise<ReadonlySet<string>>>();
  const unitsOf = (sender: Actor): Promise<ReadonlySet<string>> => {
    let units = unitsKnown.get(sender.assignments);
    if (!units) {
      units = parts.kernel.access.unitsOf(sender, permission).then((ids) => new Set(ids));
      unitsKnown.set(sender.assignments, units);
    }
    return units;
  };
  return {
    topic: {
      filter: 'devices/+/measurements',
      permission,
      async hear({ topic, payload, device, receivedAt }) {
        const serial = topicPattern.exec(topic)?.[1];
        const upload = readPayload(payload);
        if (!upload || serial === undefined || !serialPattern.test(serial))
          throw new MessageRefused('unreadable upload');
        await writer.room();
        const sent = { sender: device, units: await unitsOf(device), receivedAt };
        await writer.add(incomingOf({ ...upload, serial }, sent));
      },
    },
    async upload(sender, { uploads }, receivedAt) {
      await writer.room();
      const sent = { sender, units: await unitsOf(sender), receivedAt };
      const readings = uploads.map((upload) => incomingOf(upload, sent));
      const outcomes = await writer.add(readings.flat());
      let from = 0;
      return succeed({ outcomes: readings.map(({ length }) => outcomes.slice(from, (from += length))) });
    },
    close: () => writer.close(),
  };
}

function readPayload(payload: Buffer) {
  try {
    return deviceUpload.safeParse(JSON.parse(payload.toString('utf8'))).data;
  } catch {
    return undefined;
  }
}
