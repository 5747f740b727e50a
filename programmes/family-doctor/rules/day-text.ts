// Days as messages and contracts say them.
import type { Day } from '#platform/contract.ts';

/** 2026年11月22日 */
export const dayText = (on: Day): string => `${Number(on.slice(0, 4))}年${nearDayText(on)}`;
/** 11月22日, of days that are near. */
export const nearDayText = (on: Day): string => `${Number(on.slice(5, 7))}月${Number(on.slice(8))}日`;
