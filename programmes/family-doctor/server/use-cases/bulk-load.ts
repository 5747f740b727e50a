// Loads packages, contracts, hours and questions of a generated county, as if they had been signed on paper in the past.
import { dayOf, type Day } from '#platform/contract.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { systemActor } from '#platform/kernel/access/system-actor.ts';
import { inForce, promisedTimes, type ServiceItem, type ServicePackage } from '../../rules/package.ts';
import type { ClinicHours } from '../../workbench-contract.ts';
import type { Parts } from '../parts.ts';
import { replaceHours } from '../store/booking.ts';
import { insertMessage } from '../store/message.ts';
import { insertItem, insertPackage, readCatalogueOf } from '../store/package.ts';
import { insertPerformed, type PerformedRow } from '../store/performed.ts';
import { markRenewed } from '../store/contract-row.ts';
import { duesOfContracts, insertEntries } from '../store/ledger.ts';
import { residentsOf } from '../store/resident.ts';
import { partOf } from '../../rules/service-plan.ts';
import { refreshPeople } from './refresh-residents.ts';
import { villagesById } from './places.ts';
import { writePaperContracts, type PaperContract } from './paper-contracts.ts';

/** What the generator decides for one household: when it signed, who of it, with which packages. */
export interface PlannedContract {
  fromOn: Day;
  memberIds: readonly string[];
  packagesOf(groups: readonly string[]): readonly string[];
  /** Of what was promised until today, the share that was done (0 to 1). */
  share: number;
  /** What the person owes was paid at the signature. */
  paid: boolean;
}
export interface FamilyDoctorLoad {
  countyId: string;
  services: readonly ServiceItem[];
  packages: readonly ServicePackage[];
  /** By village: households of that village with those who live in them. */
  plan(household: { householdId: string; villageId: string; personIds: readonly string[] }): PlannedContract[];
  hours: readonly (ClinicHours & { teamId: string; staffId: string })[];
  questions: readonly { personId: string; text: string; authorName: string; at: Date }[];
}

/** How many people have a contract. */
export async function loadFamilyDoctor(parts: Parts, load: FamilyDoctorLoad, now: Date): Promise<number> {
  const { kernel, registry } = parts;
  const { db } = kernel;
  // Its name stands on contracts that people read.
  const actor = { ...systemActor('load family-doctor', kernel.newId()), displayName: '天目系统' };
  const saved = { countyId: load.countyId, at: now, by: actor.displayName };
  await db.tx(async (q) => {
    for (const item of load.services) await insertItem(q, item, saved);
    for (const one of load.packages) await insertPackage(q, one, saved);
    for (const [key, hours] of Map.groupBy(load.hours, ({ teamId, staffId }) => `${teamId} ${staffId}`)) {
      const [teamId, staffId] = key.split(' ') as [string, string];
      await replaceHours(q, { teamId, staffId }, hours);
    }
  });
  const villages = [...(await villagesById(parts, db)).values()].filter(({ countyId }) => countyId === load.countyId);
  const teams = await registry.teams(db, dayOf(now));
  const { packages } = await readCatalogueOf(db, load.countyId);
  let people = 0;
  for (const village of villages) {
    const team = teams.find((one) => one.villages.some(({ villageId }) => villageId === village.villageId));
    const named = team?.villages.find(({ villageId }) => villageId === village.villageId);
    if (!team || !named) continue;
    const living = await registry.livingIn(db, [village.villageId], undefined, 100_000);
    const ids = living.map(({ personId }) => personId);
    if (ids.length === 0) continue;
    await refreshPeople(parts, ids, now);
    const persons = await registry.persons(db, ids);
    const facts = new Map((await residentsOf(db, ids)).map((one) => [one.personId, one.groups]));
    const paper: { contract: PaperContract; plan: PlannedContract }[] = [];
    for (const [householdId, members] of Map.groupBy(persons, (one) => one.householdId ?? one.personId))
      for (const plan of load.plan({
        householdId,
        villageId: village.villageId,
        personIds: members.map(({ personId }) => personId),
      })) {
        const offered = inForce(packages, plan.fromOn);
        const signing = members.filter(({ personId }) => plan.memberIds.includes(personId));
        if (signing.length === 0) continue;
        paper.push({
          plan,
          contract: {
            householdId,
            teamId: team.teamId,
            teamName: team.name,
            organisationName: team.organisationName,
            doctorId: named.responsibleStaffId,
            doctorName: named.responsibleName,
            fromOn: plan.fromOn,
            members: signing.map((person) => ({
              person,
              packages: plan
                .packagesOf(facts.get(person.personId) ?? [])
                .flatMap((code) => offered.find((one) => one.code === code) ?? []),
            })),
          },
        });
      }
    await db.tx(async (q) => {
      const contracts = paper.map(({ contract }) => contract);
      const rows = await writePaperContracts(parts, q, actor, load.countyId, contracts, now);
      const done: PerformedRow[] = [];
      const paid = new Set<string>();
      for (const row of rows) {
        const of = paper.find(
          ({ contract, plan }) => contract.householdId === row.householdId && plan.fromOn === row.fromOn,
        );
        const own = of?.contract.members.find(({ person }) => person.personId === row.personId)?.packages ?? [];
        done.push(...earlierServices(row, own, of?.plan.share ?? 0, dayOf(now), kernel.newId));
        if (of?.plan.paid) paid.add(`${row.personId} ${row.contractId}`);
      }
      for (const [contractId, ended] of Map.groupBy(rows, (row) => row.contractId)) {
        const followed = ended.filter((row) =>
          rows.some((other) => other.personId === row.personId && other.fromOn > row.toOn),
        );
        if (followed.length > 0)
          await markRenewed(
            q,
            followed.map(({ personId }) => personId),
            contractId,
          );
      }
      await settleDues(q, [...paid], actor.accountId, kernel.newId);
      await insertPerformed(q, done, now);
    });
    people += new Set(paper.flatMap(({ contract }) => contract.members.map(({ person }) => person.personId))).size;
  }
  await db.tx(async (q) => {
    for (const { personId, text, authorName, at } of load.questions)
      await insertMessage(q, kernel.cipher, {
        personId,
        messageId: kernel.newId(),
        at,
        from: 'resident',
        accountId: actor.accountId,
        authorName,
        text,
      });
  });
  return people;
}

async function settleDues(q: Sql, keys: readonly string[], accountId: string, newId: () => string): Promise<void> {
  const dues = await duesOfContracts(q, keys);
  await insertEntries(
    q,
    dues.map((due) => ({ ...due, entryId: newId(), kind: 'paid' as const, accountId })),
  );
}

/** In the middle of each part of the term that is over, as many as the share says. */
function earlierServices(
  row: { personId: string; contractId: string; fromOn: Day; toOn: Day },
  packages: readonly ServicePackage[],
  share: number,
  today: Day,
  newId: () => string,
): PerformedRow[] {
  return promisedTimes(packages).flatMap(({ service, timesAYear }) => {
    const over = Array.from({ length: timesAYear }, (_, index) => partOf(row, timesAYear, index)).filter(
      ({ toOn }) => toOn < today,
    );
    return over.slice(0, Math.round(over.length * share)).map((part): PerformedRow => {
      const serviceId = newId();
      return {
        personId: row.personId,
        contractId: row.contractId,
        service,
        sourceId: serviceId,
        serviceId,
        source: 'entry',
        performedOn: part.fromOn,
        evidence: '模拟数据',
        byName: null,
      };
    });
  });
}
