// SMART scopes in plain words: one line for each kind of data, what may be done with it, and who learns who one is.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { parseResourceScope, type Interaction } from '#platform/fhir/smart-scopes.ts';

/** Types that have a plain name; the others are called by their FHIR name. */
export const namedTypes = [
  'AllergyIntolerance',
  'Appointment',
  'CarePlan',
  'CareTeam',
  'Claim',
  'Communication',
  'Composition',
  'Condition',
  'Coverage',
  'Device',
  'DiagnosticReport',
  'DocumentReference',
  'Encounter',
  'Flag',
  'Goal',
  'ImagingStudy',
  'Immunization',
  'Location',
  'Medication',
  'MedicationAdministration',
  'MedicationDispense',
  'MedicationRequest',
  'MedicationStatement',
  'Observation',
  'Organization',
  'Patient',
  'Practitioner',
  'Procedure',
  'QuestionnaireResponse',
  'RelatedPerson',
  'ServiceRequest',
  'Task',
] as const;
const named: ReadonlySet<string> = new Set(namedTypes);

type Verb = 'see' | 'add' | 'change' | 'delete';
const verbOf: Record<Interaction, Verb> = { r: 'see', s: 'see', c: 'add', u: 'change', d: 'delete' };
const verbs: readonly Verb[] = ['see', 'add', 'change', 'delete'];

/** What several scopes open together: type to verbs, in the order of the scopes. */
export function openedBy(scopes: readonly string[]): Map<string, Verb[]> {
  const opened = new Map<string, Set<Verb>>();
  for (const parsed of scopes.map(parseResourceScope)) {
    if (!parsed) continue;
    const known = opened.get(parsed.type) ?? new Set();
    for (const interaction of parsed.interactions) known.add(verbOf[interaction]);
    opened.set(parsed.type, known);
  }
  return new Map([...opened].map(([type, known]) => [type, verbs.filter((verb) => known.has(verb))]));
}

export function useScopeLines(scopes: readonly string[]): string[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const nameOf = (type: string) =>
      type === '*' ? t('portal.scope.everything') : named.has(type) ? t(`portal.scope.type.${type}`) : type;
    const identity = scopes.some((scope) => scope === 'openid' || scope === 'fhirUser');
    return [
      ...(identity ? [t('portal.scope.identity')] : []),
      ...[...openedBy(scopes)].map(([type, done]) =>
        t('portal.scope.line', {
          verbs: done.map((verb) => t(`portal.scope.${verb}`)).join(t('ui.comma')),
          what: nameOf(type),
        }),
      ),
    ];
  }, [scopes, t]);
}
