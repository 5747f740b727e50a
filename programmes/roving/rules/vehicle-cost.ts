// What a vehicle's way and day cost, and what falls on one of the day's visits.

/** The county's own rates; there is no usual value, because nobody has published one. */
export interface VehicleCost {
  /** Fuel, tyres, repairs. */
  fenPerKilometre: number;
  /** Driver, insurance, wear: whatever a day out costs before the first kilometre. */
  fenPerDay: number;
}

/** Yuan of one visit: its own kilometres, and its share of the day among `visitsOfDay` visits. */
export const visitYuan = (cost: VehicleCost, metres: number, visitsOfDay: number): number =>
  ((metres / 1_000) * cost.fenPerKilometre + cost.fenPerDay / Math.max(1, visitsOfDay)) / 100;
