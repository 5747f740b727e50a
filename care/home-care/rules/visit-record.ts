// A finished visit as FHIR: encounter at home, procedure, measurements, note.
import type { Vital } from '#foundation/record/contract.ts';
import { simulatedTag } from '#foundation/record/rules/person-facts.ts';
import { visitResources, type Resource } from '#foundation/record/rules/visit-resources.ts';
import { vitalKinds } from '#foundation/record/contract.ts';
import { vitalRules } from '#foundation/record/rules/vitals.ts';

/** Our own codes of the catalogue. */
const itemCodes = 'urn:tianmu:fhir:home-service';

export interface VisitToRecord {
  orderId: string;
  personId: string;
  organisationId: string;
  nurseName: string;
  itemCode?: string;
  itemName: string;
  startedAt: string;
  endedAt: string;
  done: string;
  advice?: string;
  vitals: Vital[];
  noteBase64: string;
  simulated: boolean;
}
export function recordOfVisit(one: VisitToRecord): Resource[] {
  const patient = `Patient/${one.personId}`;
  const organisation = `Organization/${one.organisationId}`;
  return [
    ...visitResources(
      {
        visitId: one.orderId,
        startedAt: one.startedAt,
        endedAt: one.endedAt,
        kind: 'home',
        reason: one.itemName,
        vitals: one.vitals,
        simulated: one.simulated,
      },
      { patient, organization: one.organisationId, noteBase64: one.noteBase64 },
    ),
    {
      resourceType: 'Procedure',
      id: one.orderId,
      ...(one.simulated && { meta: { tag: [simulatedTag] } }),
      status: 'completed',
      basedOn: [{ reference: `ServiceRequest/${one.orderId}` }],
      code: {
        ...(one.itemCode && { coding: [{ system: itemCodes, code: one.itemCode, display: one.itemName }] }),
        text: one.itemName,
      },
      subject: { reference: patient },
      encounter: { reference: `Encounter/${one.orderId}` },
      performedPeriod: { start: one.startedAt, end: one.endedAt },
      performer: [{ actor: { reference: organisation, display: one.nurseName } }],
      note: [{ text: one.advice ? `${one.done}\n嘱咐：${one.advice}` : one.done }],
    },
  ];
}

/** Measurements as a nurse sends them; undefined where one of them can't be right. */
export function readVitals(value: unknown): Vital[] | undefined {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) return undefined;
  const vitals = value as Partial<Vital>[];
  const right = vitals.every(({ kind, value: measured }) => {
    if (!vitalKinds.includes(kind!) || typeof measured !== 'number') return false;
    const [low, high] = vitalRules[kind!].plausible;
    return measured >= low && measured <= high;
  });
  return right ? (vitals as Vital[]) : undefined;
}
