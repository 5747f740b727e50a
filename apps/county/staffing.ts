// The staff of a demo county's institutions and its service teams of specialist, GP and village doctor.
import type { Profession, Sex } from '#foundation/registry/contract.ts';
import { distanceMetres } from '#foundation/geo/rules/distance.ts';
import type { PractitionerRecord, TeamLoad } from '#foundation/registry/server/index.ts';
import type { Institution, Institutions } from './institutions.ts';
import { givenName, surname } from './names.ts';
import type { Random } from './random.ts';
import { groupVillages, teamsOfThree } from './team-plan.ts';
import type { Territory, Village } from './territory.ts';

export interface Team extends TeamLoad {
  centre: Institution;
  specialist: PractitionerRecord;
  gp: PractitionerRecord;
  villageDoctor: PractitionerRecord;
  villageIds: string[];
}
export interface Staffing {
  staff: PractitionerRecord[];
  teams: Team[];
  teamOf: Map<string, Team>;
  of(institution: Institution, profession: Profession): PractitionerRecord[];
}

const specialities = [
  '心血管内科',
  '内分泌科',
  '呼吸内科',
  '神经内科',
  '消化内科',
  '全科医学科',
  '骨科',
  '康复医学科',
  '中医科',
  '老年医学科',
];

export function staffingOf(
  territory: Territory,
  institutions: Institutions,
  owningThree: number,
  newId: () => string,
  random: Random,
): Staffing {
  const staff: PractitionerRecord[] = [];
  let number = 0;
  const hire = (
    profession: Profession,
    organisation: Institution,
    title?: string,
    speciality?: string,
  ): PractitionerRecord => {
    const sex: Sex = random.chance(profession === 'nurse' ? 0.05 : profession === 'driver' ? 0.97 : 0.5)
      ? 'male'
      : 'female';
    const birthYear = 1966 + random.below(34);
    number++;
    const member: PractitionerRecord = {
      staffId: newId(),
      name: surname(random) + givenName(random, sex, birthYear),
      sex,
      profession,
      ...(title && { title }),
      ...(speciality && { speciality }),
      organisationId: organisation.organisationId,
      // 154 is not given to subscribers: nobody is called by mistake.
      phone: `154${territory.countyCode.slice(2, 6)}${String(number).padStart(4, '0')}`,
      qualifications: [
        {
          kind: profession === 'nurse' ? 'nursing-licence' : 'practice-licence',
          number: `DEMO${territory.countyCode}${String(number).padStart(5, '0')}`,
          issuedOn: `${birthYear + 26}-07-01`,
        },
      ],
      simulated: true,
    };
    staff.push(member);
    return member;
  };

  for (const hospital of institutions.hospitals) {
    for (const speciality of specialities) hire('physician', hospital, '副主任医师', speciality);
    for (let nurse = 0; nurse < 4; nurse++) hire('nurse', hospital, '主管护师');
    for (let pharmacist = 0; pharmacist < 2; pharmacist++) hire('pharmacist', hospital, '主管药师');
    hire('technician', hospital, '主管技师', '医学影像科');
  }
  for (const centre of institutions.centres) {
    for (let nurse = 0; nurse < 2; nurse++) hire('nurse', centre, '护师');
    hire('pharmacist', centre, '药师');
    hire('public-health', centre, '主治医师');
  }
  for (const station of institutions.stations) hire('paramedic', station, '急诊医师');
  if (institutions.emergencyCentre)
    for (let desk = 0; desk < 4; desk++) hire('dispatcher', institutions.emergencyCentre);
  for (let desk = 0; desk < 3; desk++) hire('administrator', institutions.bureau);
  const ownDoctor = new Map<string, PractitionerRecord>();
  for (const [villageId, clinic] of institutions.clinicOf)
    ownDoctor.set(villageId, hire('village-doctor', clinic, '乡村医生'));

  const threes = teamsOfThree(
    territory.towns.map((town) => town.villages.length),
    owningThree,
  );
  const teams: Team[] = [];
  const physiciansOf = (hospital: Institution) =>
    staff.filter((one) => one.organisationId === hospital.organisationId && one.profession === 'physician');
  const turn = new Map<Institution, number>();
  for (const [index, town] of territory.towns.entries()) {
    const hospital = institutions.leadOf.get(town.unitId) ?? institutions.hospitals[0]!;
    const centresHere = institutions.centres.filter((centre) => centre.town === town);
    for (const group of groupVillages(town.villages, town.seat, threes[index]!)) {
      const centre = nearest(centresHere, group[0]!);
      const physicians = physiciansOf(hospital);
      const place = turn.get(hospital) ?? 0;
      turn.set(hospital, place + 1);
      const specialist = physicians[place % physicians.length]!;
      const gp = hire('general-practitioner', centre, random.chance(0.4) ? '副主任医师' : '主治医师');
      const resident = group.find((village) => village.hasOwnDoctor);
      const villageDoctor = resident ? ownDoctor.get(resident.unitId)! : hire('village-doctor', centre, '乡村医生');
      const sequence = String(teams.length + 1).padStart(3, '0');
      teams.push({
        teamId: newId(),
        code: `T-${territory.countyCode}-${sequence}`,
        name: `${town.name.replace(/(街道|镇)$/, '')}第${teams.filter((team) => team.centre.town === town).length + 1}团队`,
        organisationId: centre.organisationId,
        members: [
          { staffId: specialist.staffId, role: 'specialist' },
          { staffId: gp.staffId, role: 'gp' },
          { staffId: villageDoctor.staffId, role: 'village-doctor' },
        ],
        // A village with a doctor of its own outside the team is the GP's, by name.
        villages: group.map((village) => ({
          villageId: village.unitId,
          responsibleStaffId: village.hasOwnDoctor && village !== resident ? gp.staffId : villageDoctor.staffId,
        })),
        fromOn: '2026-01-01',
        centre,
        specialist,
        gp,
        villageDoctor,
        villageIds: group.map((village) => village.unitId),
      });
    }
  }
  const byPlace = Map.groupBy(staff, (one) => `${one.organisationId} ${one.profession}`);
  const teamOf = new Map(teams.flatMap((team) => team.villageIds.map((villageId) => [villageId, team] as const)));
  return {
    staff,
    teams,
    teamOf,
    of: (institution, profession) => byPlace.get(`${institution.organisationId} ${profession}`) ?? [],
  };
}

function nearest(institutions: readonly Institution[], village: Village): Institution {
  return institutions.reduce((best, one) =>
    distanceMetres(one.at, village.at) < distanceMetres(best.at, village.at) ? one : best,
  );
}
