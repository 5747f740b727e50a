// What a form says of its answers so far: which items are asked for, what is missing or wrong, what needs attention.
import type { Day } from '#platform/contract.ts';
import { faultOf, isAnswered } from './check-answers.ts';
import { holds, within, type Read } from './condition.ts';
import type { LocalText, Tone } from './content.ts';
import { compute } from './expression.ts';
import type { Answer, Answers, FormDefinition, FormItem, FormResult, ItemWarning, ToneBand } from './form.ts';

export const itemsOf = (form: FormDefinition): FormItem[] => form.sections.flatMap(({ items }) => items);

/** `today` bounds the days; answers of items that are not asked for are left out of the result. */
export function evaluateForm(form: FormDefinition, given: Answers, today: Day): FormResult {
  const answers: Record<string, Answer> = {};
  const asked: string[] = [];
  const missing: string[] = [];
  const faults = [];
  const warnings: ItemWarning[] = [];
  const sheet = askedAnswers(form, given);
  for (const item of itemsOf(form)) {
    if (!sheet.asks(item.key)) continue;
    asked.push(item.key);
    const answer = sheet.read(item.key);
    if (!isAnswered(answer)) {
      if (item.required) missing.push(item.key);
      continue;
    }
    const fault = faultOf(item, answer, today);
    if (fault) faults.push(fault);
    answers[item.key] = answer;
    const band = 'bands' in item && typeof answer === 'number' && !fault ? bandOf(item.bands, answer) : undefined;
    if (band?.text && band.tone !== 'normal') warnings.push({ key: item.key, tone: band.tone, text: band.text });
  }
  const found = { answers, asked, warnings };
  return missing.length + faults.length === 0
    ? { ...found, state: 'complete' }
    : { ...found, state: 'incomplete', missing, faults };
}

export function bandOf(
  bands: readonly ToneBand[] | undefined,
  value: number,
): { tone: Tone; text?: LocalText } | undefined {
  return bands?.find((band) => within(value, band));
}

/** Reads the answers of items that are asked for; the proof of the form excludes circles. */
function askedAnswers(form: FormDefinition, given: Answers): { asks: (key: string) => boolean; read: Read } {
  const places = new Map(
    form.sections.flatMap((section) => section.items.map((item) => [item.key, { section, item }] as const)),
  );
  const asked = new Map<string, boolean>();
  const asks = (key: string): boolean => {
    const before = asked.get(key);
    if (before !== undefined) return before;
    const place = places.get(key);
    const result =
      place !== undefined &&
      [place.section.enableWhen, place.item.enableWhen].every((when) => !when || holds(when, read) === true);
    asked.set(key, result);
    return result;
  };
  const read: Read = (key) => {
    const item = places.get(key)?.item;
    if (!item || !asks(key)) return undefined;
    if (item.kind !== 'computed') return given[key];
    const value = compute(item.of, read);
    return value === undefined ? undefined : Number(value.toFixed(item.decimals));
  };
  return { asks, read };
}
