// What is typed about a person: what the ID number says of it, its troubles, and what is sent.
import {
  personStatuses,
  type EditPersonBody,
  type HouseholdRelation,
  type PersonFacts,
  type PersonStatus,
  type RegisterPersonBody,
  type Sex,
} from '../../contract.ts';
import { idNumberCode, checkPerson } from '../../rules/person.ts';
import { readIdNumber } from '../../rules/id-number.ts';

export interface PersonDraft {
  idNumber: string;
  name: string;
  sex: Sex | '';
  birthOn: string;
  healthCard: string;
  phone: string;
  villageId: string;
  address: string;
  /** Empty: a household of one's own when registered, the present one when edited. */
  householdId: string;
  householdRelation: HouseholdRelation | '';
  status: PersonStatus;
  deceasedOn: string;
  movedAwayOn: string;
}
export type PersonField = keyof PersonDraft;
export interface PersonTrouble {
  field: PersonField;
  /** `registry.issue.<code>` is its text. */
  code: string;
}

export const emptyPerson = (): PersonDraft => ({
  idNumber: '',
  name: '',
  sex: '',
  birthOn: '',
  healthCard: '',
  phone: '',
  villageId: '',
  address: '',
  householdId: '',
  householdRelation: '',
  status: 'active',
  deceasedOn: '',
  movedAwayOn: '',
});

export const draftOf = (facts: PersonFacts): PersonDraft => ({
  idNumber: facts.idNumber ?? '',
  name: facts.name,
  sex: facts.sex,
  birthOn: facts.birthOn ?? '',
  healthCard: facts.healthCard ?? '',
  phone: facts.phone ?? '',
  villageId: facts.villageId ?? '',
  address: facts.address ?? '',
  householdId: facts.householdId ?? '',
  householdRelation: facts.householdRelation ?? '',
  status: facts.status,
  deceasedOn: facts.deceasedOn ?? '',
  movedAwayOn: facts.movedAwayOn ?? '',
});

/** A whole number decides birth date and sex; a number still being typed decides nothing. */
export function withIdNumber(idNumber: string): Partial<PersonDraft> {
  const read = readIdNumber(idNumber);
  return { idNumber, ...(read.ok && { birthOn: read.birthOn, sex: read.sex }) };
}

/** The fault to say while the number is typed: none before it is long enough to be judged. */
export function idNumberTrouble(typed: string): string | undefined {
  const text = typed.replace(/[\s-]/g, '');
  if (text === '') return undefined;
  const read = readIdNumber(text);
  if (read.ok) return undefined;
  const unfinished = text.length < 18 && /^\d*x?$/i.test(text);
  return unfinished ? undefined : idNumberCode(read.fault).replace('registry.', '');
}

const plain = (code: string) => code.replace(/^registry\./, '');
/** What was filled in, and nothing that a screen keeps beside the person. */
const given = (draft: Partial<PersonDraft>): Record<string, string> =>
  Object.fromEntries(
    (Object.keys(emptyPerson()) as PersonField[])
      .map((field) => [field, draft[field]?.trim() ?? ''] as const)
      .filter(([, text]) => text !== ''),
  );

export const newPersonTroubles = (draft: PersonDraft, today: string): PersonTrouble[] => [
  ...missing(draft),
  ...ruled(newPerson(draft), today),
];

const missing = (draft: PersonDraft): PersonTrouble[] => [
  ...(draft.name.trim() ? [] : [{ field: 'name' as const, code: 'name-missing' }]),
  ...(draft.sex ? [] : [{ field: 'sex' as const, code: 'sex-missing' }]),
  ...(draft.birthOn ? [] : [{ field: 'birthOn' as const, code: 'birth-missing' }]),
];

function ruled(fields: RegisterPersonBody | EditPersonBody, today: string): PersonTrouble[] {
  const checked = checkPerson(fields, today);
  if (checked.ok) return [];
  return (checked.problem.issues ?? []).map((issue) => ({ field: issue.path as PersonField, code: plain(issue.code) }));
}

export function newPerson(draft: PersonDraft): RegisterPersonBody {
  const { status: _status, deceasedOn: _deceased, movedAwayOn: _moved, ...fields } = draft;
  // Whoever has a household of their own is its head: the server says so.
  const householdRelation = fields.householdId ? fields.householdRelation : '';
  return given({ ...fields, householdRelation }) as unknown as RegisterPersonBody;
}

/** Fields whose emptiness can be sent: an empty text takes them away. */
const removable: readonly PersonField[] = ['idNumber', 'healthCard', 'phone', 'address'];

/** Only what differs from the base, so that a change never undoes another's. */
export function changesOf(base: PersonDraft, draft: PersonDraft): EditPersonBody {
  const changed = (Object.keys(draft) as PersonField[]).flatMap((field) => {
    const text = draft[field].trim();
    if (text === base[field] || (text === '' && !removable.includes(field))) return [];
    return [[field, text] as const];
  });
  const body = Object.fromEntries(changed) as EditPersonBody & Record<string, string>;
  // The day goes with its state, and only with it.
  if (draft.status !== 'deceased') delete body.deceasedOn;
  if (draft.status !== 'moved-away') delete body.movedAwayOn;
  if (body.status === 'deceased' && draft.deceasedOn) body.deceasedOn = draft.deceasedOn;
  if (body.status === 'moved-away' && draft.movedAwayOn) body.movedAwayOn = draft.movedAwayOn;
  return body;
}

export function changeTroubles(base: PersonDraft, draft: PersonDraft, today: string): PersonTrouble[] {
  const body = changesOf(base, draft);
  const whole = { ...given({ idNumber: draft.idNumber, sex: draft.sex, birthOn: draft.birthOn }), ...body };
  const status = personStatuses.includes(draft.status) && draft.status !== 'active' ? statusDay(draft) : [];
  return [...missing(draft), ...status, ...ruled(whole as EditPersonBody, today)].filter(
    (one, at, all) => all.findIndex((other) => other.field === one.field) === at,
  );
}

const statusDay = (draft: PersonDraft): PersonTrouble[] => {
  const field = draft.status === 'deceased' ? 'deceasedOn' : 'movedAwayOn';
  return draft[field] ? [] : [{ field, code: 'day-missing' }];
};

export interface TheirChange {
  field: PersonField;
  theirs: string;
  /** Present where both changed the field: what stands in the form. */
  mine?: string;
}

/** Somebody else was faster: their changes come in, one's own typing stays. */
export function rebase(base: PersonDraft, newer: PersonDraft, draft: PersonDraft) {
  const merged = { ...newer };
  const theirs: TheirChange[] = [];
  for (const field of Object.keys(draft) as PersonField[]) {
    const mine = draft[field] !== base[field];
    if (mine) Object.assign(merged, { [field]: draft[field] });
    if (newer[field] !== base[field] && newer[field] !== draft[field])
      theirs.push({ field, theirs: newer[field], ...(mine && { mine: draft[field] }) });
  }
  return { merged, theirs };
}
