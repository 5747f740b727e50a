// What devices write of studies, what crews take along, and the queue of readings at the hospital.
import { z } from 'zod';
import { route, type Instant } from '#platform/contract.ts';

export const studyKind = 'diagnostics.study';
export const modalities = ['ecg', 'ultrasound', 'dr', 'laboratory'] as const;
export type Modality = (typeof modalities)[number];
export const urgencies = ['routine', 'urgent'] as const;
export type Urgency = (typeof urgencies)[number];

/** Entry of field `files`; the bytes come apart from it, in chunks. */
export interface StudyFile {
  attachmentId: string;
  name: string;
  mediaType: string;
  bytes: number;
}
/** Field `sent`: asked of a hospital. */
export interface SentOut {
  organisationId: string;
  organisationName: string;
  question: string;
  urgency: Urgency;
  at: Instant;
  byName: string;
}
/** Field `answer`: written by the server when a specialist has signed. */
export interface StudyAnswer {
  conclusion: string;
  advice?: string;
  critical: boolean;
  at: Instant;
  byName: string;
  organisationName: string;
}
/** Row kind `hospital`: where studies, referrals and calls can go. */
export interface HospitalRow {
  organisationId: string;
  name: string;
}

export const readingStates = ['waiting', 'reading', 'answered', 'withdrawn'] as const;
export type ReadingState = (typeof readingStates)[number];
export interface Reading {
  studyId: string;
  personId: string;
  personName: string;
  sex: string;
  birthOn?: string;
  modality: Modality;
  urgency: Urgency;
  question: string;
  state: ReadingState;
  sentAt: Instant;
  fromName: string;
  /** Minutes that a reading of this urgency may wait; assumed where the hospital has set none. */
  dueMinutes: number;
  readerName?: string;
  answeredAt?: Instant;
  critical: boolean;
  version: number;
  simulated: boolean;
}
export interface StudyFinding {
  code: string;
  name: string;
  value: number;
  unit: string;
  low?: number;
  high?: number;
  state: 'low' | 'normal' | 'high' | 'critical' | 'unknown';
}
export interface StudySheet {
  reading: Reading;
  findings: StudyFinding[];
  text?: string;
  /** `arrived`: all chunks have come. */
  files: (StudyFile & { arrived: boolean })[];
  answer?: StudyAnswer;
}

export const readingsQuery = z.object({
  state: z.enum(['open', 'answered']).optional(),
  modality: z.enum(modalities).optional(),
  text: z.string().max(40).optional(),
});
export type ReadingsQuery = z.infer<typeof readingsQuery>;
export const studyParams = z.object({ personId: z.uuid(), study: z.uuid() });
export const fileParams = studyParams.extend({ file: z.uuid() });
export const answerBody = z.strictObject({
  conclusion: z.string().trim().min(2).max(2_000),
  advice: z.string().trim().max(1_000).optional(),
  critical: z.boolean(),
  /** Of the reading that was seen. */
  version: z.number().int().min(1),
});
export type AnswerBody = z.infer<typeof answerBody>;

const study = '/api/people/:personId/studies/:study';
type OfStudy = { personId: string; study: string };
export const diagnosticsRoutes = {
  readings: route<{ query: ReadingsQuery; reply: { readings: Reading[]; assumed: boolean } }>(
    'GET',
    '/api/diagnostics/readings',
  ),
  study: route<{ params: OfStudy; reply: StudySheet }>('GET', study),
  /** Says that the asker reads it now. */
  open: route<{ params: OfStudy; reply: StudySheet }>('POST', `${study}/opening`),
  answer: route<{ params: OfStudy; body: AnswerBody; reply: StudySheet }>('POST', `${study}/answer`),
} as const;
export const studyFilePath = `${study}/files/:file`;
/** Live: `{}`, whenever a reading came in or was answered. */
export const readingsTopic = 'diagnostics.readings';
