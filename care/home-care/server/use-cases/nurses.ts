// Nurses of the own institutions with their qualifications for home care, entered and suspended by the institution or the bureau.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import { listAccounts } from '#platform/kernel/auth/accounts.ts';
import type { NurseQualification, NurseRow, QualificationBody } from '../../contract.ts';
import { hindranceOf } from '../../rules/qualification.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, nurseUnknown } from '../problems.ts';
import { qualificationsOf, saveQualification } from '../store/qualification.ts';

const readPermission = 'home-care.qualification.read';
const writePermission = 'home-care.qualification.write';
const mostNurses = 500;

/** Accounts with the role of a nurse inside these units. */
export async function nursesWithin(
  { kernel, registry }: Parts,
  units: readonly string[],
  now: Date,
  accountId?: string,
): Promise<NurseRow[]> {
  const q = kernel.db;
  const found = await listAccounts(
    q,
    { role: 'nurse', state: 'active', offset: 0, count: mostNurses, ...(accountId && { accountId }) },
    units,
    now,
  );
  const people = found.items.filter(({ kind }) => kind === 'staff');
  const held = new Map(
    (
      await qualificationsOf(
        q,
        people.map((one) => one.accountId),
      )
    ).map(({ nurseId, ...rest }): [string, NurseQualification] => [nurseId, rest]),
  );
  const organisations = new Map(
    (await registry.organisations(q, {})).map(({ organisationId, name }) => [organisationId as string, name]),
  );
  return people.map((one) => {
    const qualification = held.get(one.accountId);
    const organisationId = one.roles.find(({ role }) => role === 'nurse')?.orgUnitId ?? '';
    const hindrance = hindranceOf(qualification, dayOf(now));
    return {
      nurseId: one.accountId,
      name: one.displayName,
      organisationId,
      organisationName: organisations.get(organisationId) ?? '',
      ...(qualification && { qualification }),
      ...(hindrance && { hindrance: hindrance as NonNullable<NurseRow['hindrance']> }),
    };
  });
}

export async function readNurses(
  parts: Parts,
  actor: Actor,
  text: string | undefined,
  now: Date,
): Promise<Result<{ nurses: NurseRow[] }>> {
  const units = await parts.kernel.access.unitsOf(actor, readPermission);
  const nurses = await nursesWithin(parts, units, now);
  return succeed({
    nurses: nurses
      .filter(({ name, organisationName }) => !text || `${name} ${organisationName}`.includes(text))
      .toSorted(
        (one, other) =>
          one.organisationName.localeCompare(other.organisationName, 'zh-CN') ||
          one.name.localeCompare(other.name, 'zh-CN'),
      ),
  });
}

export async function enterQualification(
  parts: Parts,
  actor: Actor,
  nurseId: string,
  body: QualificationBody,
  now: Date,
): Promise<Result<NurseRow>> {
  const { kernel } = parts;
  const units = await kernel.access.unitsOf(actor, writePermission);
  const mine = async () => (await nursesWithin(parts, units, now, nurseId))[0];
  if (!(await mine())) return fail(nurseUnknown);
  const saved = await kernel.db.tx(async (q) => {
    if (!(await saveQualification(q, { ...body, nurseId, simulated: false }))) return false;
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: writePermission,
      outcome: 'success',
      object: `Qualification/${nurseId}`,
      version: body.version + 1,
      detail: { suspended: body.suspended, validUntilOn: body.validUntilOn },
    });
    return true;
  });
  return saved ? succeed((await mine())!) : fail(changedMeanwhile);
}
