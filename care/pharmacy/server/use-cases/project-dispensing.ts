// Puts what was handed out into the record and takes it from the vehicle's stock; nothing handed out is ever lost.
import { dayOf, fail, succeed, type Result } from '#platform/contract.ts';
import type { Actor } from '#platform/kernel/access/actor.ts';
import type { Transaction } from '#platform/kernel/db/db.ts';
import { accountsAbove } from '#platform/kernel/auth/accounts.ts';
import type { StockMovement } from '#foundation/fleet/server/index.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import { documentIdOf } from '#foundation/sync/rules/document-id.ts';
import type { DocumentState, Operation } from '#foundation/sync/rules/operation.ts';
import { pharmacyKinds, type DispensingLine } from '../../contract.ts';
import { dispensedLines, dispensingRule, hasExpired } from '../../rules/dispensing.ts';
import { dispenseResource } from '../../rules/fhir.ts';
import { prescriptionOf, prescriptionRule, shownOf } from '../../rules/prescription.ts';
import type { Parts } from '../parts.ts';
import { batchExpired, notPrescribed, vehicleElsewhere } from '../problems.ts';

export const writeDispensing = 'pharmacy.dispensing.write';

export async function projectDispensing(
  parts: Parts,
  q: Transaction,
  actor: Actor,
  document: DocumentState,
  added: readonly Operation[],
  now: Date,
): Promise<Result<void>> {
  const { fleet, record, registry, sync, messaging } = parts;
  const { personId, documentId } = document;
  const values = shownOf(document, dispensingRule);
  const { prescriptionId, vehicleId, attendanceId, byName } = values as Record<string, string | undefined>;
  const lines = dispensedLines(values);
  const source = prescriptionId ? await sync.document(q, personId, prescriptionId) : undefined;
  const prescription = source && prescriptionOf(shownOf(source, prescriptionRule));
  const items = new Set(prescription?.signed ? prescription.items.map(({ itemId }) => itemId) : []);
  if (lines.some(({ itemId }) => !items.has(itemId))) return fail(notPrescribed);
  const vehicle = (await fleet.vehicles(q)).find((one) => one.vehicleId === vehicleId);
  if (!vehicle) return fail(vehicleElsewhere);

  const stock = new Map((await fleet.stock(q, [vehicle.vehicleId])).map((one) => [one.stockId, one]));
  const origin = `${pharmacyKinds.dispensing}/${documentId}`;
  const movements: StockMovement[] = [];
  for (const operation of added)
    for (const [field, value] of Object.entries(operation.set)) {
      if (!field.startsWith('line.')) continue;
      const movementId = field.slice('line.'.length);
      const at = new Date(headAt(document, operation.operationId) ?? operation.madeAt);
      const line = value as unknown as DispensingLine | null;
      if (line && hasExpired(stock.get(line.stockId) ?? line, dayOf(at))) return fail(batchExpired);
      const before = line ?? (await lineBefore(parts, q, personId, documentId, field));
      if (!before) continue;
      movements.push({
        movementId,
        kind: line ? 'out' : 'return',
        vehicleId: vehicle.vehicleId,
        stockId: before.stockId,
        quantity: before.quantity,
        source: origin,
        at,
        accountId: actor.accountId,
      });
    }
  const missing = await fleet.moveStock(q, movements);
  const short = [...missing.values()].reduce((sum, one) => sum + one, 0);
  if (short > 0)
    await messaging.sendToMany(
      q,
      [
        ...new Set([
          actor.accountId,
          ...(await accountsAbove(q, ['gp', 'nurse', 'pharmacist'], vehicle.organisationId, now)),
        ]),
      ],
      {
        code: 'pharmacy-stock-short',
        parameters: { vehicle: vehicle.name, count: short },
        notificationId: await documentIdOf('short', documentId, String(document.version)),
      },
    );

  const [person] = await registry.persons(q, [personId]);
  const put = lines.map((line) =>
    dispenseResource(line, {
      personId,
      at: document.fields[`line.${line.lineId}`]![0]!.at,
      tags: person?.simulated ? [simulatedTag] : [],
      ...(attendanceId && { attendanceId }),
      ...(byName && { byName }),
    }),
  );
  const gone = Object.keys(document.fields)
    .filter((field) => field.startsWith('line.') && values[field] === null)
    .map((field) => ({ type: 'MedicationDispense', id: field.slice('line.'.length) }));
  const written = await record.putResources(q, actor, writeDispensing, { put, remove: gone }, now);
  return written.ok ? succeed(undefined) : written;
}

const headAt = ({ fields }: DocumentState, operationId: string): string | undefined =>
  Object.values(fields)
    .flat()
    .find((head) => head.operationId === operationId)?.at;

/** What the line said before it was taken back. */
async function lineBefore(
  { sync }: Parts,
  q: Transaction,
  personId: string,
  documentId: string,
  field: string,
): Promise<DispensingLine | undefined> {
  const before = await sync.document(q, personId, documentId);
  const value = before && shownOf(before, dispensingRule)[field];
  return value ? (value as unknown as DispensingLine) : undefined;
}
