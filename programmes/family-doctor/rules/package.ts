// What a service package is: dated data of the county, with its price by payer and the services it promises in a year.
import type { Day, Fen } from '#platform/contract.ts';
import type { KeyGroup } from './key-group.ts';

/** Who pays: the person, the insurance fund, or the public health subsidy. */
export const payers = ['person', 'fund', 'public-health'] as const;
export type Payer = (typeof payers)[number];
export type Amounts = Readonly<Record<Payer, Fen>>;

/** What may count a service without anybody entering it. */
export interface CountedBy {
  /** Ids of forms of the knowledge base. */
  forms?: readonly string[];
  /** Kinds of visits in the record: clinic, home, roving, remote. */
  visits?: readonly string[];
}
/** A service that packages promise; a changed one is a new row from its day on. */
export interface ServiceItem {
  code: string;
  name: string;
  /** What is done, in one sentence for residents. */
  text: string;
  countedBy: CountedBy;
  validFrom: Day;
  /** Last day, inclusive. */
  validTo?: Day;
  /** Invented; no county's list. */
  simulated: boolean;
}
export interface PackageItem {
  service: string;
  timesAYear: number;
}
export interface ServicePackage {
  code: string;
  name: string;
  /** For whom it is meant; everybody without. */
  group?: KeyGroup;
  amounts: Amounts;
  items: readonly PackageItem[];
  validFrom: Day;
  validTo?: Day;
  simulated: boolean;
}

/** The newest row of each code that has begun and not ended. */
export function inForce<Row extends { code: string; validFrom: Day; validTo?: Day }>(
  rows: readonly Row[],
  on: Day,
): Row[] {
  const newest = new Map<string, Row>();
  for (const row of rows) {
    if (row.validFrom > on) continue;
    const known = newest.get(row.code);
    if (!known || known.validFrom < row.validFrom) newest.set(row.code, row);
  }
  return [...newest.values()]
    .filter(({ validTo }) => validTo === undefined || validTo >= on)
    .toSorted((one, other) => one.code.localeCompare(other.code));
}

export const totalOf = (amounts: Amounts): Fen => payers.reduce((sum, payer) => sum + amounts[payer], 0);
export const isPaid = ({ amounts }: Pick<ServicePackage, 'amounts'>): boolean => amounts.person > 0;

/** Packages that fit these groups, the one for everybody first; what the person would pay for is never proposed. */
export const proposedFor = (packages: readonly ServicePackage[], groups: readonly KeyGroup[]): ServicePackage[] =>
  packages
    .filter((one) => !isPaid(one) && (one.group === undefined || groups.includes(one.group)))
    .toSorted((one, other) => Number(one.group !== undefined) - Number(other.group !== undefined));

/** Each service once, with all times that the packages of one person promise together: the most of any, not the sum. */
export function promisedTimes(packages: readonly Pick<ServicePackage, 'items'>[]): PackageItem[] {
  const times = new Map<string, number>();
  for (const { items } of packages)
    for (const { service, timesAYear } of items) times.set(service, Math.max(times.get(service) ?? 0, timesAYear));
  return [...times].map(([service, timesAYear]) => ({ service, timesAYear }));
}
