// Spoken answers as the keys that mean the same: yes and no, numbers in words, an option by its text.
import type { Question } from '../template.ts';
import { keys, type Key } from './dtmf.ts';

const digits = '零一二三四五六七八九';
const yes = /^(是|是的|对|对的|有|嗯|好|好的|我是|我就是)$/;
const no = /^(不|不是|没|没有|否|不对|不是我|打错了)$/;
const again = /再说|重复|没听清|再讲/;
const never = /不要.*打|别.*打/;
const key = (text: string): Key | undefined => keys.find((one) => one === text);

/** Keys in their order; none where it can't be told what is meant. Without a question: the greeting. */
export function keysOfWords(spoken: string, question: Question | undefined): Key[] {
  const words = spoken.replaceAll(/[\s，。？！,.?!]/g, (mark) => (mark === '.' ? '.' : ''));
  if (again.test(words)) return ['*'];
  if (!question && never.test(words)) return ['9'];
  if (question?.kind === 'number') {
    const number = numberOf(words);
    return number === undefined ? [] : [...[...String(number)].map((one) => key(one === '.' ? '*' : one)!), '#'];
  }
  if (question?.kind === 'choice') {
    const place = question.options.findIndex(({ text }) => words.includes(text));
    if (place >= 0) return [key(String(place + 1))!];
  } else {
    if (no.test(words)) return ['2'];
    if (yes.test(words)) return ['1'];
  }
  const number = numberOf(words.replace(/^第|^选/, ''));
  const chosen = number === undefined ? undefined : key(String(number));
  return chosen ? [chosen] : [];
}

/** In words or in digits, with or without a decimal point; undefined for what is no number up to 9,999. */
export function numberOf(words: string): number | undefined {
  const text = words.replaceAll('两', '二').replaceAll('〇', '零').replaceAll('幺', '一');
  if (/^\d{1,4}(\.\d{1,2})?$/.test(text)) return Number(text);
  const [whole = '', rest] = text.split('点');
  const value = wholeOf(whole);
  if (value === undefined || rest === undefined) return value;
  const after = [...rest].map((one) => digits.indexOf(one));
  return after.length === 0 || after.includes(-1) ? undefined : Number(`${value}.${after.join('')}`);
}

function wholeOf(text: string): number | undefined {
  if (text === '') return undefined;
  if ([...text].every((one) => digits.includes(one)))
    return Number([...text].map((one) => digits.indexOf(one)).join(''));
  const match =
    /^(?:([一二三四五六七八九])千)?零?(?:([一二三四五六七八九])百)?零?(?:([一二三四五六七八九])?(十))?([一二三四五六七八九])?$/.exec(
      text,
    );
  if (!match) return undefined;
  const [thousands, hundreds, tens, ten, ones] = [match[1], match[2], match[3], match[4], match[5]];
  const of = (digit: string | undefined) => (digit ? digits.indexOf(digit) : 0);
  const small = of(ones);
  // A last digit without its place counts the next lower one ("one hundred five" is 150), unless a zero stands before it.
  const short = !ten && ones !== undefined && !text.includes('零');
  if (short && hundreds) return of(thousands) * 1_000 + of(hundreds) * 100 + small * 10;
  if (short && thousands) return of(thousands) * 1_000 + small * 100;
  return of(thousands) * 1_000 + of(hundreds) * 100 + (ten ? (tens ? of(tens) : 1) * 10 : 0) + small;
}
