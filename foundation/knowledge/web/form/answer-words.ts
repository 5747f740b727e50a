// An answer in words: labels of codes, numbers with their unit.
import type { Answer, FormItem } from '../../rules/form.ts';
import type { LocalText } from '../../rules/content.ts';

export function answerWords(
  item: FormItem,
  answer: Answer,
  words: { text: (text: LocalText) => string; yes: string; no: string; signed: string },
): string {
  if ('options' in item) {
    const codes = Array.isArray(answer) ? (answer as readonly string[]) : [String(answer)];
    return item.options
      .filter(({ code }) => codes.includes(code))
      .map(({ label }) => words.text(label))
      .join('、');
  }
  if ('unit' in item) return `${String(answer)} ${words.text(item.unitLabel)}`;
  if (item.kind === 'yes-no') return answer === true ? words.yes : words.no;
  return item.kind === 'signature' ? words.signed : String(answer);
}
