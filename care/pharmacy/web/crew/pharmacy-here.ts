// What this device knows for prescribing: medicines, rules, policy, what the person takes and does not bear, what is left on board.
import { atcOf, type Medicine } from '#foundation/knowledge/rules/medicine.ts';
import type { InteractionAlert, InteractionRule } from '#foundation/knowledge/rules/interaction.ts';
import type { SyncEngine } from '#foundation/sync/rules/device/engine.ts';
import { shownValues } from '#foundation/sync/web/conflicts-here.ts';
import { documentsOfAttendance, rowsHere } from '#foundation/sync/web/documents-here.ts';
import {
  pharmacyKinds,
  type DispensingLine,
  type MedicationsRow,
  type PrescribingPolicy,
  type PrescriptionItem,
  type StockRow,
} from '../../contract.ts';
import { alertsOf } from '../../rules/check-alerts.ts';
import { afterTaken, dispensedLines } from '../../rules/dispensing.ts';
import { defaultPolicy, prescriptionOf, type Prescription } from '../../rules/prescription.ts';

export interface PersonKnown {
  allergies: readonly string[];
  conditions: readonly { title: string; code?: string }[];
}

export const medicinesHere = (engine: SyncEngine): Medicine[] => [...rowsHere<Medicine>(engine, 'medicine').values()];
export const policyHere = (engine: SyncEngine): PrescribingPolicy =>
  rowsHere<PrescribingPolicy>(engine, 'prescribing').get('policy') ?? defaultPolicy;

export interface PrescriptionHere extends Prescription {
  documentId: string;
}
export const prescriptionsHere = (engine: SyncEngine, attendanceId: string): PrescriptionHere[] =>
  documentsOfAttendance(engine, pharmacyKinds.prescription, attendanceId).map(({ documentId, values }) => ({
    documentId,
    ...prescriptionOf(values),
  }));

export const newItem = (medicine: Medicine, name: string, days: number): PrescriptionItem => ({
  medicineKey: medicine.key,
  name,
  atc: atcOf(medicine),
  dose: medicine.dailyDose?.low ?? 1,
  doseUnit: medicine.dailyDose?.unit ?? '片',
  timesPerDay: 1,
  days,
});

/** Against what the record says, what was noted today, and the other prescriptions of today. */
export function alertsHere(
  engine: SyncEngine,
  asked: {
    personId: string;
    attendanceId: string;
    prescription: PrescriptionHere;
    person: PersonKnown;
  },
): InteractionAlert[] {
  const { personId, attendanceId, prescription, person } = asked;
  const known = engine.meta.aliases[personId] ?? personId;
  const rules = [...rowsHere<InteractionRule[]>(engine, 'interactions').values()].at(-1) ?? [];
  const own = new Set(prescription.items.map(({ itemId }) => itemId));
  const recorded = rowsHere<MedicationsRow>(engine, 'medications').get(known)?.medications ?? [];
  const today = prescriptionsHere(engine, attendanceId)
    .filter(({ documentId, cancelled }) => documentId !== prescription.documentId && !cancelled)
    .flatMap(({ items }) => items);
  const noted = (shownValues(engine.document(attendanceId))['allergies'] ?? []) as {
    title?: string;
    wrong?: boolean;
  }[];
  const wrong = new Set(noted.filter((one) => one.wrong).map((one) => one.title));
  return alertsOf(rules, {
    items: prescription.items,
    others: [...recorded.filter(({ id }) => !own.has(id) && !today.some(({ itemId }) => itemId === id)), ...today],
    conditions: person.conditions.flatMap(({ code }) => (code ? [code] : [])),
    allergies: [...person.allergies, ...noted.flatMap(({ title }) => (title ? [title] : []))].filter(
      (title) => !wrong.has(title),
    ),
  });
}

/** Of one vehicle, what was handed out here and has not reached the server taken off. */
export function stockHere(engine: SyncEngine, vehicleId: string | undefined): StockRow[] {
  const waiting = engine.outbox
    .filter(({ operation }) => operation.kind === pharmacyKinds.dispensing)
    .flatMap(({ operation }) =>
      Object.entries(operation.set).flatMap(([field, value]) =>
        field.startsWith('line.') && value !== null ? [value as unknown as DispensingLine] : [],
      ),
    );
  const rows = [...rowsHere<StockRow>(engine, 'stock').values()].filter((row) => row.vehicleId === vehicleId);
  return afterTaken(rows, waiting);
}

export interface DispensedHere extends DispensingLine {
  lineId: string;
  documentId: string;
}
export const dispensedHere = (engine: SyncEngine, attendanceId: string): DispensedHere[] =>
  documentsOfAttendance(engine, pharmacyKinds.dispensing, attendanceId).flatMap(({ documentId, values }) =>
    dispensedLines(values).map((line) => ({ ...line, documentId })),
  );
