// Draws up a repair.
import { fail, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { RepairCause, RepairPreview } from '../../contract.ts';
import type { Parts } from '../parts.ts';
import { repairRefused } from '../problems.ts';

export async function previewRepair(
  _parts: Parts,
  _actor: Actor,
  _planId: string,
  _cause: RepairCause,
  _now: Date,
): Promise<Result<RepairPreview>> {
  return fail(repairRefused('roving.vehicle-unknown'));
}
