// The institutions of a demo county: hospitals, health centres, clinics, emergency stations, private ones, service points.
import type { LonLat } from '#platform/contract.ts';
import { distanceMetres, planeAround } from '#foundation/geo/rules/distance.ts';
import { pointStandards } from '#foundation/registry/rules/service-point.ts';
import { creditCheckCharacter } from '#foundation/registry/rules/credit-code.ts';
import type { CommunityLoad, OrganisationRecord, ServicePointLoad } from '#foundation/registry/server/index.ts';
import type { Random } from './random.ts';
import { fiveDecimals, type Territory, type Town, type Village } from './territory.ts';

export interface InstitutionPlan {
  hospitals: { name: string; town: string; community: string; leads: string[] }[];
  healthCentres: { name: string; town: string }[];
  privateInstitutions: { name: string; town: string }[];
  careHomes: { name: string; town: string }[];
}

export interface Institution extends OrganisationRecord {
  town: Town;
  village?: Village;
  at: LonLat;
}
export interface Institutions {
  all: Institution[];
  hospitals: Institution[];
  centres: Institution[];
  clinicOf: Map<string, Institution>;
  stations: Institution[];
  emergencyCentre?: Institution;
  bureau: Institution;
  communities: CommunityLoad[];
  /** Township id to the hospital that leads its community. */
  leadOf: Map<string, Institution>;
  servicePoints: ServicePointLoad[];
}

/** The region code 330199 is not assigned: no code of the demo belongs to a real body. */
function demoCreditCode(random: Random): string {
  const digits = Array.from({ length: 9 }, () => random.below(10)).join('');
  const seventeen = `12330199${digits}`;
  return seventeen + creditCheckCharacter(seventeen)!;
}

export function institutionsOf(
  territory: Territory,
  plan: InstitutionPlan,
  newId: () => string,
  random: Random,
): Institutions {
  const townOf = (name: string) => territory.towns.find((town) => town.name === name) ?? territory.towns[0]!;
  const nearby = (at: LonLat): LonLat => {
    const point = planeAround(at).toDegrees([random.normal(0, 350), random.normal(0, 350)]);
    return [fiveDecimals(point[0]), fiveDecimals(point[1])];
  };
  const counters = new Map<string, number>();
  const code = (prefix: string) => {
    const number = (counters.get(prefix) ?? 0) + 1;
    counters.set(prefix, number);
    return `${prefix}-${territory.countyCode}-${String(number).padStart(3, '0')}`;
  };
  const institution = (
    kind: OrganisationRecord['kind'],
    prefix: string,
    name: string,
    town: Town,
    unitId: string,
    at: LonLat,
    village?: Village,
  ): Institution => ({
    organisationId: newId(),
    kind,
    name,
    unitId,
    code: code(prefix),
    ownership: kind === 'private-institution' ? 'private' : 'public',
    creditCode: demoCreditCode(random),
    address: `${territory.countyName}${town.name}${village?.name ?? ''}`,
    lon: at[0],
    lat: at[1],
    positionAccuracy: 'synthetic',
    simulated: true,
    town,
    ...(village && { village }),
    at,
  });

  const hospitals = plan.hospitals.map(({ name, town }) => {
    const home = townOf(town);
    return institution('hospital', 'H', name, home, territory.countyId, nearby(home.seat));
  });
  const centresInTown = new Map<Town, number>();
  const centres = plan.healthCentres.map(({ name, town }) => {
    const home = townOf(town);
    const earlier = centresInTown.get(home) ?? 0;
    centresInTown.set(home, earlier + 1);
    // A second centre stands with the village farthest from the seat.
    const far = home.villages.reduce((a, b) =>
      distanceMetres(a.at, home.seat) > distanceMetres(b.at, home.seat) ? a : b,
    );
    return institution('health-centre', 'HC', name, home, home.unitId, nearby(earlier === 0 ? home.seat : far.at));
  });
  const clinicOf = new Map<string, Institution>();
  for (const town of territory.towns)
    for (const village of town.villages) {
      if (!village.hasOwnDoctor) continue;
      const name = village.community ? `${village.name}卫生服务站` : `${village.name}卫生室`;
      clinicOf.set(village.unitId, institution('clinic', 'C', name, town, village.unitId, nearby(village.at), village));
    }
  const capital = territory.towns.find((town) => town.name === plan.hospitals[0]?.town) ?? territory.towns[0]!;
  const hasEmergency = territory.towns.length > 2;
  const emergencyCentre = hasEmergency
    ? institution(
        'emergency-centre',
        'EC',
        `${territory.countyName}急救中心`,
        capital,
        territory.countyId,
        nearby(capital.seat),
      )
    : undefined;
  const stations = hasEmergency
    ? territory.towns.map((town) =>
        institution(
          'emergency-station',
          'ES',
          `${town.name.replace(/(街道|镇)$/, '')}急救站`,
          town,
          town.unitId,
          nearby(town.seat),
        ),
      )
    : [];
  const privates = plan.privateInstitutions.map(({ name, town }) => {
    const home = townOf(town);
    return institution('private-institution', 'P', name, home, home.unitId, nearby(home.seat));
  });
  const bureau = institution(
    'bureau',
    'B',
    `${territory.countyName}卫生健康局`,
    capital,
    territory.countyId,
    nearby(capital.seat),
  );
  const leadOf = new Map<string, Institution>();
  const communities = plan.hospitals.map(({ community, leads }, index): CommunityLoad => {
    const townships = leads.map(townOf);
    for (const town of townships) leadOf.set(town.unitId, hospitals[index]!);
    return {
      communityId: newId(),
      name: community,
      leadOrganisationId: hospitals[index]!.organisationId,
      townshipIds: townships.map((town) => town.unitId),
    };
  });
  return {
    all: [
      bureau,
      ...hospitals,
      ...centres,
      ...(emergencyCentre ? [emergencyCentre] : []),
      ...stations,
      ...clinicOf.values(),
      ...privates,
    ],
    hospitals,
    centres,
    clinicOf,
    stations,
    emergencyCentre,
    bureau,
    communities,
    leadOf,
    servicePoints: servicePointsOf(territory, plan, newId, random),
  };
}

/** Invented keepers on the unused prefix 154; one point in nine has none yet. */
function keeperOf({ countyCode }: Territory, index: number): { keeperName?: string; keeperPhone?: string } {
  if (index % 9 === 8) return {};
  const surnames = '陈王方吴周章盛童潘俞';
  const given = ['建国', '根林', '水英', '秋菊', '志明', '美娟', '树根'];
  return {
    keeperName: surnames[index % surnames.length]! + given[(index * 3) % given.length]!,
    keeperPhone: `154${countyCode.slice(2, 6)}8${String(index % 1000).padStart(3, '0')}`,
  };
}

/** A stop in every village without a doctor of its own, and the care homes. */
function servicePointsOf(
  territory: Territory,
  plan: InstitutionPlan,
  newId: () => string,
  random: Random,
): ServicePointLoad[] {
  const stops = territory.towns
    .flatMap((town) => town.villages.filter((village) => !village.hasOwnDoctor))
    .map((village, index): ServicePointLoad => ({
      servicePointId: newId(),
      kind: 'village-stop',
      name: `${village.name}巡诊点`,
      villageId: village.unitId,
      lon: fiveDecimals(village.at[0]),
      lat: fiveDecimals(village.at[1]),
      positionAccuracy: 'synthetic',
      hasPower: true,
      // One draw, as before networks had names: what is generated after it stays the same.
      network: random.chance(0.93) ? '4g' : 'none',
      standards: pointStandards.slice(0, 8 - (index % 4)),
      ...keeperOf(territory, index),
      simulated: true,
    }));
  const homes = plan.careHomes.flatMap(({ name, town }, at): ServicePointLoad[] => {
    const home = territory.towns.find((one) => one.name === town);
    const village = home && random.pick(home.villages);
    if (!village) return [];
    return [
      {
        servicePointId: newId(),
        kind: 'care-home',
        name,
        villageId: village.unitId,
        lon: fiveDecimals(village.at[0]),
        lat: fiveDecimals(village.at[1]),
        positionAccuracy: 'synthetic',
        hasPower: true,
        network: '5g',
        standards: pointStandards,
        ...keeperOf(territory, 500 + at),
        simulated: true,
      },
    ];
  });
  return [...stops, ...homes];
}
