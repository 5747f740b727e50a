// A follow-up as a telephone call: what is said, what a key or a word means, and how it ends; the template and its evaluator decide what is asked.
import type { Day } from '#platform/contract.ts';
import { faultOf } from '#foundation/knowledge/rules/check-answers.ts';
import { evaluateForm, itemsOf } from '#foundation/knowledge/rules/evaluate-form.ts';
import type { Answer, Answers, FormDefinition } from '#foundation/knowledge/rules/form.ts';
import { abnormalAnswers, formOf } from '../template-form.ts';
import type { Question, Template } from '../template.ts';
import type { Key } from './dtmf.ts';
import { keysOfWords } from './spoken-words.ts';

export const callOutcomes = [
  'answered',
  'partly-answered',
  'refused',
  'wrong-person',
  'busy',
  'no-answer',
  'hung-up',
  'lost',
] as const;
/** `hung-up`: before anything was answered; `lost`: the server or the line broke off. */
export type CallOutcome = (typeof callOutcomes)[number];

export interface CallScript {
  template: Template;
  form: FormDefinition;
  /** As the person is addressed: a surname, nothing of the illness before they say who they are. */
  addressee: string;
  /** Words are understood, not only keys. */
  listens: boolean;
  today: Day;
}
export const scriptOf = (template: Template, addressee: string, listens: boolean, today: Day): CallScript => ({
  template,
  form: formOf(template, 'call', 1),
  addressee,
  listens,
  today,
});

export type CallInput = { key: Key } | { words: string } | { silence: true } | { gone: true };
export interface CallState {
  at: 'greeting' | 'question' | 'over';
  /** Of the question that is being asked. */
  question?: string;
  answers: Answers;
  /** Digits of a number so far. */
  typed: string;
  /** Wrong or missing answers to what is being asked. */
  misses: number;
  /** Left to the team: can't be answered by keys. */
  left: readonly string[];
  outcome?: CallOutcome;
}
export interface CallStep {
  state: CallState;
  /** Said now; whoever presses a key need not hear it to its end. */
  say: string;
}

/** What is asked is said so often before the call ends politely. */
const mostMisses = 2;
const mostDigits = 6;
const bye = '谢谢您，再见。';
const keysHelp = '重听请按星号键。';

export function beginCall(script: CallScript): CallStep {
  const state: CallState = { at: 'greeting', answers: {}, typed: '', misses: 0, left: [] };
  return { state, say: greeting(script) };
}

const greeting = ({ template, addressee }: CallScript): string =>
  `${template.greeting}这是自动打来的随访电话，想问您几个问题，几分钟就好。` +
  `您是${addressee}本人吗？是，请按1；不是，请按2；以后不要自动打来，请按9；${keysHelp}`;

export function hearCall(script: CallScript, state: CallState, input: CallInput): CallStep {
  if (state.at === 'over') return { state, say: '' };
  if ('gone' in input) return over(state, Object.keys(state.answers).length > 0 ? 'partly-answered' : 'hung-up', '');
  if ('words' in input) return hearWords(script, state, input.words);
  if ('silence' in input) return state.typed === '' ? missed(script, state) : finishNumber(script, state);
  return state.at === 'greeting' ? identify(script, state, input.key) : hearKey(script, state, input.key);
}

function over(state: CallState, outcome: CallOutcome, say: string): CallStep {
  return { state: { ...state, at: 'over', outcome }, say };
}

function identify(script: CallScript, state: CallState, key: Key): CallStep {
  if (key === '1') return askNext(script, state);
  if (key === '2') return over(state, 'wrong-person', `好的，打扰了。我们会请医护人员再联系。${bye}`);
  if (key === '9') return over(state, 'refused', `好的，以后不再自动打给您。${bye}`);
  if (key === '*') return { state, say: greeting(script) };
  return missed(script, state);
}

const questionOf = ({ template }: CallScript, { question }: CallState): Question =>
  template.questions.find(({ key }) => key === question)!;

function hearKey(script: CallScript, state: CallState, key: Key): CallStep {
  const question = questionOf(script, state);
  if (question.kind === 'number') {
    if (key === '#') return finishNumber(script, state);
    if (key === '*' && (state.typed === '' || !decimals(script, question)))
      return { state: { ...state, typed: '' }, say: wordsOf(script, question) };
    const typed = state.typed + (key === '*' ? '.' : key);
    return typed.length > mostDigits
      ? missed(script, { ...state, typed: '' })
      : { state: { ...state, typed }, say: '' };
  }
  if (key === '*') return { state, say: wordsOf(script, question) };
  if (key === '#' && !question.required) return askNext(script, pass(state, question.key));
  const answer = answerOfKey(question, key);
  return answer === undefined ? missed(script, state) : take(script, state, answer);
}

function answerOfKey(question: Question, key: Key): Answer | undefined {
  if (question.kind === 'yes-no') return key === '1' ? true : key === '2' ? false : undefined;
  if (question.kind === 'choice') return question.options[Number(key) - 1]?.code;
  return undefined;
}

function finishNumber(script: CallScript, state: CallState): CallStep {
  const question = questionOf(script, state);
  if (state.typed === '' && !question.required) return askNext(script, pass(state, question.key));
  const number = /^\d+(\.\d+)?$/.test(state.typed) ? Number(state.typed) : undefined;
  return number === undefined ? missed(script, { ...state, typed: '' }) : take(script, state, number);
}

function hearWords(script: CallScript, state: CallState, words: string): CallStep {
  const question = state.at === 'question' ? questionOf(script, state) : undefined;
  if (question?.kind === 'text') return words.trim() === '' ? missed(script, state) : take(script, state, words.trim());
  let step: CallStep | undefined;
  for (const key of keysOfWords(words, question)) {
    step = hearCall(script, step?.state ?? state, { key });
    if (step.state.at !== state.at || step.state.question !== state.question) break;
  }
  return step ?? missed(script, state);
}

function take(script: CallScript, state: CallState, answer: Answer): CallStep {
  const item = itemsOf(script.form).find(({ key }) => key === state.question)!;
  if (faultOf(item, answer, script.today)) return missed(script, { ...state, typed: '' });
  return askNext(script, { ...state, answers: { ...state.answers, [item.key]: answer } });
}

const pass = (state: CallState, key: string): CallState => ({ ...state, left: [...state.left, key] });

/** Asks again, or ends where it was asked often enough. */
function missed(script: CallScript, state: CallState): CallStep {
  const misses = state.misses + 1;
  const next = { ...state, misses, typed: '' };
  if (misses < mostMisses) {
    const again = state.at === 'greeting' ? greeting(script) : wordsOf(script, questionOf(script, state));
    return { state: next, say: `没有听清。${again}` };
  }
  const some = Object.keys(state.answers).length > 0;
  return over(next, some ? 'partly-answered' : 'no-answer', `没有听清您的回答，医护人员会再联系您。${bye}`);
}

function askNext(script: CallScript, state: CallState): CallStep {
  const { asked } = evaluateForm(script.form, state.answers, script.today);
  let { left } = state;
  for (const question of script.template.questions) {
    const { key } = question;
    if (!asked.includes(key) || state.answers[key] !== undefined || left.includes(key)) continue;
    if (question.kind === 'text' && !script.listens) {
      left = [...left, key];
      continue;
    }
    const next: CallState = { ...state, at: 'question', question: key, typed: '', misses: 0, left };
    return { state: next, say: wordsOf(script, question) };
  }
  return finish(script, { ...state, left });
}

function finish(script: CallScript, state: CallState): CallStep {
  const { template, form, today } = script;
  const whole = evaluateForm(form, state.answers, today).state === 'complete';
  const abnormal = abnormalAnswers(template, state.answers).length > 0;
  const advice = [
    ...(whole ? [] : ['还有问题要当面问，医护人员会再打给您。']),
    ...(abnormal
      ? [
          '您的回答里有要医生看一看的地方，家庭医生团队会联系您。',
          '要是现在胸口痛、喘不上气、手脚没力或说话不清，请马上打120。',
        ]
      : []),
    template.closing,
  ].join('');
  return over(state, whole ? 'answered' : 'partly-answered', `${advice}${bye}`);
}

const decimals = ({ form }: CallScript, { key }: Question): boolean => {
  const item = itemsOf(form).find((one) => one.key === key);
  return item?.kind === 'number' && item.step < 1;
};

function wordsOf(script: CallScript, question: Question): string {
  const skip = question.required ? '' : '不想回答，请按井号键；';
  switch (question.kind) {
    case 'yes-no':
      return `${question.text}是，请按1；否，请按2；${skip}${keysHelp}`;
    case 'choice':
      return `${question.text}${question.options.map(({ text }, at) => `${text}，请按${at + 1}；`).join('')}${skip}${keysHelp}`;
    case 'number':
      return `${question.text}请按数字，${decimals(script, question) ? '小数点按星号键，' : ''}按完再按井号键；${skip}先按星号键可以重听。`;
    case 'text':
      return `${question.text}请在这句话之后说。`;
  }
}
