// Types of resources that have a word of their own on the screens of bulk data; others show their FHIR name.

export const offeredTypes = [
  'Patient',
  'Encounter',
  'Condition',
  'Observation',
  'DiagnosticReport',
  'MedicationRequest',
  'Procedure',
  'Immunization',
  'AllergyIntolerance',
  'CarePlan',
  'ServiceRequest',
  'DocumentReference',
  'Organization',
  'Practitioner',
] as const;

/** `Resource` stands for lines of which not even the type can be read. */
export const hasWord = (type: string): boolean =>
  type === 'Resource' || (offeredTypes as readonly string[]).includes(type);
