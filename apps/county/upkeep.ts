// What the demo's vehicles carry and who rides on them: most are fit to go on the first day, two are not, one is in the workshop.
import { dayOf, type Day } from '#platform/contract.ts';
import type { Requirement } from '#foundation/fleet/checklist-contract.ts';
import { usualChecklist } from '#foundation/fleet/rules/usual-checklist.ts';
import type { UpkeepLoad } from '#foundation/fleet/server/index.ts';
import type { Demo } from './generator.ts';
import { seededIds } from './identity.ts';
import { givenName, surname } from './names.ts';
import { random } from './random.ts';
import type { Vehicle } from './vehicles.ts';

const equipmentNames: Record<string, string> = {
  'digital-radiography': 'DR 机',
  electrocardiograph: '心电图机',
  ultrasound: '彩超仪',
  'computed-tomograph': 'CT 机',
  'portable-ultrasound': '便携超声',
  'portable-electrocardiograph': '便携心电图机',
};
const drugs = [
  { itemCode: 'amlodipine-5', name: '苯磺酸氨氯地平片 5mg×28片', quantity: 60, unit: '盒' },
  { itemCode: 'metformin-500', name: '盐酸二甲双胍片 0.5g×56片', quantity: 60, unit: '盒' },
  { itemCode: 'nitroglycerin-0.5', name: '硝酸甘油片 0.5mg', quantity: 4, unit: '瓶' },
  { itemCode: 'adrenaline-1', name: '盐酸肾上腺素注射液 1mg', quantity: 10, unit: '支' },
  { itemCode: 'amoxicillin-250', name: '阿莫西林胶囊 0.25g', quantity: 30, unit: '盒' },
  { itemCode: 'enalapril-10', name: '马来酸依那普利片 10mg×28片', quantity: 20, unit: '盒' },
  { itemCode: 'spironolactone-20', name: '螺内酯片 20mg×28片', quantity: 12, unit: '盒' },
];
const licences: Record<Vehicle['kind'], string> = {
  comprehensive: 'B1',
  'follow-up': 'C1',
  'computed-tomography': 'B2',
};

export interface DemoTroubles {
  /** Its electrocardiograph was calibrated too long ago. */
  expiredCalibration: string;
  expiredDrug: string;
  inWorkshop: string;
}

/** The vehicle of the demo's own health centre is the one with the old calibration: its staff can sign in and see. */
export function troublesOf({ structure: { vehicles }, people }: Pick<Demo, 'structure' | 'people'>): DemoTroubles {
  const { organisationId } = people.place.team.centre;
  const rest = vehicles.filter((one) => one.kind === 'follow-up' && one.organisationId !== organisationId);
  const own = vehicles.find((one) => one.kind === 'follow-up' && one.organisationId === organisationId);
  return {
    expiredCalibration: (own ?? rest[0]!).vehicleId,
    expiredDrug: rest[4]!.vehicleId,
    inWorkshop: vehicles.findLast((one) => one.kind === 'comprehensive')!.vehicleId,
  };
}

export function upkeepLoadOf(demo: Demo, seed: number, now: Date): UpkeepLoad[] {
  const newId = seededIds(seed, 'upkeep', now);
  const numbers = random(seed, 'upkeep');
  const today = dayOf(now);
  const { vehicles, linan } = demo.structure;
  const troubles = troublesOf(demo);
  const houses = new Map(linan.institutions.all.map((one) => [one.organisationId, one]));
  return vehicles.map(({ vehicleId, kind, organisationId }, index): UpkeepLoad => {
    const list = usualChecklist.kinds[kind] ?? [];
    const house = houses.get(organisationId)!;
    const papers = (certificateKind: 'annual-inspection' | 'vehicle-insurance', prefix: string) => ({
      certificateId: newId(),
      kind: certificateKind,
      number: `${prefix}${dayAfter(today, 0).slice(0, 4)}${String(index + 1).padStart(4, '0')}`,
      issuer: '模拟数据',
      validUntilOn: dayAfter(today, 40 + numbers.below(300)),
    });
    const equipment = list.flatMap((one) =>
      one.check === 'equipment'
        ? [
            {
              equipmentId: newId(),
              kind: one.item,
              name: equipmentNames[one.item] ?? one.item,
              serialNumber: `SN-${String(index + 1).padStart(2, '0')}-${numbers.below(9_000) + 1_000}`,
              inOrder: true,
            },
          ]
        : [],
    );
    const isCardiograph = (equipmentKind: string) => equipmentKind.endsWith('electrocardiograph');
    const staffName = (profession: 'nurse' | 'general-practitioner' | 'physician') => {
      const some = linan.staffing.of(house, profession);
      return some[index % Math.max(1, some.length)];
    };
    const doctor = staffName('general-practitioner') ?? staffName('physician');
    const nurse = staffName('nurse');
    const standing = { fromOn: dayAfter(today, -60) };
    return {
      vehicleId,
      equipment,
      certificates: [
        ...equipment.map((one) => ({
          certificateId: newId(),
          kind: 'calibration' as const,
          equipmentId: one.equipmentId,
          number: `JZ${dayAfter(today, 0).slice(2, 4)}-${numbers.below(90_000) + 10_000}`,
          issuer: '模拟数据',
          validUntilOn:
            vehicleId === troubles.expiredCalibration && isCardiograph(one.kind)
              ? dayAfter(today, -3)
              : dayAfter(today, 35 + numbers.below(300)),
        })),
        papers('annual-inspection', 'NJ'),
        papers('vehicle-insurance', 'BX'),
      ],
      stock: drugs.map((drug, at) => ({
        ...drug,
        stockId: newId(),
        batch: `${numbers.below(900_000) + 100_000}`,
        expiresOn:
          vehicleId === troubles.expiredDrug && at === 4
            ? dayAfter(today, -2)
            : dayAfter(today, at === 3 && index % 5 === 0 ? 20 : 60 + numbers.below(400)),
      })),
      crew: [
        {
          entryId: newId(),
          role: 'driver',
          name: surname(numbers) + givenName(numbers, 'male', 1975),
          licenceClass: licences[kind],
          licenceValidUntilOn: dayAfter(today, 200 + numbers.below(1_500)),
          ...standing,
        },
        ...(doctor
          ? [{ entryId: newId(), role: 'doctor' as const, name: doctor.name, staffId: doctor.staffId, ...standing }]
          : []),
        ...(nurse
          ? [{ entryId: newId(), role: 'nurse' as const, name: nurse.name, staffId: nurse.staffId, ...standing }]
          : []),
      ],
      maintenance:
        vehicleId === troubles.inWorkshop
          ? [
              {
                maintenanceId: newId(),
                kind: 'repair',
                fromOn: dayAfter(today, -1),
                toOn: dayAfter(today, 1),
                note: '更换刹车片（模拟）',
              },
            ]
          : [],
      proofs: list.flatMap((one) => proofOf(one, newId, today)),
    };
  });
}

function proofOf(one: Requirement, newId: () => string, on: Day): UpkeepLoad['proofs'] {
  if (one.check !== 'proof') return [];
  return [{ proofId: newId(), item: one.item, on, how: one.how, testedBy: '模拟车组', note: '模拟数据，没有真的测试' }];
}

const dayAfter = (day: Day, days: number): Day =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
