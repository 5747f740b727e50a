// Counts calendar days from one day to another.
import type { Day } from '#platform/contract.ts';

export const daysBetween = (from: Day, to: Day): number => (Date.parse(to) - Date.parse(from)) / 86_400_000;
