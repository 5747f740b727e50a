// Names of the numbers that a report measures.
export const measureKeys = [
  'systolic',
  'diastolic',
  'heartRate',
  'weight',
  'bmi',
  'waist',
  'fastingGlucose',
  'hba1c',
  'totalCholesterol',
  'hdl',
  'nonHdl',
  'filtrationRate',
] as const;
export type MeasureKey = (typeof measureKeys)[number];
