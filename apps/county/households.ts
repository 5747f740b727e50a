// Invents the residents of one village: ages by the margins, couples, children, elders, put together to households.
import type { HouseholdRelation } from '#foundation/registry/contract.ts';
import { ages, eldersWithChildren, grownUpsWithParents, married, men, oldestYears, stepAt } from './margins.ts';
import type { Random } from './random.ts';

interface Resident {
  years: number;
  sex: 'male' | 'female';
  relation: HouseholdRelation;
}
export type HouseholdPlan = Resident[];

interface Person {
  years: number;
  sex: 'male' | 'female';
}
/** A couple or single grown-up with those who belong to them. */
interface Family {
  adults: Person[];
  children: Person[];
  /** Elders who moved in. */
  elders: Person[];
  grandchildren: Person[];
}

const grownUpYears = 22;

/** `count` people in households; ages are spread evenly over the age margin, so that small villages fit it too. */
export function householdsOf(count: number, random: Random): HouseholdPlan[] {
  const people = Array.from({ length: count }, (_, index) => {
    const years = ageAt((index + random.next()) / count, random);
    return { years, sex: random.chance(stepAt(men.value, years)) ? 'male' : 'female' } as Person;
  });
  const families = pairUp(
    people.filter((person) => person.years >= grownUpYears),
    random,
  );
  settleGrownUps(families, random);
  for (const child of random.shuffle(people.filter((person) => person.years < grownUpYears)))
    settleChild(families, child, random);
  settleElders(families, random);
  return families.map((family) => relate(family));
}

/** The age at a place between 0 (youngest) and 1 (oldest). */
function ageAt(place: number, random: Random): number {
  const total = ages.value.reduce((sum, [, share]) => sum + share, 0);
  let left = place * total;
  for (const [index, [from, share]] of ages.value.entries()) {
    const to = ages.value[index + 1]?.[0] ?? oldestYears;
    if (left < share || index === ages.value.length - 1) {
      // The open last group thins out quickly.
      const within = to === oldestYears ? Math.min(0.999, random.next() ** 2.2) : Math.min(0.999, left / share);
      return Math.floor(from + within * (to - from));
    }
    left -= share;
  }
  return 0;
}

function pairUp(adults: Person[], random: Random): Family[] {
  const single = new Set(adults.filter((person) => person.sex === 'male'));
  const families: Family[] = [];
  const family = (...members: Person[]): Family => ({ adults: members, children: [], elders: [], grandchildren: [] });
  for (const woman of random.shuffle(adults.filter((person) => person.sex === 'female'))) {
    const fitting = random.chance(stepAt(married.value, woman.years))
      ? [...single].filter((man) => man.years - woman.years >= -4 && man.years - woman.years <= 9)
      : [];
    if (fitting.length === 0) {
      families.push(family(woman));
      continue;
    }
    const husband = fitting.reduce((best, man) =>
      Math.abs(man.years - woman.years - 2) < Math.abs(best.years - woman.years - 2) ? man : best,
    );
    single.delete(husband);
    families.push(family(husband, woman));
  }
  for (const man of single) families.push(family(man));
  return families;
}

const eldest = (family: Family): number => Math.max(...family.adults.map((person) => person.years));
const motherYears = (family: Family): number =>
  (family.adults.find((person) => person.sex === 'female') ?? family.adults[0]!).years;
const isParentOf = (family: Family, years: number): boolean => {
  const gap = motherYears(family) - years;
  return gap >= 20 && gap <= 42;
};
const isCouple = (family: Family): boolean => family.adults.length === 2;

/** Unmarried young grown-ups live with parents where a fitting couple stands. */
function settleGrownUps(families: Family[], random: Random): void {
  for (const young of families.slice()) {
    if (isCouple(young) || eldest(young) > 40 || !random.chance(grownUpsWithParents.value)) continue;
    const parents = families.filter(
      (family) =>
        family !== young && isCouple(family) && isParentOf(family, eldest(young)) && family.children.length < 2,
    );
    if (parents.length === 0) continue;
    random.pick(parents).children.push(young.adults[0]!);
    families.splice(families.indexOf(young), 1);
  }
}

function settleChild(families: Family[], child: Person, random: Random): void {
  const parents = families.filter((family) => isParentOf(family, child.years) && family.children.length < 3);
  const couples = parents.filter((family) => isCouple(family) && family.children.length < 2);
  if (couples.length > 0) return void random.pick(couples).children.push(child);
  if (parents.length > 0) return void random.pick(parents).children.push(child);
  const grandparents = families.filter((family) => motherYears(family) - child.years >= 43);
  if (grandparents.length > 0) return void random.pick(grandparents).grandchildren.push(child);
  const anyone = families.toSorted((a, b) => b.adults.length - a.adults.length)[0];
  if (anyone) anyone.grandchildren.push(child);
  else families.push({ adults: [child], children: [], elders: [], grandchildren: [] });
}

function settleElders(families: Family[], random: Random): void {
  for (const old of families.slice()) {
    const share = isCouple(old) ? eldersWithChildren.value.couple : eldersWithChildren.value.alone;
    if (
      eldest(old) < 65 ||
      old.children.length + old.grandchildren.length + old.elders.length > 0 ||
      !random.chance(share)
    )
      continue;
    const young = families.filter(
      (family) => family !== old && family.elders.length === 0 && isParentOf(old, eldest(family)),
    );
    if (young.length === 0) continue;
    random.pick(young).elders.push(...old.adults);
    families.splice(families.indexOf(old), 1);
  }
}

/** The head is the man of the middle generation, or whoever is there. */
function relate({ adults, children, elders, grandchildren }: Family): HouseholdPlan {
  const [head, ...rest] = adults.toSorted((a, b) => (a.sex === b.sex ? b.years - a.years : a.sex === 'male' ? -1 : 1));
  return [
    { ...head!, relation: 'head' },
    ...rest.map((person) => ({ ...person, relation: 'spouse' as const })),
    ...children.map((person) => ({ ...person, relation: 'child' as const })),
    ...elders.map((person) => ({ ...person, relation: 'parent' as const })),
    ...grandchildren.map((person) => ({ ...person, relation: 'grandchild' as const })),
  ];
}
