// Reckoning with calendar days.
import type { Day } from '#platform/contract.ts';

const dayMilliseconds = 86_400_000;
export const daysBetween = (from: Day, to: Day): number =>
  Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMilliseconds);
export const addDays = (on: Day, days: number): Day =>
  new Date(Date.parse(`${on}T00:00:00Z`) + days * dayMilliseconds).toISOString().slice(0, 10);
