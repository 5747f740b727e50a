// The check of definitions: whole ones pass, each planted fault is told in one sentence, and what passes can always be walked to an end.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkKind } from './check-kind.ts';
import type { OrderKind } from './order-kind.ts';
import { dueAtStep, isLegalPath, stepFault, transitionsFrom } from './step.ts';
import { trialKind } from './testing/trial-kind.ts';
import { isFinal, runningStates } from './walk-states.ts';

type Draft = { -readonly [Key in keyof OrderKind]: OrderKind[Key] };
const changed = (change: (draft: Draft) => void): OrderKind => {
  const draft = structuredClone(trialKind) as Draft;
  change(draft);
  return draft;
};
const take = trialKind.transitions['take']!;
const states = trialKind.states;
const taking = trialKind.clocks!['taking']!;

describe('a definition', () => {
  it('of a sound kind has no faults', () => expect(checkKind(trialKind)).toEqual([]));

  it.each<[string, (draft: Draft) => void, string]>([
    ['unknown initial', (d) => (d.initial = 'x'), 'begins in x, which is no state'],
    ['final initial', (d) => (d.initial = 'done'), 'begins in done, which is final'],
    [
      'unreachable state',
      (d) => (d.states = { ...states, lost: states['taken']! }),
      'no path leads from waiting to the state lost',
    ],
    [
      'no way out',
      (d) => (d.states = { ...states, done: { ...states['done']!, final: false } }),
      'nothing leads out of the state done',
    ],
    [
      'a circle without an end',
      (d) => {
        const { finish: _f, cancel: _c, lapse: _l, ...rest } = trialKind.transitions;
        d.transitions = rest;
        d.clocks = {};
      },
      'no path leads from the state waiting to a final one',
    ],
    [
      'leaving a final state',
      (d) => (d.transitions = { ...d.transitions, again: { ...take, from: ['done'] } }),
      'leaves the final state done',
    ],
    [
      'unknown target',
      (d) => (d.transitions = { ...d.transitions, take: { ...take, to: 'x' } }),
      'leads to x, which is no state',
    ],
    ['nobody may', (d) => (d.transitions = { ...d.transitions, take: { ...take, by: [] } }), 'may be done by nobody'],
    [
      'completion without result',
      (d) => (d.transitions = { ...d.transitions, take: { ...take, to: 'done' } }),
      'completes the order without a result',
    ],
    [
      'undeclared permission',
      (d) => (d.permissions = { 'orders.trial.place': ['gp'] }),
      'orders.trial.perform is not declared',
    ],
    [
      'needless permission',
      (d) => (d.permissions = { ...d.permissions, 'a.b.c': ['gp'] }),
      'nothing needs the permission a.b.c',
    ],
    [
      'a clock that never ends',
      (d) => (d.clocks = { taking: { ...taking, endsIn: ['waiting'] } }),
      'starts and ends in waiting',
    ],
    ['a clock that never starts', (d) => (d.clocks = { taking: { ...taking, startsIn: [] } }), 'never starts'],
    [
      'a clock with an unknown transition',
      (d) => (d.clocks = { taking: { ...taking, steps: [{ afterMinutes: 1, transition: 'x' }] } }),
      'takes the transition x, which there is not',
    ],
    [
      'a clock that runs where it cannot move',
      (d) => (d.clocks = { taking: { ...taking, endsIn: ['done'] } }),
      "may run in taken, where the transition lapse can't be taken",
    ],
    [
      'a message without text',
      (d) => (d.messages = { taken: d.messages['taken']! }),
      'the message late is sent, but has no text',
    ],
    [
      'a message never sent',
      (d) => (d.messages = { ...d.messages, idle: d.messages['taken']! }),
      'the message idle is never sent',
    ],
    [
      'a place that nobody fills',
      (d) =>
        (d.messages = {
          ...d.messages,
          late: { title: { zh: '{{who}}', en: '{{who}}' }, text: { zh: '一', en: 'a' } },
        }),
      'mentions who, which nobody fills in',
    ],
    [
      'a clock longer by a text',
      (d) => (d.clocks = { taking: { ...taking, longerBy: 'why' } }),
      'is longer by why, which is no number of the payload',
    ],
    ['a headline of nothing', (d) => (d.headline = 'x'), 'its headline x is no field'],
    ['a performer of no field', (d) => (d.performer = { by: 'field', field: 'why' }), 'no required organisation'],
    [
      'rating what is open',
      (d) => (d.rating = { by: ['person'], in: ['taken'] }),
      'rated in taken, which is no final state',
    ],
  ])('with %s is refused in one sentence', (_name, change, sentence) => {
    const faults = checkKind(changed(change));
    expect(
      faults.some((fault) => fault.includes(sentence)),
      faults.join('\n'),
    ).toBe(true);
    for (const fault of faults) expect(fault).toMatch(/^Order kind trial: .*\.$/);
  });
});

it('a step of a clock comes later by the length of the work', () => {
  const began = new Date('2026-11-22T08:00:00.000Z');
  const clock = { ...taking, longerBy: 'minutes' };
  expect(dueAtStep(clock, 0, { minutes: 240 }, began)).toEqual(new Date('2026-11-22T13:00:00.000Z'));
  expect(dueAtStep(clock, 0, {}, began)).toEqual(new Date('2026-11-22T09:00:00.000Z'));
  expect(dueAtStep(taking, 1, { minutes: 240 }, began)).toEqual(new Date('2026-11-22T10:00:00.000Z'));
  expect(dueAtStep(taking, 2, {}, began)).toBeUndefined();
});

/** Random kinds: states in any shape, most of them broken. */
const randomKind = fc
  .record({
    count: fc.integer({ min: 2, max: 6 }),
    finals: fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 3 }),
    arrows: fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 })), {
      minLength: 1,
      maxLength: 10,
    }),
    starts: fc.integer({ min: 0, max: 5 }),
    ends: fc.integer({ min: 0, max: 5 }),
  })
  .map(({ count, finals, arrows, starts, ends }): OrderKind => {
    const name = (index: number) => `s${index % count}`;
    const final = new Set(finals.map((index) => name(index)));
    const transitions = arrows.map(([from, to], index) => [
      `t${index}`,
      { ...trialKind.transitions['cancel']!, from: [name(from)], to: name(to) },
    ]);
    return {
      ...trialKind,
      initial: 's0',
      permissions: { 'orders.trial.place': ['gp'] },
      states: Object.fromEntries(
        Array.from({ length: count }, (_, index) => [
          name(index),
          { ...trialKind.states['taken']!, task: 'failed', ...(final.has(name(index)) && { final: true }) },
        ]),
      ) as OrderKind['states'],
      transitions: Object.fromEntries(transitions) as OrderKind['transitions'],
      clocks: {
        c: {
          ...taking,
          startsIn: [name(starts)],
          endsIn: [name(ends)],
          steps: [{ afterMinutes: 1, notice: { to: 'person', message: 'late' } }],
        },
      },
      messages: { late: trialKind.messages['late']! },
      rating: undefined as never,
    };
  });

describe('whatever passes the check', () => {
  it('never strands an order: every walk of steps can go on until it ends, and its history is legal', () => {
    let passed = 0;
    fc.assert(
      fc.property(randomKind, fc.infiniteStream(fc.nat()), (kind, choices) => {
        if (checkKind(kind).length > 0) return;
        passed += 1;
        const history: { version: number; transition?: string; from?: string; to: string }[] = [
          { version: 1, to: kind.initial },
        ];
        let state = kind.initial;
        for (let step = 0; step < 30 && !isFinal(kind, state); step += 1) {
          const steps = transitionsFrom(kind, state);
          expect(steps.length).toBeGreaterThan(0);
          const [name, transition] = steps[choices.next().value % steps.length]!;
          expect(stepFault(kind, state, name, new Set(['person']))).toBeUndefined();
          history.push({ version: history.length + 1, transition: name, from: state, to: transition.to });
          state = transition.to;
        }
        expect(isLegalPath(kind, history)).toBe(true);
        for (const final of Object.keys(kind.states).filter((one) => isFinal(kind, one)))
          expect(runningStates(kind, kind.clocks!['c']!).has(final)).toBe(false);
      }),
      { numRuns: 20_000, seed: 20_261_127 },
    );
    expect(passed).toBeGreaterThan(50);
  });

  it('a history with a wrong turn is not legal', () => {
    const good = [
      { version: 1, to: 'waiting' },
      { version: 2, transition: 'take', from: 'waiting', to: 'taken' },
    ];
    expect(isLegalPath(trialKind, good)).toBe(true);
    expect(isLegalPath(trialKind, [good[0]!, { ...good[1]!, version: 3 }])).toBe(false);
    expect(isLegalPath(trialKind, [...good, { version: 3, transition: 'take', from: 'waiting', to: 'taken' }])).toBe(
      false,
    );
    expect(isLegalPath(trialKind, [...good, { version: 3, transition: 'cancel', from: 'taken', to: 'done' }])).toBe(
      false,
    );
  });
});
