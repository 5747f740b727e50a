// What a client sent along: Observations and Conditions of its own record, read as evidence beside ours.
import { dayOf } from '#platform/contract.ts';
import { diseaseOfCode, type Disease } from './disease.ts';
import { readCodes, type Evidence, type Reading, type ReadKey } from './evidence.ts';

interface Coded {
  coding?: { code?: string }[];
}
interface Measured {
  code?: Coded;
  valueQuantity?: { value?: number };
}
interface Sent extends Measured {
  resourceType?: string;
  id?: string;
  status?: string;
  subject?: { reference?: string };
  effectiveDateTime?: string;
  clinicalStatus?: Coded;
  onsetDateTime?: string;
  component?: Measured[];
}
const keyOfCode = new Map(Object.entries(readCodes).map(([key, code]) => [code as string, key as ReadKey]));

export function resourcesIn(prefetch: Readonly<Record<string, unknown>> | undefined): Sent[] {
  return Object.values(prefetch ?? {}).flatMap((value): Sent[] => {
    const one = value as { resourceType?: string; entry?: { resource?: Sent }[] } | null;
    if (!one) return [];
    return one.resourceType === 'Bundle' ? (one.entry ?? []).flatMap(({ resource }) => resource ?? []) : [one as Sent];
  });
}

/** Ours and theirs together, the newest first; what is about somebody else is left out. */
export function withPrefetched(evidence: Evidence, sent: readonly Sent[], personId: string): Evidence {
  const own = sent.filter(({ subject }) => subject?.reference === `Patient/${personId}`);
  const readings = own.filter(({ resourceType }) => resourceType === 'Observation').flatMap(readingsOf);
  const known = new Set(evidence.readings.map(({ id, key }) => `${id} ${key}`));
  const diagnoses = new Map<Disease, string | undefined>(evidence.diagnoses);
  for (const { resourceType, code, clinicalStatus, onsetDateTime } of own) {
    if (resourceType !== 'Condition' || !codes(clinicalStatus).includes('active')) continue;
    for (const one of codes(code)) {
      const disease = diseaseOfCode(one);
      if (disease && !diagnoses.has(disease)) diagnoses.set(disease, onsetDateTime?.slice(0, 10));
    }
  }
  return {
    ...evidence,
    diagnoses,
    readings: [...evidence.readings, ...readings.filter(({ id, key }) => !known.has(`${id} ${key}`))].toSorted(
      (one, other) => other.at.getTime() - one.at.getTime(),
    ),
  };
}

const codes = (concept: Coded | undefined): string[] => (concept?.coding ?? []).flatMap(({ code }) => code ?? []);

function readingsOf(sent: Sent): Reading[] {
  const { id, status, effectiveDateTime, component } = sent;
  const at = new Date(effectiveDateTime ?? '');
  if (Number.isNaN(at.getTime()) || status === 'entered-in-error' || status === 'cancelled') return [];
  return [sent, ...(component ?? [])].flatMap((one): Reading[] => {
    const key = codes(one.code)
      .map((code) => keyOfCode.get(code))
      .find((found) => found !== undefined);
    const value = one.valueQuantity?.value;
    return key && value !== undefined
      ? [{ id: id ?? `${effectiveDateTime} ${key}`, key, value, at, on: dayOf(at), atHome: false }]
      : [];
  });
}
