// Which interaction alerts a prescription raises against what the person takes, has and does not bear, and which of them lack a reason.
import { checkInteractions } from '#foundation/knowledge/rules/check-interactions.ts';
import type { InteractionAlert, InteractionRule, Medication } from '#foundation/knowledge/rules/interaction.ts';
import { atcOf, type Medicine } from '#foundation/knowledge/rules/medicine.ts';
import type { AlertOverride, PrescriptionItem } from '../contract.ts';

export interface AlertsAsked {
  items: readonly Pick<PrescriptionItem, 'name' | 'atc'>[];
  /** Standing prescriptions besides this one. */
  others: readonly Medication[];
  /** ICD-10 codes. */
  conditions: readonly string[];
  /** As the record names them. */
  allergies: readonly string[];
  findings?: Readonly<Record<string, { value: number; unit: string }>>;
}

/** Alerts that concern this prescription, by severity. */
export function alertsOf(rules: readonly InteractionRule[], asked: AlertsAsked): InteractionAlert[] {
  const own = new Set(asked.items.map(({ name }) => name));
  return checkInteractions(
    { rules },
    {
      medications: [...asked.items, ...asked.others],
      conditions: asked.conditions,
      allergies: asked.allergies.flatMap(allergensOf),
      ...(asked.findings && { findings: asked.findings }),
    },
  ).filter(({ medications }) => medications.some((name) => own.has(name)));
}

/** The same alert on every device. */
export const alertKey = ({ rule, medications }: Pick<InteractionAlert, 'rule' | 'medications'>): string =>
  `${rule}|${[...medications].toSorted((one, other) => (one < other ? -1 : 1)).join('+')}`;

/** A moderate one is shown; the graver ones need a reason before the prescription is signed. */
export const needsReason = ({ severity }: Pick<InteractionAlert, 'severity'>): boolean => severity !== 'moderate';

export function withoutReason(
  alerts: readonly InteractionAlert[],
  overrides: readonly AlertOverride[],
): InteractionAlert[] {
  const known = new Set(overrides.map(({ alert }) => alert));
  return alerts.filter((alert) => needsReason(alert) && !known.has(alertKey(alert)));
}

/** Words of the allergen list by what Chinese records say. */
const allergens: readonly [word: string, says: RegExp][] = [
  ['penicillin', /青霉素|阿莫西林|氨苄西林|penicillin/i],
  ['cephalosporin', /头孢|cephalosporin/i],
  ['sulfonamide', /磺胺|sulfonamide/i],
  ['aspirin', /阿司匹林|解热镇痛|aspirin/i],
];
export const allergensOf = (title: string): string[] =>
  allergens.filter(([, says]) => says.test(title)).map(([word]) => word);

/** The medicine of the list that a name in the record means: the longest name that stands in it. */
export function medicineNamed(name: string, medicines: readonly Medicine[]): Medicine | undefined {
  const bare = (medicine: Medicine) => medicine.name.zh.replace(/（.*）|缓释$/g, '');
  return medicines
    .filter((medicine) => name.includes(bare(medicine)))
    .toSorted((one, other) => bare(other).length - bare(one).length)[0];
}

/** With the codes of the list where the record names none. */
export function medicationOf({ name, atc }: Medication, medicines: readonly Medicine[]): Medication {
  if (atc.length > 0) return { name, atc };
  const found = medicineNamed(name, medicines);
  return { name, atc: found ? atcOf(found) : [] };
}
