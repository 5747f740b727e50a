// What crosses the wire of the managers' view: control rates, cascades of care, villages ranked; sums only, small ones hidden.
import { z } from 'zod';
import { route, type Day } from '#platform/contract.ts';
import { diseases, type Disease } from './rules/disease.ts';
import type { ShownCount, ShownShare } from './rules/suppression.ts';

export const cockpitPermission = 'chronic-care.cockpit.read';
/** Our own choice; public practice hides cells below five. */
export const smallestShown = 5;

export const cockpitQuery = z.object({ disease: z.enum(diseases).optional() });
export type CockpitQuery = z.infer<typeof cockpitQuery>;

/** Each step is a part of the one before. */
export const cascadeSteps = ['diagnosed', 'enrolled', 'followed', 'controlled'] as const;
export type CascadeStep = (typeof cascadeSteps)[number];

export interface RankedVillage {
  villageId: string;
  name: string;
  townshipName: string;
  /** Controlled of enrolled; absent where hidden. */
  numerator?: number;
  denominator?: number;
  hidden?: 'small' | 'beside';
}
export interface Cockpit {
  on: Day;
  disease: Disease;
  cascade: ({ step: CascadeStep } & ShownCount)[];
  colours: ({ colour: 'red' | 'yellow' | 'green' } & ShownCount)[];
  /** Of the enrolled: followed in time with the last value on target, and followed in time. */
  control: ShownShare;
  followed: ShownShare;
  /** Best first; hidden ones last. */
  villages: RankedVillage[];
  smallestShown: number;
  /** Everybody behind these sums is invented. */
  simulated: boolean;
  draft: boolean;
}
export const cockpitRoute = route<{ query: CockpitQuery; reply: Cockpit }>('GET', '/api/chronic-care/cockpit');
