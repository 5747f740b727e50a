// What crosses the wire of chronic care: registers, colours with their reasons, worklists, and what a doctor decides about them.
import { z } from 'zod';
import { route, type Day, type Instant, type Page } from '#platform/contract.ts';
import type { ChronicColour } from '#foundation/record/contract.ts';
import type { Sex } from '#foundation/registry/contract.ts';
import type { LocalText } from '#foundation/knowledge/rules/content.ts';
import { diseases, type Disease } from './rules/disease.ts';
import type { NetworkLevel } from './rules/network.ts';
import { registrationStatuses, type InclusionEvidence, type RegistrationStatus } from './rules/registration.ts';

export const permissions = {
  /** One person's registers, colours and their history. */
  read: 'chronic-care.register.read',
  /** Enrol, note that somebody declines, end. */
  write: 'chronic-care.register.write',
  override: 'chronic-care.colour.override',
  worklist: 'chronic-care.worklist.read',
  exportWorklist: 'chronic-care.worklist.export',
} as const;

/** Speaks when a colour or a status changes somewhere; ids only. */
export const worklistTopic = 'chronic-care.worklist';
export const personTopic = 'chronic-care.person';

export const colours = ['red', 'yellow', 'green'] as const;
const id = z.uuid();
const reason = z.string().trim().min(2).max(300);
export const personParams = z.object({ personId: id });
export type PersonParams = z.infer<typeof personParams>;
export const registrationParams = z.object({ personId: id, disease: z.enum(diseases) });
export type RegistrationParams = z.infer<typeof registrationParams>;

export interface ColourInput {
  key: string;
  value: number | string | boolean;
  /** UCUM. */
  unit?: string;
}
export interface ColourReason {
  colour: ChronicColour;
  rule: string;
  text: LocalText;
  inputs: ColourInput[];
}
export interface Registration {
  personId: string;
  disease: Disease;
  status: RegistrationStatus;
  evidence: InclusionEvidence;
  foundOn: Day;
  enrolledOn?: Day;
  /** What counts: the override where one is in force, else what the rule says. */
  colour?: ChronicColour;
  /** What the rule says. */
  reason?: ColourReason;
  policyVersion?: string;
  derivedAt?: Instant;
  /** Since when the rule's colour and reason stand. */
  changedAt?: Instant;
  override?: { colour: ChronicColour; reason: string; byName: string; at: Instant; untilOn: Day };
  lastContactOn?: Day;
  nextDueOn?: Day;
  /** The level of the network that looks after it; `moveTo` where the colour belongs to another one. */
  level?: { level: NetworkLevel; organisationName?: string; moveTo?: NetworkLevel };
  /** Asked for, and nobody has taken over yet. */
  handOver?: { orderId: string; toLevel: NetworkLevel; since: Instant; byName: string; dueAt?: Instant };
  version: number;
}
export interface ColourChange {
  changeId: string;
  disease: Disease;
  at: Instant;
  kind: 'rule' | 'override' | 'override-ended' | 'status';
  before?: ChronicColour;
  colour?: ChronicColour;
  reason?: ColourReason;
  byName?: string;
  note?: string;
}
export interface PersonRegisters {
  personId: string;
  registrations: Registration[];
  /** Newest first, at most a hundred. */
  history: ColourChange[];
  /** Diseases for which enrolment should be offered at this contact. */
  offers: Disease[];
  policy: { id: string; version: string; draft: boolean; source: LocalText };
}

export const enrolBody = z.strictObject({
  decision: z.enum(['enrol', 'decline', 'end']),
  /** Needed for everything but enrolling. */
  reason: reason.optional(),
});
export type EnrolBody = z.infer<typeof enrolBody>;
export const overrideBody = z.strictObject({
  colour: z.enum(colours),
  reason,
  /** The last day on which it holds, at most ninety days ahead. */
  untilOn: z.iso.date(),
});
export type OverrideBody = z.infer<typeof overrideBody>;

export const worklistSorts = ['urgency', 'name', 'due', 'changed'] as const;
export const worklistQuery = z.object({
  village: id.optional(),
  /** Staff member who answers for the village. */
  doctor: id.optional(),
  colour: z.enum(colours).optional(),
  disease: z.enum(diseases).optional(),
  status: z.enum(registrationStatuses).optional(),
  text: z.string().trim().max(50).optional(),
  sort: z.enum(worklistSorts).optional(),
  page: z
    .string()
    .regex(/^\d{1,6}$/)
    .optional(),
});
export type WorklistQuery = z.infer<typeof worklistQuery>;
export interface WorklistRow {
  personId: string;
  name: string;
  sex: Sex;
  birthOn?: Day;
  phone?: string;
  villageName: string;
  doctorName?: string;
  /** Strongest of all diseases. */
  colour?: ChronicColour;
  diseases: { disease: Disease; status: RegistrationStatus; colour?: ChronicColour; overridden: boolean }[];
  /** Of the disease with the strongest colour. */
  reason?: ColourReason;
  changedAt?: Instant;
  nextDueOn?: Day;
  simulated: boolean;
}
export interface WorklistReply extends Page<WorklistRow> {
  total: number;
  counts: Record<ChronicColour, number> & { toEnrol: number };
  villages: { villageId: string; name: string }[];
  doctors: { staffId: string; name: string }[];
  draft: boolean;
}

const person = '/api/people/:personId/chronic-care' as const;
export const chronicRoutes = {
  person: route<{ params: PersonParams; reply: PersonRegisters }>('GET', person),
  enrol: route<{ params: RegistrationParams; body: EnrolBody; reply: PersonRegisters }>(
    'POST',
    `${person}/:disease/enrolment`,
  ),
  override: route<{ params: RegistrationParams; body: OverrideBody; reply: PersonRegisters }>(
    'POST',
    `${person}/:disease/override`,
  ),
  endOverride: route<{ params: RegistrationParams; reply: PersonRegisters }>('DELETE', `${person}/:disease/override`),
  worklist: route<{ query: WorklistQuery; reply: WorklistReply }>('GET', '/api/chronic-care/people'),
} as const;
/** The worklist as a sheet: format=csv|xlsx and the filters of the list. */
export const worklistSheetPath = '/api/chronic-care/people-export';
