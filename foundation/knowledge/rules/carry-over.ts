// "Same as last time": takes over the answers of a section that do not change from day to day.
import { isAnswered } from './check-answers.ts';
import type { Answer, Answers, FormSection } from './form.ts';

/** Answers of the section's items that carry over and are not answered yet; today's measurements are never among them. */
export function carriedOver(section: FormSection, now: Answers, before: Answers): Answers {
  return Object.fromEntries(
    section.items.flatMap((item): [string, Answer][] => {
      const answer = before[item.key];
      return item.carriesOver && isAnswered(answer) && !isAnswered(now[item.key]) ? [[item.key, answer]] : [];
    }),
  );
}
