// Cuts a county into pools of neighbours: each can be generated alone, with numbers and ids that no other pool gives out.
import { seededIds } from './identity.ts';
import { makeIdNumber } from '#foundation/registry/rules/id-number.ts';
import { makeHealthRecordNumber } from '#foundation/registry/rules/health-record-number.ts';
import type { Random } from './random.ts';
import type { CountyStructure } from './structure.ts';
import type { Town, Village } from './territory.ts';

/** About this many people are put together to households at once, so that couples find each other in small villages. */
const poolSize = 500;
/** Phones and ids of one pool: people and households together stay far below. */
const numbersOfPool = 2_048;
/** A pool may overfill a village by the last household's members; serials of record numbers leave room for them. */
const overfill = 16;

export interface PoolPart {
  village: Village;
  residents: number;
  /** Health record numbers go on behind this serial. */
  serialsFrom: number;
}
export interface Pool {
  county: CountyStructure;
  town: Town;
  /** Place among the pools of its town: a larger county leaves the earlier pools' labels as they are. */
  inTown: number;
  /** Place among all pools. */
  place: number;
  parts: readonly PoolPart[];
}

/** Residents of each village: shares by weight, largest remainders first, everybody placed. */
function shareOut(total: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((all, weight) => all + weight, 0);
  const exact = weights.map((weight) => (total * weight) / sum);
  const shares = exact.map(Math.floor);
  const byRemainder = [...exact.keys()].sort((a, b) => exact[b]! - shares[b]! - (exact[a]! - shares[a]!));
  let left = total - shares.reduce((all, share) => all + share, 0);
  for (const place of byRemainder) if (left-- > 0) shares[place]!++;
  return shares;
}

/** Neighbouring villages together until a pool is full; a large village makes several pools of its own. */
export function poolsOf(county: CountyStructure, residents: number, firstPlace: number): Pool[] {
  const { towns } = county.territory;
  const villages = towns.flatMap((town) => town.villages);
  const shares = shareOut(
    residents,
    villages.map((village) => village.weight),
  );
  const quota = new Map(villages.map((village, place) => [village, shares[place]!]));
  const pools: Pool[] = [];
  for (const town of towns) {
    let parts: PoolPart[] = [];
    let size = 0;
    let inTown = 0;
    const close = () => {
      if (parts.length > 0) pools.push({ county, town, inTown: inTown++, place: firstPlace + pools.length, parts });
      [parts, size] = [[], 0];
    };
    for (const village of town.villages) {
      // The first serials are left to the demo's own people.
      let serialsFrom = overfill;
      for (let left = quota.get(village)!; left > 0;) {
        const taken = Math.min(left, poolSize - size);
        parts.push({ village, residents: taken, serialsFrom });
        serialsFrom += taken + overfill;
        size += taken;
        left -= taken;
        if (size >= poolSize) close();
      }
    }
    close();
  }
  return pools;
}

/** What a pool draws its numbers and ids from. */
export interface PoolNumbers {
  newId(): string;
  newResourceId(): string;
  phone(): string;
  recordNumber(village: Village): string | undefined;
  /** A birthday of somebody of these years and an ID number of that day that nobody else has. */
  born(years: number, sex: 'male' | 'female', random: Random): { birthOn: string; idNumber: string };
}

/** Pools that share the days of the calendar among themselves: at most so many draw numbers of the same day. */
const poolsOfDay = 100;
/** A year of age without its ends, so that leap days don't matter. */
const birthdaysOfAge = 362;
const dayMilliseconds = 86_400_000;

/**
 * The numbers of one pool among `pools`. ID numbers have three digits for those born on one day (odd for men): each
 * pool has days of its own, every so many, and of these days a range of digits of its own.
 */
export function poolNumbers(
  { seed, now, pools }: { seed: number; now: Date; pools: number },
  place: number,
  serials: ReadonlyMap<Village, number>,
): PoolNumbers {
  const step = Math.ceil(pools / poolsOfDay);
  const width = Math.floor(500 / Math.ceil(pools / step));
  const from = Math.floor(place / step) * width;
  const taken = new Map<string, { start: number; count: number }>();
  const serial = new Map(serials);
  let phones = place * numbersOfPool;
  /** The first number of a day is drawn, the next ones follow it round. */
  const take = (day: string, sex: 'male' | 'female', random: Random): number | undefined => {
    const key = `${day} ${sex}`;
    const used = taken.get(key) ?? { start: random.below(width), count: 0 };
    if (used.count >= width) return undefined;
    taken.set(key, used);
    return (from + ((used.start + used.count++) % width)) * 2 + (sex === 'male' ? 1 : 0);
  };
  return {
    newId: seededIds(seed, `people ${place}`, new Date(now.getTime() + place)),
    newResourceId: seededIds(seed, `resources ${place}`, new Date(now.getTime() + place * 8)),
    /** 154 is not given to subscribers. The factor spreads the numbers over all last digits. */
    phone: () => `154${String((++phones * 61_803_399) % 100_000_000).padStart(8, '0')}`,
    recordNumber(village) {
      const next = (serial.get(village) ?? 0) + 1;
      serial.set(village, next);
      return makeHealthRecordNumber(village.code, next);
    },
    born(years, sex, random) {
      const latest = Math.floor(now.getTime() / dayMilliseconds - years * 365.25 - 1);
      const last = latest - ((((latest - place) % step) + step) % step);
      const days = Math.floor((last - (latest - birthdaysOfAge)) / step) + 1;
      const start = random.below(days);
      for (let tries = 0; tries < days; tries++) {
        const day = last - ((start + tries) % days) * step;
        const birthOn = new Date(day * dayMilliseconds).toISOString().slice(0, 10);
        const sequence = take(birthOn, sex, random);
        // The region code 330199 is not assigned: no number of the demo belongs to a real person.
        if (sequence !== undefined) return { birthOn, idNumber: makeIdNumber('330199', birthOn, sequence) };
      }
      throw new Error(`no ID number is left for somebody of ${years} years`);
    },
  };
}
