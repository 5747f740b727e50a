// What is kept of a service point (服务点), and what it still lacks before a team can work there.

export const servicePointKinds = ['village-stop', 'care-home', 'community', 'enterprise'] as const;
export type ServicePointKind = (typeof servicePointKinds)[number];

/** How a team's terminal reaches the county from here. */
export const pointNetworks = ['5g', '4g', 'wired', 'none'] as const;
export type PointNetwork = (typeof pointNetworks)[number];

/** The checklist of a standard stop (assumed until the county gives its own list). */
export const pointStandards = [
  'sign',
  'sheltered-room',
  'privacy-screen',
  'hand-washing',
  'vehicle-parking',
  'step-free',
  'waiting-seats',
  'notice-board',
] as const;
export type PointStandard = (typeof pointStandards)[number];

export const pointLacks = ['position', 'photo', 'power', 'network', 'keeper', 'standard'] as const;
export type PointLack = (typeof pointLacks)[number];

export interface PointFacts {
  position?: unknown;
  hasPhoto: boolean;
  hasPower: boolean;
  network: PointNetwork;
  hasKeeper: boolean;
  standards: readonly string[];
}

/** What has still to be seen to, in the order in which it hinders work. */
export function lacksOf(point: PointFacts): PointLack[] {
  const lacking: Record<PointLack, boolean> = {
    position: point.position === undefined,
    photo: !point.hasPhoto,
    power: !point.hasPower,
    network: point.network === 'none',
    keeper: !point.hasKeeper,
    standard: pointStandards.some((one) => !point.standards.includes(one)),
  };
  return pointLacks.filter((lack) => lacking[lack]);
}

/** What the code on the sign of a point opens: the residents' page of its visits, at the address of this county. */
export const pointAddress = (origin: string, servicePointId: string): string =>
  `${origin}/resident/visits?point=${servicePointId}`;
