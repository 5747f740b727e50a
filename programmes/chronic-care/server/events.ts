// What chronic care announces: ids, kinds and times.
import type { AnnouncedEvent } from '#platform/kernel/events/events.ts';

const personId = '01980000-0000-7000-8000-000000000001';

export const announces: readonly AnnouncedEvent[] = [
  /** The colour that counts is another one; without `colour` the disease has none any more. */
  {
    name: 'chronic-care.colour-changed',
    example: { personId, disease: 'hypertension', colour: 'red', at: '2026-11-22T08:00:00.000Z' },
  },
];
