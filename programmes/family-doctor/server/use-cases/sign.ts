// Takes the household's signature with its evidence: from then on the contract stands, its dues are owed, the team may look.
import { dayOf, fail, succeed, type Result, yearsOn } from '#platform/contract.ts';
import { hasRole, type Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { permissions, type ContractDetail, type SignBody, type Signature } from '../../contract.ts';
import { addDays } from '../../rules/contract-stage.ts';
import { dayText } from '../../rules/day-text.ts';
import { duesOf } from '../../rules/ledger.ts';
import type { Parts } from '../parts.ts';
import {
  changedMeanwhile,
  contractUnknown,
  notOffered,
  otherText,
  signatureMissing,
  signedAlready,
  signerUnfit,
} from '../problems.ts';
import { signAgreement } from '../store/agreement.ts';
import {
  changeState,
  contractsOf,
  lockSigning,
  markRenewed,
  membersOf,
  packagesOf,
  type ContractRow,
} from '../store/contract-row.ts';
import { insertEntries } from '../store/ledger.ts';
import { countPast } from './count-services.ts';
import { closeOtherOffers, overlaps } from './draw-up.ts';
import { readContract } from './present.ts';
import { refreshPeople } from './refresh-residents.ts';
import { inTransaction } from './refused.ts';

const adultYears = 18;

export async function signContract(
  parts: Parts,
  actor: Actor,
  key: { personId: string; contractId: string },
  body: SignBody,
  now: Date,
): Promise<Result<ContractDetail>> {
  const { kernel } = parts;
  const signed = await inTransaction(kernel, async (q) => {
    const rows = await membersOf(q, key.contractId);
    const own = rows.find(({ personId }) => personId === key.personId);
    if (!own) return fail(contractUnknown);
    if (own.textHash !== body.textHash) return fail(otherText);
    // Sent twice, it is one signature.
    if (own.state === 'signed') return succeed(undefined);
    if (own.state !== 'offered') return fail(notOffered);
    const evidence = await evidenceOf(parts, q, actor, rows, body, now);
    if (!evidence.ok) return evidence;
    const { personId: _person, contractId } = key;
    const householdKey = { householdId: own.householdId, contractId };
    await signAgreement(q, kernel.cipher, householdKey, {
      ...evidence.value,
      signedAt: now,
      accountId: actor.accountId,
    });
    const done = await enact(parts, q, actor, rows, now);
    if (!done.ok) return done;
    await kernel.audit.record(q, actor, {
      action: 'update',
      permission: hasRole(actor, 'resident') ? permissions.confirm : permissions.write,
      outcome: 'success',
      persons: rows.map(({ personId }) => personId),
      object: `FamilyDoctorContract/${contractId}`,
      detail: { method: evidence.value.method },
    });
    return succeed(undefined);
  });
  if (!signed.ok) return signed;
  const contract = await readContract(parts, key, now);
  if (contract.ok)
    await refreshPeople(
      parts,
      contract.value.members.map(({ personId }) => personId),
      now,
    );
  return contract;
}

/** A grown-up of the household signs: with a finger before the doctor, or in the portal as themselves. */
async function evidenceOf(
  { kernel, registry }: Parts,
  q: Transaction,
  actor: Actor,
  rows: readonly ContractRow[],
  body: SignBody,
  now: Date,
): Promise<Result<Omit<Signature, 'signedAt'>>> {
  const [signer] = await registry.persons(q, [body.signerId]);
  const isMember = rows.some(({ personId }) => personId === body.signerId);
  const years = signer?.birthOn === undefined ? 0 : yearsOn(signer.birthOn, dayOf(now));
  const byThemselves = hasRole(actor, 'resident');
  if (!signer || !isMember || years < adultYears || (byThemselves && actor.personId !== body.signerId))
    return fail(signerUnfit);
  const shared = {
    signerId: body.signerId,
    signerName: signer.name,
    textHash: body.textHash,
    takenBy: actor.displayName,
  };
  if (byThemselves) return succeed({ ...shared, method: 'portal', identifiedBy: 'account' });
  if (!body.drawn || body.identifiedBy === 'account') return fail(signatureMissing);
  for (const { personId } of rows) {
    const allowed = await kernel.access.check(q, actor, permissions.write, personId, now);
    if (!allowed.ok) return allowed;
  }
  return succeed({ ...shared, method: 'drawn', identifiedBy: body.identifiedBy, drawn: body.drawn });
}

/** What follows from a signature, however it was given. */
export async function enact(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  rows: readonly ContractRow[],
  now: Date,
): Promise<Result<void>> {
  const { kernel, messaging } = parts;
  const [first] = rows;
  const { contractId, teamId, doctorId, fromOn, toOn, renews } = first!;
  const ids = rows.map(({ personId }) => personId);
  await lockSigning(q, ids);
  const standing = await contractsOf(q, ids);
  if (overlaps(standing, fromOn)) return fail(signedAlready);
  if (!(await changeState(q, rows, { state: 'signed', signedAt: now }))) return fail(changedMeanwhile);
  await closeOtherOffers(q, standing, { contractId, fromOn });
  const owned = (await packagesOf(q, ids)).filter((one) => one.contractId === contractId);
  await insertEntries(
    q,
    owned.flatMap((one) =>
      duesOf([
        {
          code: one.code,
          amounts: { person: one.personFen, fund: one.fundFen, 'public-health': one.publicHealthFen },
        },
      ]).map((due) => ({
        ...due,
        personId: one.personId,
        contractId,
        entryId: kernel.newId(),
        kind: 'due' as const,
        on: dayOf(now),
        at: now.toISOString(),
        byName: actor.displayName,
        accountId: actor.accountId,
      })),
    ),
  );
  if (renews !== null) await markRenewed(q, ids, renews);
  const at = now.toISOString();
  await kernel.access.relate(
    q,
    ids.map((personId) => ({
      personId,
      party: teamId,
      kind: 'team' as const,
      from: now,
      to: new Date(`${addDays(toOn, 1)}T00:00:00+08:00`),
      source: 'family-doctor',
    })),
  );
  await kernel.events.announceAll(
    q,
    'family-doctor.contract-signed',
    ids.map((personId) => ({ personId, contractId, teamId, doctorId, fromOn, toOn, at })),
  );
  for (const personId of ids)
    await messaging.send(q, {
      recipient: personId,
      code: 'family-doctor.contract-signed',
      parameters: { fromOn: dayText(fromOn), toOn: dayText(toOn) },
      link: 'family-doctor',
      notificationId: kernel.newId(),
    });
  await countPast(
    parts,
    q,
    rows.map((row) => ({ ...row, state: 'signed' as const })),
    now,
  );
  return succeed(undefined);
}
