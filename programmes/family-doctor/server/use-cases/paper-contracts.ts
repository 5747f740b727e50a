// Writes contracts that were signed on paper: with the words of the paper made anew, their dues, and what was done since.
import type { Day } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import type { PersonRecord } from '#foundation/registry/server/index.ts';
import { addDays, lastDayOf } from '../../rules/contract-stage.ts';
import { contractText } from '../../rules/contract-text.ts';
import { duesOf } from '../../rules/ledger.ts';
import { inForce, type ServiceItem, type ServicePackage } from '../../rules/package.ts';
import type { Parts } from '../parts.ts';
import { insertPaperAgreements } from '../store/agreement.ts';
import { insertContracts, type ContractRow } from '../store/contract-row.ts';
import { insertEntries } from '../store/ledger.ts';
import { readCatalogueOf } from '../store/package.ts';
import { countPast } from './count-services.ts';
import { hashOf } from './draw-up.ts';

export interface PaperContract {
  householdId: string;
  teamId: string;
  teamName: string;
  organisationName: string;
  doctorId: string;
  doctorName: string;
  fromOn: Day;
  members: { person: PersonRecord; packages: ServicePackage[] }[];
}
const noon = (on: Day): Date => new Date(`${on}T12:00:00+08:00`);

/** All of them with a few statements: a village's contracts come together. Returns their rows. */
export async function writePaperContracts(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  countyId: string,
  contracts: readonly PaperContract[],
  now: Date,
): Promise<ContractRow[]> {
  const { kernel } = parts;
  const { services } = await readCatalogueOf(q, countyId);
  const made = contracts.map((one) => paperOf(one, services, kernel.newId(), { countyId, byName: actor.displayName }));
  await insertPaperAgreements(
    q,
    kernel.cipher,
    made.map(({ agreement }) => ({ ...agreement, takenBy: actor.displayName, accountId: actor.accountId })),
  );
  const rows = made.flatMap((one) => one.rows);
  await insertContracts(
    q,
    rows,
    made.flatMap(({ packages }) => packages),
  );
  await insertEntries(
    q,
    made.flatMap(({ packages, rows: own }) =>
      packages.flatMap((one) =>
        duesOf([
          {
            code: one.code,
            amounts: { person: one.personFen, fund: one.fundFen, 'public-health': one.publicHealthFen },
          },
        ]).map((due) => ({
          ...due,
          personId: one.personId,
          contractId: one.contractId,
          entryId: kernel.newId(),
          kind: 'due' as const,
          on: own[0]!.fromOn,
          at: own[0]!.offeredAt.toISOString(),
          byName: actor.displayName,
          accountId: actor.accountId,
        })),
      ),
    ),
  );
  await kernel.access.relate(
    q,
    rows.map((row) => ({
      personId: row.personId,
      party: row.teamId,
      kind: 'team' as const,
      from: row.offeredAt,
      to: noon(addDays(row.toOn, 1)),
      source: 'family-doctor',
    })),
  );
  await countPast(parts, q, rows, now);
  return rows;
}

function paperOf(
  one: PaperContract,
  services: readonly ServiceItem[],
  contractId: string,
  { countyId, byName }: { countyId: string; byName: string },
) {
  const { householdId, teamId, doctorId, fromOn } = one;
  const toOn = lastDayOf(fromOn);
  const text = contractText({
    ...one,
    toOn,
    members: one.members.map(({ person, packages }) => ({ name: person.name, packages })),
    services: inForce(services, fromOn),
  });
  const textHash = hashOf(text);
  const signedAt = noon(fromOn);
  const signer = one.members[0]!.person;
  const rows = one.members.map(({ person }, position): ContractRow => ({
    personId: person.personId,
    contractId,
    householdId,
    countyId,
    teamId,
    doctorId,
    position,
    fromOn,
    toOn,
    state: 'signed',
    renews: null,
    isRenewed: false,
    textHash,
    offeredAt: signedAt,
    offeredBy: byName,
    signedAt,
    endReason: null,
    stars: null,
    ratingText: null,
    simulated: person.simulated,
    version: 1,
  }));
  return {
    agreement: {
      householdId,
      contractId,
      text,
      textHash,
      signerId: signer.personId,
      signerName: signer.name,
      signedAt,
    },
    rows,
    packages: one.members.flatMap(({ person, packages }) =>
      packages.map((own) => ({
        personId: person.personId,
        contractId,
        code: own.code,
        validFrom: own.validFrom,
        personFen: own.amounts.person,
        fundFen: own.amounts.fund,
        publicHealthFen: own.amounts['public-health'],
      })),
    ),
  };
}
