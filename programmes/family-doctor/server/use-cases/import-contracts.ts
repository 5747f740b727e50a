// Takes over a county's list of paper contracts from Excel: a dry run names every bad cell, the real run writes all rows or none.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql } from '#platform/kernel/db/db.ts';
import { readSheet, sheetTemplate } from '#platform/kernel/documents/excel-import.ts';
import type { PersonRecord } from '#foundation/registry/server/index.ts';
import type { ServiceTeam } from '#foundation/registry/contract.ts';
import { permissions, type ImportBody, type ImportReply } from '../../contract.ts';
import { lastDayOf } from '../../rules/contract-stage.ts';
import { contractColumns, readContractRow, type ContractSheetRow } from '../../rules/contract-row.ts';
import { inForce, type ServicePackage } from '../../rules/package.ts';
import type { Parts } from '../parts.ts';
import { noCounty } from '../problems.ts';
import { contractsOf, lockSigning } from '../store/contract-row.ts';
import { readCatalogueOf } from '../store/package.ts';
import { closeOtherOffers } from './draw-up.ts';
import { countyOfActor, villagesById } from './places.ts';
import { writePaperContracts, type PaperContract } from './paper-contracts.ts';
import { refreshPeople } from './refresh-residents.ts';
import { inTransaction } from './refused.ts';

export const contractTemplate = (): Promise<Buffer> => sheetTemplate('签约清单', [...contractColumns]);

interface Row {
  row: number;
  value: ContractSheetRow;
}
interface Fault {
  row: number;
  column: string;
  code: string;
  parameters?: Record<string, string | number> | undefined;
}
interface Known {
  owners: Map<string, string>;
  people: Map<string, PersonRecord>;
  visible: ReadonlySet<string>;
  teams: readonly ServiceTeam[];
  packages: readonly ServicePackage[];
  countyVillages: ReadonlySet<string>;
}

type Terms = Map<string, { fromOn: string; toOn: string }[]>;
interface Judged {
  wanted: { personId: string; row: ContractSheetRow }[];
  existing: number;
  faults: Fault[];
}

export async function importContracts(
  parts: Parts,
  actor: Actor,
  body: ImportBody,
  now: Date,
): Promise<Result<ImportReply>> {
  const { kernel } = parts;
  const countyId = await countyOfActor(parts, actor);
  if (!countyId) return fail(noCounty);
  const sheet = await readSheet<ContractSheetRow>(
    Buffer.from(body.contentBase64, 'base64'),
    [...contractColumns],
    (cells) => {
      const read = readContractRow(cells);
      return Array.isArray(read) ? read : succeed(read);
    },
  );
  if (!sheet.ok) return sheet;
  const { rows, errors, total } = sheet.value;
  const unread: Fault[] = errors.map(({ row, heading, code, parameters }) => ({
    row,
    column: heading,
    code,
    parameters,
  }));
  const known = await knownOf(parts, actor, countyId, rows, now);
  const replyOf = ({ wanted, existing, faults }: Judged): ImportReply => ({
    dryRun: body.dryRun,
    rows: total,
    created: faults.length + unread.length === 0 ? wanted.length : 0,
    existing,
    errors: [...unread, ...faults]
      .toSorted((one, other) => one.row - other.row)
      .map(({ row, column, code, parameters }) => ({
        row,
        column,
        message: kernel.messages.render(actor.locale, `issue.${code}`, parameters),
      })),
  });
  const checked = judge(rows, known, await termsOf(kernel.db, known));
  const { wanted } = checked;
  if (body.dryRun || replyOf(checked).errors.length > 0) return succeed(replyOf(checked));
  const done = await inTransaction(kernel, async (q) => {
    await lockSigning(q, [...known.people.keys()]);
    // Another import or a signature may have come between the check and the lock.
    const still = judge(rows, known, await termsOf(q, known));
    if (still.faults.length > 0) return succeed(replyOf(still));
    const written = await writePaperContracts(parts, q, actor, countyId, paperOf(still.wanted, known), now);
    const standing = Map.groupBy(
      await contractsOf(
        q,
        written.map(({ personId }) => personId),
      ),
      ({ personId }) => personId,
    );
    for (const row of written) await closeOtherOffers(q, standing.get(row.personId) ?? [], row);
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission: permissions.importContracts,
      outcome: 'success',
      persons: still.wanted.map(({ personId }) => personId),
      detail: { rows: total, created: still.wanted.length },
    });
    return succeed(replyOf(still));
  });
  if (done.ok)
    await refreshPeople(
      parts,
      wanted.map(({ personId }) => personId),
      now,
    );
  return done;
}

const termsOf = async (q: Sql, { people }: Known): Promise<Terms> =>
  Map.groupBy(
    (await contractsOf(q, [...people.keys()])).filter(({ state }) => state === 'signed'),
    ({ personId }) => personId,
  );

function judge(rows: readonly Row[], known: Known, terms: Terms): Judged {
  const faults: Fault[] = [];
  const seen = new Map<string, number>();
  const wanted: Judged['wanted'] = [];
  let existing = 0;
  for (const one of rows) {
    const { row, value } = one;
    const twice = seen.get(value.idNumber);
    if (twice !== undefined)
      faults.push({ row, column: '身份证号', code: 'family-doctor.row-double', parameters: { row: twice } });
    seen.set(value.idNumber, row);
    const found = faultsOf(one, known);
    faults.push(...found);
    const personId = known.owners.get(value.idNumber);
    if (found.length > 0 || personId === undefined) continue;
    const own = terms.get(personId) ?? [];
    if (own.some(({ fromOn }) => fromOn === value.fromOn)) existing += 1;
    else if (own.some((term) => term.fromOn <= lastDayOf(value.fromOn) && term.toOn >= value.fromOn))
      faults.push({ row, column: '开始日期', code: 'family-doctor.row-overlaps' });
    else wanted.push({ personId, row: value });
  }
  return { wanted, existing, faults };
}

async function knownOf(parts: Parts, actor: Actor, countyId: string, rows: readonly Row[], now: Date): Promise<Known> {
  const { kernel, registry } = parts;
  const q = kernel.db;
  const owners = await registry.ownersOfIdNumbers(
    q,
    rows.map(({ value }) => value.idNumber),
  );
  const ids = [...new Set(owners.values())];
  const places = await villagesById(parts, q);
  return {
    owners,
    people: new Map((await registry.persons(q, ids)).map((person) => [person.personId, person])),
    visible: new Set(await kernel.access.reachable(q, actor, permissions.importContracts, ids, now)),
    teams: await registry.teams(q, dayOf(now)),
    packages: (await readCatalogueOf(q, countyId)).packages,
    countyVillages: new Set(
      [...places.values()].filter((one) => one.countyId === countyId).map((one) => one.villageId),
    ),
  };
}

const teamOf = (value: ContractSheetRow, known: Known): ServiceTeam | undefined =>
  known.teams.find(({ name }) => name === value.team);
const packagesOfRow = (value: ContractSheetRow, known: Known): (ServicePackage | undefined)[] => {
  const offered = inForce(known.packages, value.fromOn);
  return value.packages.map((text) => offered.find(({ code, name }) => code === text || name === text));
};

function faultsOf({ row, value }: Row, known: Known): Fault[] {
  const faults: Fault[] = [];
  const personId = known.owners.get(value.idNumber);
  const person = personId === undefined ? undefined : known.people.get(personId);
  if (!person || !known.visible.has(person.personId) || !known.countyVillages.has(person.villageId ?? ''))
    faults.push({ row, column: '身份证号', code: 'family-doctor.person-not-registered' });
  else if (person.name !== value.name) faults.push({ row, column: '姓名', code: 'family-doctor.name-differs' });
  const team = teamOf(value, known);
  if (!team) faults.push({ row, column: '签约团队', code: 'family-doctor.team-not-known' });
  else if (!team.members.some(({ name }) => name === value.doctor))
    faults.push({ row, column: '签约医生', code: 'family-doctor.doctor-not-known' });
  const unknown = packagesOfRow(value, known).findIndex((one) => one === undefined);
  if (unknown >= 0)
    faults.push({
      row,
      column: '服务包',
      code: 'family-doctor.package-not-known',
      parameters: { name: value.packages[unknown]! },
    });
  return faults;
}

/** Rows of one household with the same team, doctor and day are one contract. */
function paperOf(wanted: readonly { personId: string; row: ContractSheetRow }[], known: Known): PaperContract[] {
  const groups = Map.groupBy(wanted, ({ personId, row }) =>
    [known.people.get(personId)!.householdId ?? personId, row.team, row.doctor, row.fromOn].join(' '),
  );
  return [...groups.values()].map((some) => {
    const { row, personId } = some[0]!;
    const team = teamOf(row, known)!;
    return {
      householdId: known.people.get(personId)!.householdId ?? personId,
      teamId: team.teamId,
      teamName: team.name,
      organisationName: team.organisationName,
      doctorId: team.members.find(({ name }) => name === row.doctor)!.staffId,
      doctorName: row.doctor,
      fromOn: row.fromOn,
      members: some.map((one) => ({
        person: known.people.get(one.personId)!,
        packages: packagesOfRow(one.row, known).filter((found) => found !== undefined),
      })),
    };
  });
}
