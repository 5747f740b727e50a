// Tells of visits of these days that another system or a crew's device wrote; those of the clinic's own screen are told where they are recorded.
import type { Transaction } from '#platform/kernel/db/db.ts';
import { currentVisit } from '../../rules/current-visit.ts';
import type { RecordServices } from '../services.ts';
import { nobody } from '../store/tables.ts';
import type { Planned } from './write-plan.ts';

export async function announceVisits(
  q: Transaction,
  { kernel }: RecordServices,
  now: Date,
  planned: readonly (Pick<Planned, 'type' | 'action' | 'id' | 'patientId'> & { resource?: object })[],
): Promise<void> {
  for (const { type, action, id, patientId, resource } of planned) {
    if (type !== 'Encounter' || action !== 'create' || patientId === nobody) continue;
    const visit = currentVisit(resource, now);
    if (!visit) continue;
    const told = { personId: patientId, visitId: id, kind: visit.kind, at: visit.at.toISOString() };
    await kernel.events.announce(q, 'record.visit-recorded', told);
  }
}
