// Classes of medicines by ATC code: what keeps the two common chronic diseases in check, and of which classes adherence is measured.

/** Beginnings of ATC codes (WHO). Classes follow the PDC measures of the Pharmacy Quality Alliance; diuretics are our own addition. */
export const therapies = {
  'ras-antagonist': ['C09'],
  'calcium-channel-blocker': ['C08'],
  'beta-blocker': ['C07'],
  diuretic: ['C03'],
  /** PDC-DR: every class but insulin. */
  diabetes: ['A10B'],
  statin: ['C10AA'],
} as const satisfies Record<string, readonly string[]>;
export type Therapy = keyof typeof therapies;
export const therapyNames = Object.keys(therapies) as Therapy[];

const has = (atc: readonly string[], beginnings: readonly string[]): boolean =>
  atc.some((code) => beginnings.some((beginning) => code.startsWith(beginning)));
/** A fixed combination belongs to the class of each component. */
export const therapiesOf = (atc: readonly string[]): Therapy[] =>
  therapyNames.filter((therapy) => has(atc, therapies[therapy]));

/** PDC-DR leaves out who has insulin: its days of supply can't be told. */
export const isInsulin = (atc: readonly string[]): boolean => has(atc, ['A10A']);
/** Medicines for which reminders are sent: hypertension and diabetes first. */
const remindedBeginnings = ['C02', 'C03', 'C07', 'C08', 'C09', 'A10'];
export const isReminded = (atc: readonly string[]): boolean => has(atc, remindedBeginnings);
