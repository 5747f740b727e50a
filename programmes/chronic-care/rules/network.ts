// The graded network of each disease: which level owns which phase, which colour belongs to which level.
import type { ChronicColour } from '#foundation/record/contract.ts';
import type { Disease } from './disease.ts';

/** `lead`: the disease centre of the lead hospital; `key`: key centres; `team`: family-doctor teams. */
export const networkLevels = ['lead', 'key', 'team'] as const;
export type NetworkLevel = (typeof networkLevels)[number];
export const carePhases = [
  'screening',
  'diagnosis',
  'treatment',
  'referral',
  'rehabilitation',
  'follow-up',
  'prevention',
] as const;
export type CarePhase = (typeof carePhases)[number];

export interface DiseaseNetwork {
  /** Organisation with the disease centre: it owns the pathway. */
  leadId?: string;
  keyIds: readonly string[];
  /** Every phase has one owner. */
  owners: Record<CarePhase, NetworkLevel>;
  colours: Record<ChronicColour, NetworkLevel>;
}
export type Network = Record<Disease, DiseaseNetwork>;

/** This system's own choice, until the county sets its own. */
export const assumedOwners: DiseaseNetwork['owners'] = {
  screening: 'team',
  diagnosis: 'key',
  treatment: 'key',
  referral: 'lead',
  rehabilitation: 'key',
  'follow-up': 'team',
  prevention: 'team',
};
export const assumedColours: DiseaseNetwork['colours'] = { red: 'lead', yellow: 'key', green: 'team' };

/** Where somebody with this colour belongs, if that is not where they are. */
export const levelToMoveTo = (
  { colours }: DiseaseNetwork,
  colour: ChronicColour | undefined,
  level: NetworkLevel,
): NetworkLevel | undefined => (colour && colours[colour] !== level ? colours[colour] : undefined);
