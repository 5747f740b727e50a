// Loans as people see them: lists, one with its paper, who stopped measuring, and a reminder to them.
import { fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { DeviceKind } from '../../contract.ts';
import type { LendingPolicy, Loan, LoanDetail, LoansQuery, StockLine } from '../../lending-contract.ts';
import { hasStopped, mayRemind, silentDays } from '../../rules/lending.ts';
import type { Parts } from '../parts.ts';
import { changedMeanwhile, loanUnknown, remindedAlready, remindersStopped, returnedAlready } from '../problems.ts';
import { devicesById } from '../store/device.ts';
import { changeLoan, countStock, findLoan, findLoans, type LoanRow } from '../store/loan.ts';
import { unitNames } from './devices.ts';
import { lendingPolicy } from './lending-policy.ts';

const readPermission = 'intake.loan.list';
const permission = 'intake.binding.write';

export async function readStock(
  parts: Parts,
  actor: Actor,
  now: Date,
): Promise<Result<{ lines: StockLine[]; policy: LendingPolicy }>> {
  const { kernel } = parts;
  const rows = await countStock(kernel.db, await kernel.access.unitsOf(actor, 'intake.device.read'), now);
  const names = await unitNames(parts);
  return succeed({
    lines: rows.map((row) => ({ ...row, kind: row.kind as DeviceKind, unitName: names.get(row.unitId) ?? '' })),
    policy: await lendingPolicy(parts, actor.homeUnitId, now),
  });
}

export async function readLoans(
  parts: Parts,
  actor: Actor,
  query: LoansQuery,
  now: Date,
): Promise<Result<{ items: Loan[]; policy: LendingPolicy }>> {
  const { kernel } = parts;
  const units = await kernel.access.unitsOf(actor, readPermission);
  const policy = await lendingPolicy(parts, actor.homeUnitId, now);
  const args: unknown[] = [];
  const filter = await kernel.access.personFilter(actor, readPermission, 'l.patient_id', args, now);
  const wanted = { units, out: query.state !== 'returned' };
  const rows = await findLoans(kernel.db, kernel.cipher, wanted, filter, args);
  const shown =
    query.state === 'stopped' ? rows.filter((row) => hasStopped(row.fromAt, row.lastTakenAt, policy, now)) : rows;
  const items = (await onWire(parts, shown, now)).filter(
    ({ name, serial, villageName }) => !query.text || `${name} ${serial} ${villageName ?? ''}`.includes(query.text),
  );
  for (const { personId } of items) actor.span.persons.add(personId);
  return succeed({ items: items.map(withoutPaper), policy });
}

export async function readLoan(
  parts: Parts,
  key: { personId: string; loanId: string },
  now: Date,
): Promise<Result<LoanDetail>> {
  const row = await findLoan(parts.kernel.db, parts.kernel.cipher, key);
  const [loan] = row ? await onWire(parts, [row], now) : [];
  return loan ? succeed(loan) : fail(loanUnknown);
}

/** One message in so many days, in the app and by text message. */
export async function remindLoan(
  parts: Parts,
  actor: Actor,
  key: { personId: string; loanId: string },
  version: number,
  now: Date,
): Promise<Result<LoanDetail>> {
  const { kernel, messaging, registry } = parts;
  const done = await kernel.db.tx(async (q): Promise<Result<void>> => {
    const loan = await findLoan(q, kernel.cipher, key);
    if (!loan) return fail(loanUnknown);
    if (loan.toAt !== null) return fail(returnedAlready);
    const policy = await lendingPolicy(parts, loan.unitId, now, q);
    if (!mayRemind(loan.remindedAt, policy, now)) return fail(remindedAlready);
    if (loan.version !== version) return fail(changedMeanwhile);
    const [device] = await devicesById(q, [loan.deviceId]);
    const recipient = (await registry.goldenIds(q, [key.personId])).get(key.personId) ?? key.personId;
    const notificationId = kernel.newId();
    const reminder = {
      recipient,
      notificationId,
      code: `intake-measure-again-${device!.kind}`,
      parameters: { days: silentDays(loan.fromAt, loan.lastTakenAt, now), by: actor.displayName },
      link: '/resident/my-devices',
    };
    // Over the channel that the person chose; whoever has stopped them all is called instead.
    if (!(await messaging.sendReminders(q, [reminder])).has(notificationId)) return fail(remindersStopped);
    if (!(await changeLoan(q, { ...loan, remindedAt: now }, version))) return fail(changedMeanwhile);
    await kernel.audit.record(q, actor, {
      action: 'execute',
      permission,
      outcome: 'success',
      persons: [key.personId],
      object: `DeviceLoan/${key.loanId}`,
      detail: { reminded: true },
    });
    return succeed(undefined);
  });
  return done.ok ? readLoan(parts, key, now) : done;
}

const withoutPaper = ({ text: _text, textHash: _hash, signature: _signature, ...loan }: LoanDetail): Loan => loan;

async function onWire(parts: Parts, rows: readonly LoanRow[], now: Date): Promise<LoanDetail[]> {
  const { kernel, registry } = parts;
  const [devices, people, policies] = [
    new Map(
      (
        await devicesById(
          kernel.db,
          rows.map(({ deviceId }) => deviceId),
        )
      ).map((one) => [one.deviceId, one]),
    ),
    new Map(
      (
        await registry.persons(
          kernel.db,
          rows.map(({ personId }) => personId),
        )
      ).map((one) => [one.personId, one]),
    ),
    new Map<string, LendingPolicy>(),
  ];
  for (const unitId of new Set(rows.map((row) => row.unitId)))
    policies.set(unitId, await lendingPolicy(parts, unitId, now));
  return rows.flatMap((row) => {
    const [device, person] = [devices.get(row.deviceId), people.get(row.personId)];
    if (!device || !person) return [];
    const out = row.toAt === null;
    return {
      loanId: row.loanId,
      personId: row.personId,
      name: person.name,
      ...(person.villageName !== undefined && { villageName: person.villageName }),
      ...(person.phone !== undefined && { phone: person.phone }),
      deviceId: row.deviceId,
      serial: device.serial,
      kind: device.kind,
      model: device.model,
      grounds: row.grounds,
      ...(row.exception !== null && { exception: row.exception }),
      lentAt: row.fromAt.toISOString(),
      lentBy: row.lentBy,
      ...(row.lastTakenAt && { lastTakenAt: row.lastTakenAt.toISOString() }),
      ...(out && { silentDays: silentDays(row.fromAt, row.lastTakenAt, now) }),
      stopped: out && hasStopped(row.fromAt, row.lastTakenAt, policies.get(row.unitId)!, now),
      ...(row.remindedAt && { remindedAt: row.remindedAt.toISOString() }),
      ...(row.toAt && { returnedAt: row.toAt.toISOString() }),
      ...(row.condition && { condition: row.condition }),
      ...(row.replacedBy !== null && { replacedBy: row.replacedBy }),
      simulated: row.simulated,
      version: row.version,
      text: row.text,
      textHash: row.textHash,
      signature: {
        signerName: row.signerName,
        identifiedBy: row.identifiedBy,
        drawn: row.drawn,
        signedAt: row.signedAt.toISOString(),
      },
    };
  });
}
