// One reading on its way in: read, named and timed, before the database is asked whose it is.
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { DeviceUpload } from '../../contract.ts';
import { instantOf, judgeTime, type JudgedTime } from '../../rules/device-clock.ts';
import { fingerprintOf, readingOf, type ReadOutcome } from '../../rules/device-reading.ts';

export interface Incoming {
  serial: string;
  fingerprint: string;
  read: ReadOutcome;
  /** As hex, where it could not be read. */
  hex: string | undefined;
  deviceTime: string | undefined;
  time: JudgedTime;
  receivedAt: Date;
  simulated: boolean;
  sender: Actor;
  /** Units for whose devices the sender may speak. */
  units: ReadonlySet<string>;
}

export function incomingOf(
  upload: DeviceUpload & { serial: string },
  sent: { sender: Actor; units: ReadonlySet<string>; receivedAt: Date },
): Incoming[] {
  const deviceNow = upload.deviceNow === undefined ? undefined : instantOf(upload.deviceNow);
  return upload.readings.map((one) => {
    const read = readingOf(one);
    const deviceTime = read.ok ? read.reading.measuredAt : one.at;
    const time = judgeTime({
      deviceAt: deviceTime === undefined ? undefined : instantOf(deviceTime),
      deviceNow,
      receivedAt: sent.receivedAt,
    });
    return {
      ...sent,
      // Read off labels and sent by gateways in either case.
      serial: upload.serial.toUpperCase(),
      fingerprint: fingerprintOf(one, read),
      read,
      hex: read.ok ? undefined : one.frame?.hex,
      deviceTime,
      time,
      simulated: upload.simulated ?? false,
    };
  });
}
