// What the intake announces: ids, kinds and times, never values.
import type { AnnouncedEvent } from '#platform/kernel/events/events.ts';

const personId = '01980000-0000-7000-8000-000000000001';
const measurementId = '01980000-0000-8000-8000-000000000002';
const deviceId = '01980000-0000-7000-8000-000000000003';

export const measurementTaken = 'intake.measurement-taken';

export const announces: readonly AnnouncedEvent[] = [
  /**
   * Announced in the transaction that writes the Observations. `kind` is blood-pressure, glucose, temperature, weight,
   * oximeter, several or other; `marks` is what the device says of its own measurement (irregular-pulse ...);
   * `deviceId` is absent for what was typed; `simulated` as the device says. `clock` tells how sure `takenAt` is.
   */
  {
    name: measurementTaken,
    example: {
      personId,
      measurementId,
      observationIds: [`${measurementId}-blood-pressure`, `${measurementId}-heart-rate`],
      kind: 'blood-pressure',
      takenAt: '2026-11-22T07:55:00.000Z',
      receivedAt: '2026-11-22T08:00:00.000Z',
      source: 'home',
      deviceId,
      clock: 'right',
      marks: ['irregular-pulse'],
      simulated: false,
    },
  },
];
