// What one frame of a home device says, before anybody knows whose it is.
import type { VitalKind } from '#foundation/record/contract.ts';

export interface DeviceReading {
  /** In the units of foundation/record/rules/vitals.ts. */
  values: Partial<Record<VitalKind, number>>;
  /** By the device's own clock, without a zone. */
  measuredAt?: string;
  /** Number of the device's memory: the same record sent again has the same number. */
  sequence?: number;
  /** Key of the user as the device counts them (1, 2, ...); nobody in particular. */
  user?: number;
  /** What the device says about the quality of its own measurement. */
  marks: ReadingMark[];
}

export const readingMarks = [
  'irregular-pulse',
  'body-moved',
  'cuff-loose',
  'improper-position',
  'questionable',
  'from-memory',
  'clock-not-set',
] as const;
export type ReadingMark = (typeof readingMarks)[number];

export const roundTo = (value: number, decimals: number): number => Number(value.toFixed(decimals));
/** The marks whose bit is set. */
export const marksOf = (status: number, bits: readonly (readonly [bit: number, mark: ReadingMark])[]): ReadingMark[] =>
  bits.filter(([bit]) => (status & (1 << bit)) !== 0).map(([, mark]) => mark);
