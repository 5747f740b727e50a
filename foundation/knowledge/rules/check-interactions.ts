// Checks medicines against each other, against diseases, findings and allergies; runs offline in the browser.
import { within } from './condition.ts';
import {
  severities,
  type CheckedPerson,
  type InteractionAlert,
  type InteractionRule,
  type InteractionRules,
  type Medication,
} from './interaction.ts';

/** Alerts by severity; rules that are disabled or lack their table stay silent. */
export function checkInteractions(
  { rules }: Pick<InteractionRules, 'rules'>,
  person: CheckedPerson,
): InteractionAlert[] {
  return rules
    .filter(({ status }) => status !== 'disabled' && status !== 'awaiting-table')
    .flatMap((rule) =>
      meetings(rule, person).map(({ medications, against }) => ({
        rule: rule.id,
        kind: rule.kind,
        severity: rule.severity,
        status: rule.status,
        medications: medications.map(({ name }) => name),
        ...(against !== undefined && { against }),
        sentence: rule.sentence,
        action: rule.action,
      })),
    )
    .sort((left, right) => severities.indexOf(left.severity) - severities.indexOf(right.severity));
}

interface Meeting {
  medications: readonly Medication[];
  against?: string;
}
function meetings(rule: InteractionRule, { medications, conditions, allergies, findings }: CheckedPerson): Meeting[] {
  const of = (classes: readonly string[]): Medication[] => medications.filter((one) => belongs(one, classes));
  switch (rule.kind) {
    case 'drug-drug':
      return combinations(rule.groups.map(of)).map((chosen) => ({ medications: chosen }));
    case 'drug-disease': {
      const { finding } = rule;
      const found = finding && findings?.[finding.key];
      const against = [
        ...conditions.filter((code) => startsWithOne(code, rule.conditions ?? [])),
        ...(finding && found && found.unit === finding.unit && within(found.value, finding) ? [finding.key] : []),
      ][0];
      return against === undefined ? [] : of(rule.drugs).map((one) => ({ medications: [one], against }));
    }
    case 'drug-allergy': {
      const against = allergies.find((allergy) => rule.allergens.includes(allergy));
      return against === undefined ? [] : of(rule.drugs).map((one) => ({ medications: [one], against }));
    }
    case 'duplicate-class':
      return rule.classes
        .map((one) => of([one]))
        .filter((same) => same.length > 1)
        .map((same) => ({ medications: same }));
  }
}

/** One medicine of each group, each set once; a fixed combination may stand for several groups, but never for all. */
function combinations(groups: readonly Medication[][]): Medication[][] {
  const sets = groups.reduce<Medication[][]>(
    (all, group) => all.flatMap((set) => group.map((one) => [...set, one])),
    [[]],
  );
  const seen = new Set<string>();
  return sets
    .map((set) => [...new Set(set)])
    .filter((set) => {
      const key = set
        .map(({ name }) => name)
        .sort()
        .join(' ');
      return set.length > 1 && seen.size < seen.add(key).size;
    });
}
const startsWithOne = (code: string, classes: readonly string[]): boolean =>
  classes.some((one) => code.startsWith(one));
const belongs = ({ atc }: Medication, classes: readonly string[]): boolean =>
  atc.some((code) => startsWithOne(code, classes));
