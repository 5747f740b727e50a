// What a home device reads: each person has a level of their own that stays the same from run to run.
import type { NewMeasurement, Vital } from '#foundation/record/contract.ts';
import { random, type Random } from '../random.ts';

/** Share of lent blood pressure meters; the others are glucometers (assumed). */
const pressureShare = 0.75;

interface ReadingAt {
  personId: string;
  at: Date;
  measurementId: string;
  seed: number;
}

export function homeReading({ personId, at, measurementId, seed }: ReadingAt, numbers: Random): NewMeasurement {
  const level = random(seed, 'home level', personId);
  const systolic = level.normal(138, 13);
  const glucose = Math.max(4.4, level.normal(6.6, 1.4));
  const measuresPressure = level.chance(pressureShare);
  const vitals = measuresPressure
    ? pressures(systolic, numbers)
    : [{ kind: 'glucose-fasting' as const, value: oneDecimal(numbers.normal(glucose, 0.7)) }];
  return {
    measurementId,
    takenAt: at.toISOString(),
    vitals,
    source: 'home',
    device: {
      id: `${measuresPressure ? 'BP' : 'GLU'}-${personId.slice(-8).toUpperCase()}`,
      name: measuresPressure ? '家用血压计' : '家用血糖仪',
    },
    simulated: true,
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
