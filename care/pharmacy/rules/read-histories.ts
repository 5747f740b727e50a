// Reads MedicationRequest, MedicationDispense and stays of one person into histories of medicines, whoever dispensed.
import { dayOf, type Day } from '#platform/contract.ts';
import { atcOf, type Medicine } from '#foundation/knowledge/rules/medicine.ts';
import { medicineNamed } from './check-alerts.ts';
import { doseOn } from './coverage.ts';
import { joinedSpans, numberOfDay, type Span } from './days.ts';
import { dailyDoseOf, type Dosage, type Measured } from './dosage.ts';
import type { DoseFrom, MedicineHistory, UnknownWhy } from './medicine-history.ts';
import { isPackWord, isPiece, milligramsIn, packOf } from './pack-text.ts';

export interface Found {
  type: 'MedicationRequest' | 'MedicationDispense' | 'Encounter';
  updatedAt: Date;
  resource: object;
}
interface Concept {
  text?: string;
  coding?: { system?: string; code?: string; display?: string }[];
}
interface Reference {
  reference?: string;
  display?: string;
}
interface Quantity {
  value?: number;
  unit?: string;
  code?: string;
}
interface Request {
  id: string;
  status?: string;
  medicationCodeableConcept?: Concept;
  medicationReference?: Reference;
  authoredOn?: string;
  dosageInstruction?: Dosage[];
}
interface Dispense extends Omit<Request, 'authoredOn'> {
  contained?: { id?: string; code?: Concept }[];
  authorizingPrescription?: Reference[];
  whenHandedOver?: string;
  quantity?: Quantity;
  daysSupply?: Quantity;
}
const atcSystem = 'http://www.whocc.no/atc';
const notWritten = ['draft', 'entered-in-error', 'unknown'];
const ended = ['stopped', 'cancelled'];

interface Named {
  key: string;
  name: string;
  atc: readonly string[];
}
function named(
  one: Pick<Dispense, 'medicationCodeableConcept' | 'medicationReference' | 'contained'>,
  medicines: readonly Medicine[],
): Named {
  const concept =
    one.medicationCodeableConcept ??
    one.contained?.find(({ id }) => `#${id}` === one.medicationReference?.reference)?.code;
  const name = concept?.text ?? one.medicationReference?.display ?? concept?.coding?.[0]?.display ?? '';
  const codes = (concept?.coding ?? []).flatMap(({ system, code }) => (system === atcSystem && code ? [code] : []));
  const listed = medicines.find(({ atc }) => codes.includes(atc)) ?? medicineNamed(name, medicines);
  return listed
    ? { key: listed.key, name: name || listed.name.zh, atc: codes.length > 0 ? codes : atcOf(listed) }
    : { key: codes[0] ?? name, name, atc: codes };
}

interface Group {
  named: Named;
  requests: (Request & { name: string; updatedAt: Date })[];
  dispenses: (Dispense & { name: string })[];
}

export function readHistories(found: readonly Found[], medicines: readonly Medicine[]): MedicineHistory[] {
  const groups = new Map<string, Group>();
  const groupOf = (one: Named): Group => {
    const known = groups.get(one.key) ?? { named: one, requests: [], dispenses: [] };
    groups.set(one.key, known);
    return known;
  };
  const keyOfRequest = new Map<string, Named>();
  for (const { type, resource, updatedAt } of found) {
    const request = resource as Request;
    if (type !== 'MedicationRequest' || notWritten.includes(request.status ?? 'unknown') || !request.authoredOn)
      continue;
    const what = named(request, medicines);
    if (what.key === '') continue;
    keyOfRequest.set(request.id, what);
    groupOf(what).requests.push({ ...request, name: what.name, updatedAt });
  }
  for (const { type, resource } of found) {
    const dispense = resource as Dispense;
    if (type !== 'MedicationDispense' || dispense.status !== 'completed' || !dispense.whenHandedOver) continue;
    const own = named(dispense, medicines);
    const [prescription] = dispense.authorizingPrescription ?? [];
    const prescribed = keyOfRequest.get(prescription?.reference?.split('/').at(-1) ?? '');
    const what = prescribed ?? own;
    if (what.key !== '') groupOf(what).dispenses.push({ ...dispense, name: own.name || what.name });
  }
  return [...groups.values()].map(historyOf);
}

/** Stays in a ward as whole days: the day of coming and the day of leaving both belong to it. */
export const staysOf = (found: readonly Found[], today: Day): Span[] =>
  joinedSpans(
    found.flatMap(({ type, resource }) => {
      const { period, status } = resource as { period?: { start?: string; end?: string }; status?: string };
      if (type !== 'Encounter' || !period?.start || status === 'cancelled' || status === 'entered-in-error') return [];
      return [
        {
          from: numberOfDay(dayOf(period.start)),
          until: numberOfDay(period.end ? dayOf(period.end) : today) + 1,
        },
      ];
    }),
  );

function historyOf({ named: { key, name, atc }, requests, dispenses }: Group): MedicineHistory {
  const written = requests.toSorted((a, b) => (a.authoredOn! < b.authoredOn! ? -1 : 1));
  const handed = dispenses.toSorted((a, b) => (a.whenHandedOver! < b.whenHandedOver! ? -1 : 1));
  const newest = written.at(-1);
  const lastOn = handed.at(-1) && dayOf(handed.at(-1)!.whenHandedOver!);
  const stops = requests.filter(({ status }) => ended.includes(status ?? '')).map(({ updatedAt }) => dayOf(updatedAt));
  const stoppedOn = stops.length > 0 && stops.length === requests.length ? stops.toSorted().at(-1) : undefined;
  const dosage = newest?.dosageInstruction?.[0]?.text;
  const base = {
    medicine: key,
    name: newest?.name ?? handed.at(-1)?.name ?? name,
    atc,
    ...(dosage && { dosage }),
    ...(lastOn && { dispensedOn: lastOn }),
    ...(stoppedOn && !(lastOn && lastOn > stoppedOn) && { stoppedOn }),
  };
  const doses = [
    ...written.map((one) => ({ on: dayOf(one.authoredOn!), ...dailyDoseOf(one.dosageInstruction, one.name) })),
    // A dispenser that wrote how to take it, where no prescription is known.
    ...(written.length === 0
      ? handed.map((one) => ({ on: dayOf(one.whenHandedOver!), ...dailyDoseOf(one.dosageInstruction, one.name) }))
      : []),
  ];
  const known = doses.filter(({ amount }) => amount !== undefined);
  const asNeeded = doses.at(-1)?.asNeeded === true;
  if (asNeeded) return { ...base, supplies: [], doses: [], unknown: 'as-needed' };
  const supplies = handed.map((one) => ({
    id: one.id,
    on: dayOf(one.whenHandedOver!),
    amount: amountOf(one),
    days: one.daysSupply?.value,
  }));
  const reckoned = known.length === doses.length && known.length > 0 ? inOneUnit(known, supplies) : undefined;
  if (reckoned) return { ...base, ...reckoned };
  if (supplies.length > 0 && supplies.every(({ days }) => days !== undefined))
    return {
      ...base,
      unit: 'd',
      supplies: supplies.map(({ id, on, days }) => ({ id, on, amount: days! })),
      doses: [{ on: supplies[0]!.on, perDay: 1 }],
    };
  if (supplies.length === 0) return { ...base, supplies: [], doses: [] };
  const unknown: UnknownWhy =
    known.length < Math.max(1, doses.length)
      ? 'dose-unknown'
      : supplies.some(({ amount, days }) => amount === undefined && days === undefined)
        ? 'pack-unknown'
        : 'units-differ';
  return { ...base, supplies: [], doses: [], unknown };
}

type Amount = Measured | undefined;
function inOneUnit(
  doses: readonly { on: Day; amount?: Measured }[],
  supplies: readonly { id: string; on: Day; amount: Amount; days: number | undefined }[],
): Pick<MedicineHistory, 'unit' | 'supplies' | 'doses'> | undefined {
  for (const unit of ['mg', 'unit'] as const) {
    const perDay = doses.map(({ on, amount }) => ({ on, perDay: amount?.[unit] }));
    if (perDay.some((one) => one.perDay === undefined)) continue;
    const inUnit = perDay as DoseFrom[];
    const counted = supplies.map(({ id, on, amount, days }) => ({
      id,
      on,
      amount: amount?.[unit] ?? (days === undefined ? undefined : days * doseOn(inUnit, numberOfDay(on))),
    }));
    if (counted.every((one): one is typeof one & { amount: number } => one.amount !== undefined))
      return { unit, supplies: counted, doses: inUnit };
  }
  return undefined;
}

/** How much was handed out, in milligrams and in pieces where they can be told. */
function amountOf({ quantity, name }: Dispense & { name: string }): Amount {
  const { value, unit = quantity?.code ?? '' } = quantity ?? {};
  if (value === undefined) return undefined;
  const mass = milligramsIn(unit);
  if (mass !== undefined) return { mg: value * mass };
  const { strengthMilligrams, units } = packOf(name);
  const pieces = isPiece(unit) ? value : isPackWord(unit) && units !== undefined ? value * units : undefined;
  if (pieces === undefined) return undefined;
  return { unit: pieces, ...(strengthMilligrams !== undefined && { mg: pieces * strengthMilligrams }) };
}
