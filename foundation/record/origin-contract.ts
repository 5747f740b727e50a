// What crosses the wire of the origin of one entry: who wrote it, with what, through which system.
import { z } from 'zod';
import { isUuid, route, type Instant } from '#platform/contract.ts';
import type { Source } from './contract.ts';
import type { LifeSource } from './rules/life-source.ts';

export interface EntryOrigin {
  /** `Type/id` on /fhir. */
  resource: string;
  from: LifeSource;
  source: Source;
  simulated: boolean;
  /** Names of people and organisations, as written there or as the directory knows them. */
  by: string[];
  devices: string[];
  /** Address of the sending system. */
  system?: string;
  /** Numbers under which the sender knows it. */
  identifiers: string[];
  /** Newest first; more than one: it was corrected. */
  versions: { version: number; at: Instant }[];
  /** What Provenance resources say, newest first. */
  provenances: { recordedAt?: Instant; activity?: string; agents: string[] }[];
}
export const originParams = z.object({
  personId: z.string().refine(isUuid, 'uuid'),
  type: z.string().regex(/^[A-Z][A-Za-z]{1,40}$/),
  id: z.string().regex(/^[A-Za-z0-9.-]{1,64}$/),
});
export const originRoute = route<{ params: z.infer<typeof originParams>; reply: EntryOrigin }>(
  'GET',
  '/api/people/:personId/origins/:type/:id',
);
