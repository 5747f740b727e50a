// Which waiting readings may stand in somebody's record once it is known whose they are.
import type { HeldContent, HeldReason } from '../contract.ts';
import { isPlausibleReading } from './device-reading.ts';

/** What cannot be a measurement of anybody stays out, whoever asks. */
export const isAssignable = (reason: HeldReason, { values }: HeldContent): boolean =>
  values !== undefined && reason !== 'faulty-frame' && isPlausibleReading(values);
