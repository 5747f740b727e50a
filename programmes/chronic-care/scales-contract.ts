// What crosses the wire of scales: a person's filled ones with their results, and a new one that a clinician signs.
import { z } from 'zod';
import { route, type Instant } from '#platform/contract.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import type { Instrument, InstrumentResult } from '#foundation/knowledge/rules/instrument.ts';
import { scaleIds } from './rules/scales.ts';

export const scalePermissions = { read: 'chronic-care.scale.read', write: 'chronic-care.scale.write' } as const;

export interface FilledScale {
  scaleId: string;
  instrument: Instrument;
  answers: Answers;
  /** As the version that was filled in says. */
  result: InstrumentResult;
  at: Instant;
  signedBy: string;
}
export interface ScalesReply {
  /** What can be filled in today. */
  scales: Instrument[];
  /** Answered from the registry, where known: not asked. */
  known: Answers;
  /** Newest first. */
  filled: FilledScale[];
}
export const scaleBody = z.strictObject({
  /** Made by the screen: sent twice, it is one. */
  scaleId: z.uuid(),
  instrument: z.enum(scaleIds),
  version: z.string().max(20),
  answers: z.record(z.string().max(60), z.union([z.number(), z.boolean(), z.string().max(60)])),
});
export type ScaleBody = z.infer<typeof scaleBody>;

interface PersonParams extends Record<string, string> {
  personId: string;
}
const scales = '/api/people/:personId/scales' as const;
export const scaleRoutes = {
  read: route<{ params: PersonParams; reply: ScalesReply }>('GET', scales),
  sign: route<{ params: PersonParams; body: ScaleBody; reply: ScalesReply }>('POST', scales),
} as const;
