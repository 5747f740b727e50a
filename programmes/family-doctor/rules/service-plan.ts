// When each promised service of a contract is due: the year in even parts, one service in each part, asked for as its end comes near.
import type { Day } from '#platform/contract.ts';
import { addDays, daysBetween } from './contract-stage.ts';

export const dueStates = ['overdue', 'due', 'later', 'done'] as const;
export type DueState = (typeof dueStates)[number];
export interface ServiceProgress {
  service: string;
  times: number;
  done: number;
  state: DueState;
  /** The next one is asked for from here on (it counts earlier too) ... */
  opensOn?: Day;
  /** ... and is late after this day. */
  dueOn?: Day;
  lastOn?: Day;
}

/** So many days before the end of its part a service is due; our own policy: a month is enough for an appointment. */
export const dueWindowDays = 30;

/** First and last day of part `index` (from 0) of a term in `parts` even parts; together they are the term, none overlap. */
export function partOf(term: { fromOn: Day; toOn: Day }, parts: number, index: number): { fromOn: Day; toOn: Day } {
  const days = daysBetween(term.fromOn, term.toOn) + 1;
  const start = Math.floor((index * days) / parts);
  const end = Math.floor(((index + 1) * days) / parts) - 1;
  return { fromOn: addDays(term.fromOn, start), toOn: addDays(term.fromOn, end) };
}

/** `performedOn`: days within the term on which it was done, in any order; more than promised counts as all. */
export function progressOf(
  item: { service: string; timesAYear: number },
  term: { fromOn: Day; toOn: Day },
  performedOn: readonly Day[],
  today: Day,
): ServiceProgress {
  const { service, timesAYear: times } = item;
  const done = performedOn.length;
  const lastOn = performedOn.toSorted().at(-1);
  const last = lastOn === undefined ? {} : { lastOn };
  if (done >= times) return { service, times, done, state: 'done', ...last };
  const part = partOf(term, times, done);
  const near = addDays(part.toOn, 1 - dueWindowDays);
  const opensOn = near > part.fromOn ? near : part.fromOn;
  const state = today > part.toOn ? 'overdue' : today >= opensOn ? 'due' : 'later';
  return { service, times, done, state, opensOn, dueOn: part.toOn, ...last };
}

const order: Record<DueState, number> = { overdue: 0, due: 1, later: 2, done: 3 };
/** What is late longest first. */
export const byUrgency = (
  one: Pick<ServiceProgress, 'state' | 'dueOn'>,
  other: Pick<ServiceProgress, 'state' | 'dueOn'>,
) => order[one.state] - order[other.state] || (one.dueOn ?? '9').localeCompare(other.dueOn ?? '9');

/** Of what was promised until today (each service by the parts that are over), how much was done; none twice. */
export function fulfilment(
  progress: readonly ServiceProgress[],
  term: { fromOn: Day; toOn: Day },
  today: Day,
): { done: number; promised: number } {
  let done = 0;
  let promised = 0;
  for (const one of progress) {
    const over = Array.from({ length: one.times }, (_, index) => partOf(term, one.times, index)).filter(
      ({ toOn }) => toOn < today,
    ).length;
    promised += over;
    done += Math.min(one.done, over);
  }
  return { done, promised };
}
