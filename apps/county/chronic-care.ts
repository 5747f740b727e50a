// Who of the demo's people with a chronic disease is looked after, and since when.
import { dayOf } from '#platform/contract.ts';
import type { ChronicCareLoad } from '#programmes/chronic-care/server/index.ts';
import { seededPart } from './identity.ts';
import { random } from './random.ts';

/** Share of those with a diagnosis who are enrolled (assumed). */
const enrolledShare = 0.78;
const longestDays = 1_500;
const dayMilliseconds = 86_400_000;

export const chronicCareLoadOf = (seed: number, now: Date): ChronicCareLoad => ({
  enrolledOn(personId, disease) {
    const draw = random(seed, 'chronic-care', `${seededPart(personId)} ${disease}`);
    if (!draw.chance(enrolledShare)) return undefined;
    return dayOf(new Date(now.getTime() - (30 + draw.below(longestDays)) * dayMilliseconds));
  },
});
