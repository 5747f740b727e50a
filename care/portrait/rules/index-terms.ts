// The eight parts of the health index: which derived value of the instrument holds each one's points, and on which inputs it rests.

export const indexInstrument = 'lifes-essential-8';
/** Local policy, written in the instrument: fewer known parts give no index. */
export const fewestTerms = 6;

export const indexTerms = [
  { key: 'diet', points: 'dietPoints', inputs: ['dashSum'] },
  { key: 'activity', points: 'activityPoints', inputs: ['activityMinutes'] },
  { key: 'nicotine', points: 'nicotinePoints', inputs: ['nicotine', 'smokerAtHome'] },
  { key: 'sleep', points: 'sleepPoints', inputs: ['sleepHours'] },
  { key: 'weight', points: 'bmiPoints', inputs: ['bmi'] },
  { key: 'lipids', points: 'lipidPoints', inputs: ['totalCholesterol', 'hdl', 'lipidLowering'] },
  { key: 'glucose', points: 'glucosePoints', inputs: ['hba1c', 'fastingGlucose', 'diabetes'] },
  { key: 'pressure', points: 'pressurePoints', inputs: ['systolic', 'diastolic', 'antihypertensive'] },
] as const;
export type IndexTermKey = (typeof indexTerms)[number]['key'];
