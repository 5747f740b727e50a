// What this device knows of stops and people: packs, and on top of them what was done here and what came from other devices.
import type { FormDefinition } from '#foundation/knowledge/rules/form.ts';
import type { Instrument } from '#foundation/knowledge/rules/instrument.ts';
import { dayOf, type Day } from '#platform/contract.ts';
import type { Pack } from '#foundation/sync/rules/device/device-store.ts';
import type { SyncEngine } from '#foundation/sync/rules/device/engine.ts';
import type { DocumentState } from '#foundation/sync/rules/operation.ts';
import { shownValues } from '#foundation/sync/web/conflicts-here.ts';
import { crewKinds, crewRows, type CrewPerson, type FormBeforeRow, type StopRow } from '../../crew-contract.ts';
import { answersOfDocument, formHead } from '../../rules/crew/form-document.ts';

export interface PersonHere {
  personId: string;
  scopeId: string;
  person: CrewPerson;
  /** Earlier fillings by form, those of today's visit included once they are done. */
  before: FormBeforeRow[];
}
interface PackHere {
  stops: StopRow[];
  people: Map<string, PersonHere>;
  forms: FormDefinition[];
  tables: Instrument[];
}
const read = new WeakMap<Pack, PackHere>();

function packHere(pack: Pack): PackHere {
  const known = read.get(pack);
  if (known) return known;
  const here: PackHere = { stops: [], people: new Map(), forms: [], tables: [] };
  const { scopeId } = pack.head;
  for (const { kind, id, personId, body } of pack.rows) {
    const value = body as unknown;
    if (kind === crewRows.stop) here.stops.push(value as StopRow);
    else if (kind === crewRows.person)
      here.people.set(id, { personId: id, scopeId, person: value as CrewPerson, before: [] });
    else if (kind === crewRows.form) here.forms.push(value as FormDefinition);
    else if (kind === crewRows.decisionTable) here.tables.push(value as Instrument);
    else if (kind === crewRows.formBefore) here.people.get(personId!)?.before.push(value as FormBeforeRow);
  }
  read.set(pack, here);
  return here;
}
const packsHere = (engine: SyncEngine): PackHere[] => [...engine.packs.values()].map(packHere);

/** By the server's clock, as far as this device knows it. */
export const nowHere = (engine: SyncEngine): Date => new Date(Date.now() + engine.meta.clockAheadMilliseconds);
export const todayHere = (engine: SyncEngine): Day => dayOf(nowHere(engine));

/** In the order of days and times; a visit stands once, whatever number of packs bring it. */
export function stopsHere(engine: SyncEngine): StopRow[] {
  const byId = new Map(packsHere(engine).flatMap(({ stops }) => stops.map((stop) => [stop.visitId, stop] as const)));
  return [...byId.values()].toSorted(
    (one, other) => one.on.localeCompare(other.on) || one.startMinute - other.startMinute,
  );
}
export const stopHere = (engine: SyncEngine, visitId: string | undefined): StopRow | undefined =>
  stopsHere(engine).find((stop) => stop.visitId === visitId);

export const formsHere = (engine: SyncEngine): FormDefinition[] => packsHere(engine).flatMap(({ forms }) => forms);
export const formHere = (engine: SyncEngine, id: string, version?: string): FormDefinition | undefined =>
  formsHere(engine).find((form) => form.id === id && (version === undefined || form.version === version));
export const tableHere = (engine: SyncEngine, form: FormDefinition): Instrument | undefined =>
  packsHere(engine)
    .flatMap(({ tables }) => tables)
    .find(({ id, version }) => id === form.decision?.instrument && version === form.decision.version);

/** The id under which the server knows a person who was registered here. */
export const knownId = (engine: SyncEngine, personId: string): string => engine.meta.aliases[personId] ?? personId;

export const documentsOf = (engine: SyncEngine, kind: string): DocumentState[] =>
  engine.documentIds().flatMap((id) => {
    const document = engine.document(id);
    return document?.kind === kind ? [document] : [];
  });

/** People of a village: those of the pack, and those who were registered on the way. */
export function peopleHere(engine: SyncEngine, scopeId: string): PersonHere[] {
  const pack = engine.packs.get(scopeId);
  const people = new Map(pack ? packHere(pack).people : []);
  for (const document of documentsOf(engine, crewKinds.person)) {
    if (document.scopeId !== scopeId) continue;
    const personId = knownId(engine, document.personId);
    const known = people.get(personId);
    const person = known ? withContact(known.person, document) : registeredPerson(document);
    if (person) people.set(personId, { ...(known ?? { personId, scopeId, before: [] }), person });
  }
  for (const document of documentsOf(engine, crewKinds.attendance)) addAllergies(people, engine, document);
  for (const document of documentsOf(engine, crewKinds.form)) addForm(people, engine, document);
  return [...people.values()];
}
export const personHere = (engine: SyncEngine, scopeId: string, personId: string): PersonHere | undefined =>
  peopleHere(engine, scopeId).find((one) => one.personId === knownId(engine, personId));

function registeredPerson(document: DocumentState): CrewPerson | undefined {
  const { name, sex, birthOn, phone, address, idNumber, villageId } = shownValues(document) as Record<string, string>;
  if (!name || !villageId) return undefined;
  return {
    name,
    sex: (sex ?? 'unknown') as CrewPerson['sex'],
    ...(birthOn && { birthOn }),
    ...(phone && { phone }),
    ...(address && { address }),
    ...(idNumber && { idTail: idNumber.slice(-4) }),
    villageId,
    allergies: [],
    conditions: [],
    newest: {},
    initials: [],
    simulated: false,
  };
}

function withContact(person: CrewPerson, document: DocumentState): CrewPerson {
  const { phone, address } = shownValues(document);
  return {
    ...person,
    ...(typeof phone === 'string' && { phone }),
    ...(typeof address === 'string' && { address }),
  };
}

function addAllergies(people: Map<string, PersonHere>, engine: SyncEngine, document: DocumentState): void {
  const here = people.get(knownId(engine, document.personId));
  const noted = (shownValues(document)['allergies'] ?? []) as unknown as { title: string; wrong?: true }[];
  if (!here || noted.length === 0) return;
  const wrong = new Set(noted.filter((one) => one.wrong).map(({ title }) => title));
  const allergies = [...new Set([...here.person.allergies, ...noted.map(({ title }) => title)])];
  const person = { ...here.person, allergies: allergies.filter((title) => !wrong.has(title)) };
  people.set(here.personId, { ...here, person });
}

/** A form that is done counts as the last time, until the server's own list says so. */
function addForm(people: Map<string, PersonHere>, engine: SyncEngine, document: DocumentState): void {
  const here = people.get(knownId(engine, document.personId));
  const { form: code, answeredOn, doneAt } = formHead(document);
  const form = code && formHere(engine, code.id, code.version);
  if (!here || !form || !answeredOn || !doneAt) return;
  const before = here.before.find((one) => one.form === form.id);
  const times = (before?.times ?? []).filter(({ on }) => on !== answeredOn);
  const now = { on: answeredOn, version: form.version, answers: answersOfDocument(form, document) };
  const row: FormBeforeRow = { form: form.id, times: [now, ...times].toSorted((a, b) => b.on.localeCompare(a.on)) };
  people.set(here.personId, { ...here, before: [...here.before.filter((one) => one.form !== form.id), row] });
}

/** The registration of a person that the server has not taken yet, with its words where it was refused: it can still be corrected. */
export function openRegistration(
  engine: SyncEngine,
  personId: string,
): { document: DocumentState; refused?: string } | undefined {
  const entry = engine.outbox.find(
    ({ operation }) =>
      operation.kind === crewKinds.person && operation.personId === personId && 'name' in operation.set,
  );
  const document = entry && engine.document(entry.operation.documentId);
  return document && { document, ...(entry.state === 'refused' && { refused: entry.text ?? '' }) };
}

/** Attendances of a visit by person. */
export function attendancesHere(engine: SyncEngine, visitId: string): Map<string, DocumentState> {
  const found = new Map<string, DocumentState>();
  for (const document of documentsOf(engine, crewKinds.attendance))
    if (document.fields['visitId']?.some(({ value }) => value === visitId))
      found.set(knownId(engine, document.personId), document);
  return found;
}

export function formOf(engine: SyncEngine, attendanceId: string, form: string): DocumentState | undefined {
  return documentsOf(engine, crewKinds.form).find((document) => {
    const head = formHead(document);
    return head.attendanceId === attendanceId && head.form?.id === form;
  });
}
