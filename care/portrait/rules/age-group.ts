// Among whom somebody's index is placed: the same five years of age, sex and township; too few people give no place.

export const groupYears = 5;
/** Everybody from here on is one group. */
export const oldestFrom = 85;
/** Own policy: below it a place says more about chance, and about neighbours, than about the person. */
export const fewestPeople = 20;

export const ageFrom = (age: number): number => Math.min(oldestFrom, Math.floor(age / groupYears) * groupYears);
/** Last year of the group; nothing for the oldest. */
export const ageTo = (from: number): number | undefined => (from >= oldestFrom ? undefined : from + groupYears - 1);

/** Per cent of the group that stand below, those who stand equal counted half; itself among them. */
export const percentile = ({ below, equal, people }: { below: number; equal: number; people: number }): number =>
  Math.round((100 * (below + equal / 2)) / people);
