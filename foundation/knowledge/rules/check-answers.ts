// Whether an answer fits its item: range, step, codes, length, day.
import type { Day } from '#platform/contract.ts';
import type { Answer, FormItem, ItemFault } from './form.ts';

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const dayMilliseconds = 86_400_000;
const daysBetween = (from: Day, to: Day): number => Math.round((Date.parse(to) - Date.parse(from)) / dayMilliseconds);
export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(day) + days * dayMilliseconds).toISOString().slice(0, 10);
}
/** Decimals of a step: 0.1 has one. */
export const decimalsOf = (step: number): number => (String(step).split('.')[1] ?? '').length;

export function faultOf(item: FormItem, answer: Answer, today: Day): ItemFault | undefined {
  const fault = (kind: ItemFault['kind'], parameters?: ItemFault['parameters']): ItemFault => ({
    key: item.key,
    kind,
    ...(parameters && { parameters }),
  });
  switch (item.kind) {
    case 'number': {
      if (typeof answer !== 'number' || !Number.isFinite(answer)) return fault('not-a-number');
      const [low, high] = item.range;
      if (answer < low || answer > high) return fault('out-of-range', { low, high });
      const steps = answer / item.step;
      return Math.abs(steps - Math.round(steps)) > 1e-6 ? fault('not-a-step', { step: item.step }) : undefined;
    }
    case 'choice':
      return item.options.some(({ code }) => code === answer) ? undefined : fault('unknown-code');
    case 'multi-choice': {
      if (!Array.isArray(answer)) return fault('unknown-code');
      const codes = answer as readonly string[];
      if (codes.some((code) => !item.options.some((option) => option.code === code))) return fault('unknown-code');
      return item.none !== undefined && codes.length > 1 && codes.includes(item.none) ? fault('excluding') : undefined;
    }
    case 'text':
      if (typeof answer !== 'string') return fault('too-long', { maximum: item.maxLength });
      return answer.length > item.maxLength ? fault('too-long', { maximum: item.maxLength }) : undefined;
    case 'date': {
      if (typeof answer !== 'string' || !dayPattern.test(answer) || Number.isNaN(Date.parse(answer)))
        return fault('not-a-day');
      if (!item.rangeDays) return undefined;
      const [earliest, latest] = item.rangeDays;
      const days = daysBetween(today, answer);
      return days < earliest || days > latest
        ? fault('day-out-of-range', { from: addDays(today, earliest), to: addDays(today, latest) })
        : undefined;
    }
    case 'yes-no':
      return typeof answer === 'boolean' ? undefined : fault('unknown-code');
    case 'signature':
      return typeof answer === 'string' && /^[\dMLml .,-]{1,20000}$/.test(answer) ? undefined : fault('unknown-code');
    case 'computed':
      return undefined;
  }
}

/** An empty answer is no answer. */
export const isAnswered = (answer: Answer | undefined): answer is Answer =>
  answer !== undefined && answer !== '' && !(Array.isArray(answer) && answer.length === 0);
