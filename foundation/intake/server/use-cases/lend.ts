// Lends a device to somebody: by a ground or a named exception, with a signed paper; gives it back, replaces it.
import { dayOf, fail, succeed, yearsOn, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Sql, Transaction } from '#platform/kernel/db/db.ts';
import type { DeviceState } from '../../contract.ts';
import type { LendBody, LendingOffer, LoanDetail, ReplaceBody, ReturnBody } from '../../lending-contract.ts';
import { deviceResource } from '../../rules/device-resource.ts';
import { loanText } from '../loan-text.ts';
import type { Parts } from '../parts.ts';
import {
  changedMeanwhile,
  deviceUnknown,
  loanUnknown,
  otherText,
  personUnknown,
  returnedAlready,
  ruleNotMet,
  signatureMissing,
} from '../problems.ts';
import { devicesById, lockDevice, updateDevice, type DeviceRow } from '../store/device.ts';
import { changeLoan, findLoan, insertLoan, type LoanPaper, type LoanRow } from '../store/loan.ts';
import { bind, end, freeDevice } from './bindings.ts';
import { unitNames } from './devices.ts';
import { groundsOf } from './lending-grounds.ts';
import { lendingPolicy } from './lending-policy.ts';
import { readLoan } from './loans.ts';

const permission = 'intake.binding.write';
const adultYears = 18;

/** The same device, person and day give the same words and the same hash. */
async function offerOf(
  parts: Parts,
  q: Sql,
  actor: Actor,
  personId: string,
  device: DeviceRow,
  now: Date,
): Promise<Result<LendingOffer>> {
  const { kernel, registry } = parts;
  const [person] = await registry.persons(q, [personId]);
  if (!person) return fail(personUnknown);
  const household = person.householdId === undefined ? [person] : await registry.household(q, person.householdId);
  const grown = household.filter(
    ({ birthOn, status }) => status === 'active' && birthOn !== undefined && yearsOn(birthOn, dayOf(now)) >= adultYears,
  );
  const policy = await lendingPolicy(parts, device.unitId, now, q);
  const grounds = await groundsOf(parts, q, actor, personId, policy, now);
  const unit = (await unitNames(parts)).get(device.unitId) ?? '';
  const { kind, model, serial } = device;
  const paper = loanText(kernel.messages, { unit, name: person.name, kind, model, serial, on: dayOf(now) });
  return succeed({
    eligible: grounds.length > 0,
    grounds,
    exceptionAllowed: policy.exceptionAllowed,
    ...paper,
    signers: [...new Map([person, ...grown].map((one) => [one.personId, one])).values()]
      .filter((one) => grown.includes(one) || grown.some((adult) => adult.personId === one.personId))
      .map((one) => ({ personId: one.personId, name: one.name })),
  });
}

export async function readOffer(
  parts: Parts,
  actor: Actor,
  personId: string,
  deviceId: string,
  now: Date,
): Promise<Result<LendingOffer>> {
  const units = await parts.kernel.access.unitsOf(actor, permission);
  const [device] = await devicesById(parts.kernel.db, [deviceId]);
  if (!device || !units.includes(device.unitId)) return fail(deviceUnknown);
  return offerOf(parts, parts.kernel.db, actor, personId, device, now);
}

export async function lendDevice(
  parts: Parts,
  actor: Actor,
  personId: string,
  body: LendBody,
  now: Date,
): Promise<Result<LoanDetail>> {
  const { kernel } = parts;
  const key = { personId, loanId: body.loanId };
  const units = await kernel.access.unitsOf(actor, permission);
  const [asked] = await devicesById(kernel.db, [body.deviceId]);
  if (!asked || !units.includes(asked.unitId)) return fail(deviceUnknown);
  const offered = await offerOf(parts, kernel.db, actor, personId, asked, now);
  if (!offered.ok) return offered;
  const { text, textHash, grounds, signers, exceptionAllowed } = offered.value;
  const done = await kernel.db.tx(async (q): Promise<Result<void>> => {
    // Sent twice, it is one loan.
    if (await findLoan(q, kernel.cipher, key)) return succeed(undefined);
    if (textHash !== body.textHash) return fail(otherText);
    const signer = signers.find((one) => one.personId === body.signerId);
    if (!signer) return fail(signatureMissing);
    if (grounds.length === 0 && !(exceptionAllowed && body.exception)) return fail(ruleNotMet);
    const device = await freeDevice(q, units, body.deviceId, now);
    if (!device.ok) return device;
    await bind(parts, q, actor, { personId, bindingId: body.loanId, basis: 'lent', fromAt: now }, device.value);
    await insertLoan(q, kernel.cipher, key, {
      grounds: grounds.map(({ code }) => code),
      exception: grounds.length === 0 ? body.exception! : null,
      text,
      textHash,
      signerName: signer.name,
      identifiedBy: body.identifiedBy,
      drawn: body.drawn,
      signedAt: now,
      lentBy: actor.displayName,
    });
    return succeed(undefined);
  });
  return done.ok ? readLoan(parts, key, now) : done;
}

export async function giveBack(
  parts: Parts,
  actor: Actor,
  key: { personId: string; loanId: string },
  body: ReturnBody,
  now: Date,
): Promise<Result<LoanDetail>> {
  const units = await parts.kernel.access.unitsOf(actor, permission);
  const done = await parts.kernel.db.tx(async (q) => {
    const back = await takeBackDevice(parts, q, actor, key, { ...body, units }, now);
    return back.ok ? succeed(undefined) : back;
  });
  return done.ok ? readLoan(parts, key, now) : done;
}

/** A new device under the same paper and signature; the old one comes back in the same step. */
export async function replaceDevice(
  parts: Parts,
  actor: Actor,
  key: { personId: string; loanId: string },
  body: ReplaceBody,
  now: Date,
): Promise<Result<LoanDetail>> {
  const { kernel } = parts;
  const next = { personId: key.personId, loanId: body.newLoanId };
  const units = await kernel.access.unitsOf(actor, permission);
  const done = await kernel.db.tx(async (q): Promise<Result<void>> => {
    if (await findLoan(q, kernel.cipher, next)) return succeed(undefined);
    const device = await freeDevice(q, units, body.deviceId, now);
    if (!device.ok) return device;
    const old = await takeBackDevice(parts, q, actor, key, { ...body, units, replacedBy: body.newLoanId }, now);
    if (!old.ok) return old;
    const { personId, loanId: bindingId } = next;
    await bind(parts, q, actor, { personId, bindingId, basis: 'lent', fromAt: now }, device.value);
    const paper: LoanPaper = { ...old.value, lentBy: actor.displayName };
    await insertLoan(q, kernel.cipher, next, paper);
    return succeed(undefined);
  });
  return done.ok ? readLoan(parts, next, now) : done;
}

const stateAfter: Record<ReturnBody['condition'], DeviceState> = {
  good: 'in-use',
  broken: 'in-repair',
  lost: 'retired',
};

async function takeBackDevice(
  { kernel, record, ...more }: Parts,
  q: Transaction,
  actor: Actor,
  key: { personId: string; loanId: string },
  how: ReturnBody & { units: readonly string[]; replacedBy?: string },
  now: Date,
): Promise<Result<LoanRow>> {
  const loan = await findLoan(q, kernel.cipher, key);
  if (!loan || !how.units.includes(loan.unitId)) return fail(loanUnknown);
  if (loan.toAt !== null) return fail(returnedAlready);
  const changed = { ...loan, condition: how.condition, replacedBy: how.replacedBy ?? null };
  if (!(await changeLoan(q, changed, how.version))) return fail(changedMeanwhile);
  const ended = await end({ kernel, record, ...more }, q, actor, { ...key, bindingId: key.loanId }, now);
  if (!ended.ok) return ended;
  const device = (await lockDevice(q, loan.deviceId))!;
  const state = stateAfter[how.condition];
  if (device.state !== state) {
    await updateDevice(q, { ...device, state }, device.version);
    await record.putResources(q, actor, permission, { put: [deviceResource({ ...device, state })] }, now);
  }
  return succeed(loan);
}
