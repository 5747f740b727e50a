// What people in the years of lung screening told of smoking, smoke of others, work and school: the lung models ask for it.
import type { AskedFact } from '#care/risk/rules/asked-facts.ts';
import { lungAnswers as margins } from './margins.ts';
import { random } from './random.ts';

type Answer = readonly [fact: AskedFact, value: boolean | number | string];

/** Drawn for the person alone: nothing else of the county changes with it. */
export function lungAnswersOf(person: { personId: string; years: number; nicotine: string }): Answer[] {
  const { othersAsked, ages, relative, passive, exposed, exposureYears, schooling, cigarettes, startedAt } =
    margins.value;
  const draw = random('lung answers', person.personId);
  const quit = { quit1to5: 1 + draw.below(5), quitOver5: 6 + draw.below(15) }[person.nicotine];
  const smokes = person.nicotine === 'current' || quit !== undefined;
  if (person.years < ages[0] || person.years > ages[1] || !(smokes || draw.chance(othersAsked))) return [];
  return [
    ['relative', draw.chance(relative)],
    ['passiveYears', draw.chance(passive) ? 5 + draw.below(30) : 0],
    ['exposureYears', draw.chance(exposed) ? 1 + draw.below(exposureYears) : 0],
    ['schooling', draw.weighted(schooling)],
    ...(smokes
      ? ([
          ['cigarettes', Math.max(1, Math.round(draw.normal(...cigarettes)))],
          ['smokedYears', Math.max(1, person.years - startedAt - (quit ?? 0) - draw.below(8))],
        ] as const)
      : []),
    ...(quit === undefined ? [] : ([['quitYears', quit]] as const)),
  ];
}
