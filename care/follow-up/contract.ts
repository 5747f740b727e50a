// What crosses the wire of follow-up: templates, rounds over many people, what came of each, and the page behind a link.
import { z } from 'zod';
import { route, type Day } from '#platform/contract.ts';
import type { Answers, FormDefinition } from '#foundation/knowledge/rules/form.ts';
import { vitalRules } from '#foundation/record/rules/vitals.ts';
import { channels, type Channel } from './rules/reach.ts';
import type { CallOutcome } from './rules/telephone/call-dialogue.ts';
import { keys } from './rules/telephone/dtmf.ts';
import type { AbnormalAnswer } from './rules/template-form.ts';
import type { QuestionSum } from './rules/question-sums.ts';
import { diseases, type Template } from './rules/template.ts';

const key = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const text = z.string().max(200);
const head = {
  key,
  text,
  required: z.boolean(),
  after: z.strictObject({ key, is: z.string().max(40) }).optional(),
};
const kinds = Object.keys(vitalRules) as [keyof typeof vitalRules, ...(keyof typeof vitalRules)[]];
const question = z.discriminatedUnion('kind', [
  z.strictObject({
    ...head,
    kind: z.literal('number'),
    measure: z.enum(kinds),
    abnormalAbove: z.number().optional(),
    abnormalBelow: z.number().optional(),
  }),
  z.strictObject({
    ...head,
    kind: z.literal('choice'),
    options: z.array(z.strictObject({ code: key, text: z.string().max(60), abnormal: z.boolean().optional() })).max(20),
  }),
  z.strictObject({ ...head, kind: z.literal('yes-no'), abnormal: z.enum(['yes', 'no']).optional() }),
  z.strictObject({ ...head, kind: z.literal('text') }),
]);
export const templateSchema = z.strictObject({
  title: z.string().max(60),
  greeting: text,
  closing: text,
  disease: z.enum(diseases),
  questions: z.array(question).max(60),
});

const id = z.uuid();
export const templateParams = z.object({ templateId: id });
/** With the id made by the caller: sent twice, it is one. */
export const createTemplateBody = z.strictObject({ templateId: id, template: templateSchema });
export const changeTemplateBody = z.strictObject({ template: templateSchema });
export const publishBody = z.strictObject({ version: z.number().int().min(1) });
export interface TemplateShown {
  templateId: string;
  version: number;
  template: Template;
  authorName: string;
  changedAt: string;
  /** What rounds ask; absent while it is a draft only. */
  release?: number;
  releasedAt?: string;
  retired: boolean;
  /** Changed since the last release. */
  changed: boolean;
  mayChange: boolean;
}

const minuteOfDay = z.number().int().min(0).max(1_440);
/** When and how often people are asked, whatever the ways. */
export const reachTimesSchema = z.strictObject({
  fromMinute: minuteOfDay,
  toMinute: minuteOfDay,
  attempts: z.number().int().min(1).max(5),
  hoursBetween: z.number().int().min(1).max(168),
  openDays: z.number().int().min(1).max(30),
});
/** At least an hour of a day, or nobody could be reached. */
export const reachTimesBody = reachTimesSchema
  .extend({ fromOn: z.iso.date() })
  .refine(({ fromMinute, toMinute }) => toMinute - fromMinute >= 60, { path: ['toMinute'], message: 'hours' });
export type ReachTimesBody = z.infer<typeof reachTimesBody>;
export interface ReachTimesShown extends z.infer<typeof reachTimesSchema> {
  /** Nobody has set them: the values are this system's own. */
  assumed: boolean;
}

export const audienceQuery = z.object({
  disease: z.enum(['hypertension', 'diabetes', 'elderly', 'all']),
  villageId: id.optional(),
});
export type AudienceQuery = z.infer<typeof audienceQuery>;
export interface AudiencePerson {
  personId: string;
  name: string;
  age: number;
  villageName: string;
  hasPhone: boolean;
  hasAccount: boolean;
  /** A television of theirs has asked for questions lately. */
  hasTelevision: boolean;
  /** Has said that nobody shall ask. */
  refused: boolean;
}
export interface AudienceReply {
  people: AudiencePerson[];
  /** More live there than are shown. */
  cut: boolean;
  /** A line for calls by machine is plugged in; `simulated` in the demo. */
  voice: 'none' | 'ready' | 'simulated';
  /** When and how often somebody is asked from now on. */
  times: ReachTimesShown;
  villages: { villageId: string; name: string }[];
}

export const startRoundBody = z.strictObject({
  roundId: id,
  templateId: id,
  name: z.string().trim().min(1).max(60),
  personIds: z.array(id).min(1).max(2_000),
  channels: z.array(z.enum(channels)).min(1).max(channels.length),
});
export type StartRoundBody = z.infer<typeof startRoundBody>;
export const outreachStates = ['waiting', 'asked', 'answered', 'no-answer', 'refused', 'stopped'] as const;
export type OutreachState = (typeof outreachStates)[number];
export interface RoundShown {
  roundId: string;
  name: string;
  templateTitle: string;
  channels: Channel[];
  startedBy: string;
  startedAt: string;
  stoppedAt?: string;
  people: number;
  counts: Record<OutreachState, number>;
  abnormal: number;
  /** Answers by the way on which they came. */
  answeredBy: Partial<Record<Channel, number>>;
  /** Calls by machine, by how they ended; `running` ones have not. */
  calls: Partial<Record<CallOutcome | 'running', number>>;
}
export const roundParams = z.object({ roundId: id });
export const outreachesQuery = z.object({
  state: z.enum([...outreachStates, 'abnormal', 'staff']).optional(),
  /** A part of the name or the village's. */
  text: z.string().trim().max(50).optional(),
  sort: z.enum(['name', 'village', 'age']).optional(),
  page: z.coerce.number().int().min(0).optional(),
});
export type OutreachesQuery = z.infer<typeof outreachesQuery>;
export interface OutreachShown {
  personId: string;
  outreachId: string;
  name: string;
  age: number;
  phone?: string;
  villageName: string;
  state: OutreachState;
  channel?: Channel;
  attempts: number;
  nextAt?: string;
  answeredAt?: string;
  answeredBy?: Channel;
  /** The newest call by machine. */
  lastCall?: { at: string; outcome: CallOutcome | 'running' };
  abnormal: AbnormalAnswer[];
  orderId?: string;
}
export interface RoundReply {
  round: RoundShown;
  /** Of everybody who answered and whom the reader may see. */
  questions: QuestionSum[];
  outreaches: OutreachShown[];
  next?: number;
}
export const outreachParams = z.object({ personId: id, outreachId: id });
export interface OutreachReply {
  outreach: OutreachShown;
  form: FormDefinition;
  template: Template;
  /** While the state is not `answered`: what was answered in a call by machine until it ended. */
  answers?: Answers;
}
const answers = z.record(z.string(), z.union([z.string().max(300), z.number(), z.boolean(), z.array(z.string())]));
export const answerBody = z.strictObject({ answers });
export interface AnswerBody {
  answers: Answers;
}
export const callBody = z.strictObject({ outcome: z.enum(['no-answer', 'refused']) });
export type CallBody = z.infer<typeof callBody>;
export interface AnsweredReply {
  state: OutreachState;
  abnormal: number;
}

export const linkParams = z.object({ token: z.string().regex(/^[A-Za-z0-9_-]{22}$/) });
/** The page behind a link tells the surname alone. */
export interface LinkReply {
  state: 'open' | 'answered' | 'closed';
  title: string;
  greeting: string;
  closing: string;
  /** Shortened to the surname and stars. */
  name: string;
  today: Day;
  form?: FormDefinition;
}

/** What stands on the own television; others in the room read along, so the first screen names no illness. */
export interface TvReply {
  today: Day;
  items: { outreachId: string; from: string; greeting: string; closing: string; form: FormDefinition }[];
}
export const tvParams = z.object({ outreachId: id });

/** A call on one of the demo's phones: what the phone made out of the sound it heard. */
export interface PhoneCall {
  callId: string;
  at: string;
  /** Shortened as everywhere: 138****5678. */
  phone: string;
  state: 'ringing' | 'talking' | 'over';
  heard: string[];
  pressed: string;
}
export const phoneCallParams = z.object({ callId: id });
export const phoneCallBody = z.discriminatedUnion('action', [
  z.strictObject({ action: z.enum(['accept', 'reject', 'hang-up']) }),
  z.strictObject({ action: z.literal('press'), key: z.enum(keys) }),
  z.strictObject({ action: z.literal('say'), words: z.string().trim().min(1).max(100) }),
]);
export type PhoneCallBody = z.infer<typeof phoneCallBody>;

type OfTemplate = { params: { templateId: string } };
type OfRound = { params: { roundId: string } };
type OfOutreach = { params: { personId: string; outreachId: string } };
export const followUpRoutes = {
  templates: route<{ reply: { templates: TemplateShown[] } }>('GET', '/api/follow-up/templates'),
  template: route<OfTemplate & { reply: TemplateShown }>('GET', '/api/follow-up/templates/:templateId'),
  createTemplate: route<{ body: { templateId: string; template: Template }; reply: TemplateShown }>(
    'POST',
    '/api/follow-up/templates',
  ),
  changeTemplate: route<OfTemplate & { body: { template: Template }; reply: TemplateShown }>(
    'PUT',
    '/api/follow-up/templates/:templateId',
  ),
  publish: route<OfTemplate & { body: z.infer<typeof publishBody>; reply: TemplateShown }>(
    'POST',
    '/api/follow-up/templates/:templateId/releases',
  ),
  retire: route<OfTemplate & { reply: TemplateShown }>('POST', '/api/follow-up/templates/:templateId/retirement'),
  audience: route<{ query: AudienceQuery; reply: AudienceReply }>('GET', '/api/follow-up/audience'),
  startRound: route<{ body: StartRoundBody; reply: RoundShown }>('POST', '/api/follow-up/rounds'),
  rounds: route<{ reply: { rounds: RoundShown[] } }>('GET', '/api/follow-up/rounds'),
  round: route<OfRound & { query: OutreachesQuery; reply: RoundReply }>('GET', '/api/follow-up/rounds/:roundId'),
  stopRound: route<OfRound & { reply: RoundShown }>('POST', '/api/follow-up/rounds/:roundId/stop'),
  outreach: route<OfOutreach & { reply: OutreachReply }>('GET', '/api/people/:personId/follow-up/:outreachId'),
  /** Entered by somebody of the team on the phone. */
  answer: route<OfOutreach & { body: AnswerBody; reply: AnsweredReply }>(
    'POST',
    '/api/people/:personId/follow-up/:outreachId/answers',
  ),
  /** A call that brought no answers. */
  call: route<OfOutreach & { body: CallBody; reply: AnsweredReply }>(
    'POST',
    '/api/people/:personId/follow-up/:outreachId/calls',
  ),
  television: route<{ reply: TvReply }>('GET', '/api/my/follow-up/television'),
  answerTelevision: route<{ params: { outreachId: string }; body: AnswerBody; reply: TvReply }>(
    'POST',
    '/api/my/follow-up/television/:outreachId/answers',
  ),
  refuseTelevision: route<{ params: { outreachId: string }; reply: TvReply }>(
    'POST',
    '/api/my/follow-up/television/:outreachId/refusal',
  ),
  reachTimes: route<{ reply: ReachTimesShown }>('GET', '/api/follow-up/reach-policy'),
  setReachTimes: route<{ body: ReachTimesBody; reply: ReachTimesShown }>('POST', '/api/follow-up/reach-policy'),
  link: route<{ params: { token: string }; reply: LinkReply }>('GET', '/api/answer/:token'),
  answerLink: route<{ params: { token: string }; body: AnswerBody; reply: { state: 'answered' } }>(
    'POST',
    '/api/answer/:token',
  ),
  /** 404 outside of the demo. */
  phoneCalls: route<{ reply: { calls: PhoneCall[] } }>('GET', '/api/phone-simulator/calls'),
  phoneCall: route<{ params: { callId: string }; body: PhoneCallBody; reply: { calls: PhoneCall[] } }>(
    'POST',
    '/api/phone-simulator/calls/:callId',
  ),
  refuseLink: route<{ params: { token: string }; reply: { state: 'refused' } }>('POST', '/api/answer/:token/refusal'),
} as const;
/** Sheets (format=csv|xlsx): the rounds, and the people of one with their answers and the filters of its page. */
export const roundsSheetPath = '/api/follow-up/rounds-export';
export const roundSheetPath = '/api/follow-up/rounds/:roundId/export';
/** Somebody answered, or a round moved on. */
export const followUpTopic = 'follow-up.rounds';
