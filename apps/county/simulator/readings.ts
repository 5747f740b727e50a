// What a home device reads: each one has a level of its own that stays the same from run to run.
import type { DeviceUpload, SentReading } from '#foundation/intake/contract.ts';
import type { Vital } from '#foundation/record/contract.ts';
import { random, type Random } from '../random.ts';

/** Home devices are lent from this age on in the demo's township. */
export const lentFromYears = 60;

/** Values of a cuff or a glucose meter with the level of whoever has it. */
export function deviceReading(
  device: { serial: string; kind: string },
  seed: number,
  numbers: Random,
): NonNullable<SentReading['values']> {
  const level = random(seed, 'home level', device.serial);
  const systolic = level.normal(138, 13);
  const glucose = Math.max(4.4, level.normal(6.6, 1.4));
  if (device.kind === 'glucose') return { 'glucose-fasting': oneDecimal(numbers.normal(glucose, 0.7)) };
  return Object.fromEntries(pressures(systolic, numbers).map(({ kind, value }) => [kind, value]));
}

/** As the device's gateway sends it: some clocks are off by hours, and the device says its own now. */
export function homeUpload(
  device: { serial: string; kind: string },
  at: Date,
  seed: number,
  numbers: Random,
): DeviceUpload {
  const off = random(seed, 'clock', device.serial);
  const offsetMilliseconds = off.chance(0.1) ? (off.below(72) - 36) * 3_600_000 : 0;
  const byDevice = (instant: Date) => new Date(instant.getTime() + offsetMilliseconds).toISOString();
  return {
    deviceNow: byDevice(at),
    simulated: true,
    readings: [{ at: byDevice(new Date(at.getTime() - 60_000)), values: deviceReading(device, seed, numbers) }],
  };
}

export function pressures(level: number, numbers: Random): Vital[] {
  const systolic = Math.round(Math.min(215, Math.max(92, numbers.normal(level, 8))));
  const diastolic = Math.round(Math.min(systolic - 20, Math.max(50, numbers.normal(level * 0.58 + 2, 6))));
  return [
    { kind: 'systolic', value: systolic },
    { kind: 'diastolic', value: diastolic },
    { kind: 'heart-rate', value: Math.round(Math.min(130, Math.max(48, numbers.normal(74, 8)))) },
  ];
}

const oneDecimal = (value: number): number => Math.round(Math.min(22, Math.max(3.2, value)) * 10) / 10;
