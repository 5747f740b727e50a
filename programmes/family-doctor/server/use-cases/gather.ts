// Where people stand with their family doctor on a day: the contract that counts, its packages, and what is done and due.
import type { Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { isInForce, stageOf, type ContractStage } from '../../rules/contract-stage.ts';
import { inForce, promisedTimes, type ServiceItem, type ServicePackage } from '../../rules/package.ts';
import { byUrgency, progressOf, type ServiceProgress } from '../../rules/service-plan.ts';
import type { Parts } from '../parts.ts';
import { contractsOf, packagesOf, type ContractRow, type PackageOfContract } from '../store/contract-row.ts';
import { readCatalogueOf, type Catalogue } from '../store/package.ts';
import { performedOf, type PerformedRow } from '../store/performed.ts';
import { policyOf } from './renewal-policy.ts';

export interface StagedRow extends ContractRow {
  stage: ContractStage;
}
export interface Standing {
  personId: string;
  /** The newest first. */
  contracts: StagedRow[];
  /** The one that counts today: in force, else to come, else the last that was signed. */
  current?: StagedRow;
  packages: ServicePackage[];
  /** The most urgent first; empty where no contract is in force. */
  progress: ServiceProgress[];
  performed: PerformedRow[];
}
export interface Gathered {
  of(personId: string): Standing;
  catalogueOf(countyId: string): Catalogue;
  packagesOf(row: Pick<ContractRow, 'personId' | 'contractId' | 'countyId'>): ServicePackage[];
  windowOf(countyId: string): number;
}

export async function gather(
  parts: Parts,
  q: Sql,
  personIds: readonly string[],
  today: Day,
  now: Date,
): Promise<Gathered> {
  const rows = await contractsOf(q, personIds);
  const catalogues = new Map<string, Catalogue>();
  const windows = new Map<string, number>();
  for (const countyId of new Set(rows.map((row) => row.countyId))) {
    catalogues.set(countyId, await readCatalogueOf(q, countyId));
    windows.set(countyId, (await policyOf(parts, countyId, now, q)).windowDays);
  }
  const none: Catalogue = { services: [], packages: [] };
  const catalogueOf = (countyId: string) => catalogues.get(countyId) ?? none;
  const windowOf = (countyId: string) => windows.get(countyId) ?? 0;
  const signers = [...new Set(rows.map(({ personId }) => personId))];
  const owned = Map.groupBy(await packagesOf(q, signers), ({ personId, contractId }) => `${personId} ${contractId}`);
  const performed = Map.groupBy(await performedOf(q, signers), ({ personId }) => personId);
  const byPerson = Map.groupBy(rows, ({ personId }) => personId);
  const ownPackages = (row: Pick<ContractRow, 'personId' | 'contractId' | 'countyId'>) =>
    (owned.get(`${row.personId} ${row.contractId}`) ?? []).flatMap((one) =>
      packageAsSigned(one, catalogueOf(row.countyId)),
    );

  return {
    catalogueOf,
    windowOf,
    packagesOf: ownPackages,
    of(personId) {
      const contracts = (byPerson.get(personId) ?? []).map((row) => ({
        ...row,
        stage: stageOf(row, today, windowOf(row.countyId)),
      }));
      const current =
        contracts.find(({ stage }) => isInForce(stage)) ??
        contracts.find(({ stage }) => stage === 'coming') ??
        contracts.find(({ stage }) => stage === 'lapsed' || stage === 'renewed' || stage === 'ended');
      const own = performed.get(personId) ?? [];
      const packages = current ? ownPackages(current) : [];
      return {
        personId,
        contracts,
        ...(current && { current }),
        packages,
        performed: own,
        progress: current && isInForce(current.stage) ? progressOfContract(current, packages, own, today) : [],
      };
    },
  };
}

export const progressOfContract = (
  row: Pick<ContractRow, 'contractId' | 'fromOn' | 'toOn'>,
  packages: readonly ServicePackage[],
  performed: readonly PerformedRow[],
  today: Day,
): ServiceProgress[] =>
  promisedTimes(packages)
    .map((item) =>
      progressOf(
        item,
        row,
        performed.flatMap((one) =>
          one.contractId === row.contractId && one.service === item.service ? [one.performedOn] : [],
        ),
        today,
      ),
    )
    .toSorted(byUrgency);

/** The version that was signed, at the price that was signed. */
function packageAsSigned(one: PackageOfContract, catalogue: Catalogue): ServicePackage[] {
  const found = catalogue.packages.find(({ code, validFrom }) => code === one.code && validFrom === one.validFrom);
  const amounts = { person: one.personFen, fund: one.fundFen, 'public-health': one.publicHealthFen };
  return found ? [{ ...found, amounts }] : [];
}

/** Names of services as they were called on a day; one that has ended keeps its last name. */
export function servicesOn(catalogue: Catalogue, on: Day): ServiceItem[] {
  const current = inForce(catalogue.services, on);
  const known = new Set(current.map(({ code }) => code));
  const ended = catalogue.services.filter(({ code }) => !known.has(code));
  return [...current, ...new Map(ended.map((one) => [one.code, one])).values()];
}
