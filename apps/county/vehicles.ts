// The vehicles of the demo county and where they stand; the fleet context takes them over when it is loaded.
import type { Institutions } from './institutions.ts';
import { facts } from './margins.ts';

export interface Vehicle {
  vehicleId: string;
  kind: 'comprehensive' | 'follow-up' | 'computed-tomography';
  name: string;
  organisationId: string;
  /** The CT truck never answers an emergency. */
  emergencyUnit: boolean;
  equipment: readonly string[];
}

const equipment: Record<Vehicle['kind'], readonly string[]> = {
  comprehensive: [
    'digital-radiography',
    'electrocardiograph',
    'ultrasound',
    'biochemistry-analyser',
    'insurance-terminal',
    '5g-terminal',
  ],
  'follow-up': [
    'portable-electrocardiograph',
    'portable-ultrasound',
    'blood-pressure-meter',
    'glucometer',
    'insurance-terminal',
    '5g-terminal',
  ],
  'computed-tomography': ['computed-tomograph', '5g-terminal'],
};

/** Five comprehensive vehicles at the lead hospitals, one follow-up vehicle at each centre, one CT truck. */
export function vehiclesOf(institutions: Institutions, newId: () => string): Vehicle[] {
  const vehicle = (kind: Vehicle['kind'], name: string, organisationId: string): Vehicle => ({
    vehicleId: newId(),
    kind,
    name,
    organisationId,
    emergencyUnit: kind !== 'computed-tomography',
    equipment: equipment[kind],
  });
  const { hospitals, centres } = institutions;
  return [
    ...Array.from({ length: facts.comprehensiveVehicles }, (_, index) =>
      vehicle('comprehensive', `综合巡诊车${index + 1}号`, hospitals[index % hospitals.length]!.organisationId),
    ),
    ...centres.map((centre, index) => vehicle('follow-up', `随访车${index + 1}号`, centre.organisationId)),
    vehicle('computed-tomography', '移动CT车', hospitals[0]!.organisationId),
  ];
}
