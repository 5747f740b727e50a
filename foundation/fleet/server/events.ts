// What the fleet announces: ids, kinds and times.
import type { AnnouncedEvent } from '#platform/kernel/events/events.ts';

const vehicleId = '01980000-0000-7000-8000-000000000001';
const stayId = '01980000-0000-7000-8000-000000000002';
const commitmentId = '01980000-0000-7000-8000-000000000003';
const sourceId = '01980000-0000-7000-8000-000000000004';
const departureId = '01980000-0000-7000-8000-000000000005';
const at = '2026-11-26T01:30:00.000Z';
const stay = { stayId, vehicleId, commitmentId, source: 'roving', sourceId, kind: 'roving-visit' };

export const announces: readonly AnnouncedEvent[] = [
  /**
   * `confirmed`: it has been there long enough to count; announced once before and once after. `corrects`: points that came
   * later changed what was announced.
   */
  {
    name: 'fleet.vehicle-arrived',
    example: { ...stay, arrivedAt: '2026-11-26T01:12:00.000Z', confirmed: true, corrects: false, at },
  },
  {
    name: 'fleet.vehicle-left',
    example: { ...stay, arrivedAt: '2026-11-26T01:12:00.000Z', leftAt: at, corrects: false, at },
  },
  /** It did not stay long enough, or points that came later show that it was not there. */
  { name: 'fleet.stay-withdrawn', example: { ...stay, at } },
  /** First leaving of its base on a day, and the last return to it. */
  {
    name: 'fleet.trip-started',
    example: { vehicleId, on: '2026-11-26', startedAt: '2026-11-26T00:20:00.000Z', corrects: false, at },
  },
  {
    name: 'fleet.trip-ended',
    example: { vehicleId, on: '2026-11-26', endedAt: '2026-11-26T08:20:00.000Z', corrects: false, at },
  },
  /** Cleared for the day; `override`: though something was missing. */
  { name: 'fleet.departure-cleared', example: { departureId, vehicleId, on: '2026-11-26', override: false, at } },
];
