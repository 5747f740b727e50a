// What crosses the wire of the mobile CT screening: who is asked, slots, consent, the day, reports, and findings that are followed.
import { z } from 'zod';
import { route } from '#platform/contract.ts';
import type { ConsentText } from './rules/ct-screening/consent-text.ts';
import { caseClocks, followUpOutcomes, type CaseClock, type FollowUpOutcome } from './rules/ct-screening/follow-up.ts';
import { smokingStates, type LungFacts } from './rules/ct-screening/lung-facts.ts';
import type { CtPolicy } from './rules/ct-screening/policy.ts';
import {
  lobes,
  noduleTypes,
  reportCategories,
  sides,
  type CtReport,
  type Nodule,
} from './rules/ct-screening/report.ts';
import { ctAnswers, ctStages, type CtAnswer, type CtStage, type Eligibility } from './rules/ct-screening/stage.ts';

const id = z.uuid();
const day = z.iso.date();
const yearText = z.string().regex(/^20\d\d$/);
const short = z.string().trim().max(200);

export const ctPermissions = {
  /** Sums of stops and of the year. */
  read: 'roving.ct-screening.read',
  /** People of the own villages with their stage. */
  people: 'roving.ct-screening.people',
  /** One person, by staff who treat them, by themselves or their family. */
  person: 'roving.ct-screening.person',
  /** Answer, book, consent: for oneself, a family member, or at the desk. */
  answer: 'roving.ct-screening.answer',
  /** Run the rule, enter asked facts, invite. */
  invite: 'roving.ct-screening.invite',
  /** Check in, done or not done, worklist. */
  day: 'roving.ct-screening.day',
  report: 'roving.ct-screening.report',
  followUp: 'roving.ct-screening.follow-up',
} as const;

export interface CtStop {
  villageId: string;
  villageName: string;
  townshipName: string;
  /** Absent: the village has no stop in this year. */
  on?: string;
  slots: number;
  /** How far the rule has gone; absent: never run. */
  run?: { total: number; done: number; outsideAge: number; startedAt: string; finishedAt?: string };
  eligible: number;
  toAsk: number;
  invited: number;
  accepted: number;
  booked: number;
  waiting: number;
  scanned: number;
}
export interface CtStopsReply {
  year: number;
  stops: CtStop[];
  policy: CtPolicy;
  /** Nobody of the county has set a policy: what is assumed. */
  policyAssumed: boolean;
  rule: { id: string; version: string; draft: boolean };
}

export interface CtScreening {
  screeningId: string;
  personId: string;
  year: number;
  villageId: string;
  villageName: string;
  stage: CtStage;
  eligibility: Eligibility;
  reason: string;
  missing: string[];
  rule: string;
  ruleIsDraft: boolean;
  invitedAt?: string;
  invitedBy?: 'rule' | 'doctor';
  invitedName?: string;
  inviteReason?: string;
  answer?: CtAnswer;
  answeredAs?: 'self' | 'proxy' | 'desk';
  /** The village's stop in this year. */
  stopOn?: string;
  slotMinute?: number;
  consent?: { givenAt: string; as: 'self' | 'proxy' | 'desk'; version: string; hash: string; withdrawnAt?: string };
  arrivedAt?: string;
  accession?: string;
  scanAt?: string;
  scanReason?: string;
  /** When the report has to be there. */
  readingDueAt?: string;
  readingOverdue?: boolean;
  report?: CtReport & { signedName: string; signedAt: string };
  simulated: boolean;
}
export interface CtRow extends CtScreening {
  name: string;
  sex: string;
  age?: number;
  phone?: string;
}
export interface CtCase {
  caseId: string;
  personId: string;
  name: string;
  villageName: string;
  townshipName: string;
  finding: { nodule?: Nodule; text?: string };
  openedOn: string;
  dueOn: string;
  clock: CaseClock;
  doctorName: string;
  closedAs?: FollowUpOutcome;
  alarmed: boolean;
  escalated: boolean;
  results: { on: string; outcome: FollowUpOutcome; note: string; nextDueOn?: string; byName: string }[];
  simulated: boolean;
}
export interface CtPersonReply {
  screenings: CtScreening[];
  cases: CtCase[];
  /** Free minutes of the coming stop, by year. */
  free: { year: number; on: string; minutes: number[] }[];
  consentText: ConsentText & { hash: string };
}
export interface CtFigures {
  townshipId: string;
  townshipName: string;
  /** Absent: hidden, because few people stand behind it. */
  eligible?: number;
  invited?: number;
  accepted?: number;
  scanned?: number;
  positive?: number;
  inFollowUp?: number;
  overdue?: number;
  closed?: number;
}
/** One line of the worklist for the CT's console; DICOM modality worklist names stand beside each field in the guide. */
export interface CtWorklistItem {
  accessionNumber: string;
  patientId: string;
  patientName: string;
  patientSex: 'M' | 'F' | 'O';
  patientBirthDate?: string;
  modality: 'CT';
  scheduledProcedureStepStartDate: string;
  scheduledProcedureStepStartTime: string;
  requestedProcedureDescription: string;
}

export const ctPersonParams = z.object({ personId: id });
export const ctYearParams = z.object({ personId: id, year: yearText });
export const ctCaseParams = z.object({ personId: id, caseId: id });
type YearParams = z.infer<typeof ctYearParams>;
export const ctYearQuery = z.object({ year: yearText });
export const ctPeopleQuery = z.object({
  year: yearText,
  villageId: id.optional(),
  stage: z.enum(ctStages).optional(),
  text: short.optional(),
  page: z.string().max(10).optional(),
});
export const ctDayQuery = z.object({ on: day });
export const ctCaseFilters = z.object({
  clock: z.enum(caseClocks).optional(),
  villageId: id.optional(),
  text: short.optional(),
});
export const ctCasesQuery = ctCaseFilters.extend({ page: z.string().max(10).optional() });
export const ctEvaluationBody = z.object({
  year: z.number().int().min(2020).max(2100),
  villageIds: z.array(id).min(1).max(400),
});
export const ctInvitationsBody = z.object({ year: z.number().int().min(2020).max(2100), villageId: id });
export const ctInvitationBody = z.object({ reason: short.optional() });
export const ctAnswerBody = z.object({ answer: z.enum(ctAnswers) });
export const ctSlotBody = z.object({ minute: z.number().int().min(0).max(1440) });
export const ctConsentBody = z.object({ version: short.min(1), hash: z.string().length(64), name: short.min(2) });
const years = z.number().min(0).max(80).optional();
export const ctFactsBody = z.object({
  smoking: z.enum(smokingStates).optional(),
  packYears: z.number().min(0).max(200).optional(),
  quitYears: years,
  passiveYears: years,
  copd: z.boolean().optional(),
  exposureYears: years,
  relative: z.boolean().optional(),
});
export const ctScanBody = z.object({ done: z.boolean(), reason: short.optional() });
const followUpMonths = z.number().int().min(0).max(24);
export const ctReportBody = z.object({
  findings: z.string().trim().min(1).max(4000),
  nodules: z
    .array(
      z.object({
        side: z.enum(sides),
        lobe: z.enum(lobes),
        type: z.enum(noduleTypes),
        meanDiameterMillimetres: z.number().min(1).max(100),
        followUpMonths,
      }),
    )
    .max(20),
  otherFindings: z.array(z.object({ text: z.string().trim().min(1).max(400), followUpMonths })).max(20),
  category: z.enum(reportCategories),
  conclusion: z.string().trim().min(1).max(2000),
});
export const ctResultBody = z.object({
  /** Made by the sender: sent twice, it is written once. */
  resultId: id,
  outcome: z.enum(followUpOutcomes),
  on: day,
  note: z.string().trim().max(1000),
  nextDueOn: day.optional(),
});
const minutes = z.number().int().min(0).max(1440);
export const ctPolicyBody = z.object({
  fromOn: day,
  policy: z.object({
    firstMinute: minutes,
    lastMinute: minutes,
    pauseFromMinute: minutes,
    pauseToMinute: minutes,
    minutesEach: z.number().int().min(3).max(120),
    readingHours: z.number().int().min(1).max(720),
    remindDays: z.number().int().min(0).max(90),
    institutionDays: z.number().int().min(0).max(180),
    stableResults: z.number().int().min(1).max(10),
  }),
});

const person = '/api/people/:personId/ct-screenings';
const ofYear = `${person}/:year` as const;
const lists = '/api/roving/ct-screening';
type OnPerson<Body> = { params: YearParams; body: Body; reply: CtScreening };

export const ctRoutes = {
  person: route<{ params: { personId: string }; reply: CtPersonReply }>('GET', person),
  invite: route<OnPerson<z.infer<typeof ctInvitationBody>>>('POST', `${ofYear}/invitation`),
  answer: route<OnPerson<z.infer<typeof ctAnswerBody>>>('POST', `${ofYear}/answer`),
  book: route<OnPerson<z.infer<typeof ctSlotBody>>>('POST', `${ofYear}/slot`),
  release: route<{ params: YearParams; reply: CtScreening }>('POST', `${ofYear}/slot-release`),
  wait: route<{ params: YearParams; reply: CtScreening }>('POST', `${ofYear}/waiting`),
  consent: route<OnPerson<z.infer<typeof ctConsentBody>>>('POST', `${ofYear}/consent`),
  withdraw: route<{ params: YearParams; reply: CtScreening }>('POST', `${ofYear}/consent-withdrawal`),
  facts: route<OnPerson<LungFacts>>('POST', `${ofYear}/facts`),
  arrive: route<{ params: YearParams; reply: CtScreening }>('POST', `${ofYear}/arrival`),
  scan: route<OnPerson<z.infer<typeof ctScanBody>>>('POST', `${ofYear}/scan`),
  report: route<OnPerson<z.infer<typeof ctReportBody>>>('POST', `${ofYear}/report`),
  result: route<{
    params: z.infer<typeof ctCaseParams>;
    body: z.infer<typeof ctResultBody>;
    reply: { cases: CtCase[] };
  }>('POST', '/api/people/:personId/ct-cases/:caseId/results'),
  stops: route<{ query: z.infer<typeof ctYearQuery>; reply: CtStopsReply }>('GET', `${lists}/stops`),
  evaluate: route<{ body: z.infer<typeof ctEvaluationBody>; reply: { villages: number } }>(
    'POST',
    `${lists}/evaluation`,
  ),
  people: route<{
    query: z.infer<typeof ctPeopleQuery>;
    reply: { items: CtRow[]; total: number; next?: string };
  }>('GET', `${lists}/people`),
  inviteAll: route<{ body: z.infer<typeof ctInvitationsBody>; reply: { invited: number } }>(
    'POST',
    `${lists}/invitations`,
  ),
  day: route<{ query: z.infer<typeof ctDayQuery>; reply: { items: CtRow[] } }>('GET', `${lists}/day`),
  worklist: route<{ query: z.infer<typeof ctDayQuery>; reply: { items: CtWorklistItem[] } }>(
    'GET',
    `${lists}/worklist`,
  ),
  readings: route<{ reply: { items: CtRow[] } }>('GET', `${lists}/readings`),
  cases: route<{
    query: z.infer<typeof ctCasesQuery>;
    reply: { items: CtCase[]; total: number; next?: string; counts: Record<CaseClock, number> };
  }>('GET', `${lists}/cases`),
  figures: route<{
    query: z.infer<typeof ctYearQuery>;
    reply: { year: number; townships: CtFigures[]; fewest: number; someHidden: boolean };
  }>('GET', `${lists}/figures`),
  setPolicy: route<{ body: z.infer<typeof ctPolicyBody>; reply: { policy: CtPolicy; fromOn: string } }>(
    'POST',
    `${lists}/policy`,
  ),
} as const;
