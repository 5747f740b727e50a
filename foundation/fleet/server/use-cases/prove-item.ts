// Tries an item of the list out and keeps who did, when, and with which result; where no system can be asked, a person says what was seen.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { ProofBody, ProofShown } from '../../readiness-contract.ts';
import type { FleetParts, Probe } from '../parts.ts';
import { itemUnknown, noProbe, proofNeedsWords } from '../problems.ts';
import { lastHeardOf } from '../store/position.ts';
import { insertProof } from '../store/proof.ts';
import { checklistAt } from './gather-readiness.ts';
import { overseenVehicle } from './overseen-vehicle.ts';
import { publishReadiness } from './publish-readiness.ts';

const permission = 'fleet.readiness.prove';

export async function proveItem(
  parts: FleetParts,
  actor: Actor,
  vehicleId: string,
  { proofId, item, manual }: ProofBody,
  now: Date,
): Promise<Result<ProofShown>> {
  const { kernel } = parts;
  const vehicle = await overseenVehicle(parts, kernel.db, actor, permission, vehicleId);
  if (!vehicle.ok) return vehicle;
  const on = dayOf(now);
  const { checklist } = await checklistAt(parts, vehicle.value.organisationId, on);
  const requirement = checklist.kinds[vehicle.value.kind]?.find((one) => one.item === item);
  if (requirement?.check !== 'proof') return fail(itemUnknown);
  if (requirement.how === 'manual' && !manual) return fail(proofNeedsWords);
  const probe =
    item === 'mobile-network' ? networkProbe(parts, vehicleId, checklist.terminalSilentMinutes, now) : undefined;
  const tried = requirement.how === 'automatic' ? (probe ?? parts.probes.get(item)) : undefined;
  if (requirement.how === 'automatic' && !tried) return fail(noProbe);
  const seen = tried ? await tried() : manual!;
  const proof = {
    item,
    on,
    passed: seen.passed,
    how: requirement.how,
    testedBy: actor.displayName,
    note: seen.note,
  };
  await kernel.db.tx(async (q) => {
    await insertProof(q, { ...proof, proofId, vehicleId, at: now, testerId: actor.accountId });
    await kernel.audit.record(q, actor, {
      action: 'create',
      permission,
      outcome: 'success',
      object: `ReadinessProof/${proofId}`,
      detail: { item, passed: seen.passed },
    });
    await publishReadiness(kernel, q, vehicleId);
  });
  return succeed({ ...proof, at: now.toISOString() });
}

/** The vehicle's own terminal speaks over the mobile network: it was heard just now, or it was not. */
const networkProbe =
  ({ kernel }: FleetParts, vehicleId: string, silentMinutes: number, now: Date): Probe =>
  async () => {
    const heard = await lastHeardOf(kernel.db, vehicleId);
    const minutes = heard ? Math.max(0, Math.floor((now.getTime() - heard.receivedAt.getTime()) / 60_000)) : undefined;
    const passed = minutes !== undefined && minutes <= silentMinutes;
    const text = minutes === undefined ? 'never-heard' : 'heard-before';
    return {
      passed,
      note: kernel.messages.render('zh-CN', `fleet.probe.${text}`, {
        minutes: minutes ?? 0,
        signal: heard?.signalStrength ?? '—',
      }),
    };
  };
