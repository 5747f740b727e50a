// Both scales walked over all their answers: grades change exactly at their bounds, and the list follows the policy.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shippedInstrument } from '#foundation/knowledge/server/test-library.ts';
import { evaluateInstrument } from '#foundation/knowledge/rules/evaluate-instrument.ts';
import { entersList, isDisabled, usualEntryPolicy } from './entry-policy.ts';
import { judgeRisk, type RiskQuestion } from './catalogue-item.ts';

const gradesOf = {
  'elderly-self-care': (score: number) =>
    score >= 19 ? 'dependent' : score >= 9 ? 'moderate' : score >= 4 ? 'mild' : 'able',
  barthel: (score: number) =>
    score <= 40 ? 'severe' : score <= 60 ? 'moderate' : score < 100 ? 'mild' : 'independent',
} as const;

it.each(['elderly-self-care', 'barthel'] as const)('%s grades every mixture of answers by its bounds', (id) => {
  const { content } = shippedInstrument(id);
  const choices = content.inputs.flatMap((input) =>
    input.kind === 'choice' ? [{ key: input.key, codes: input.options.map(({ code }) => code) }] : [],
  );
  const answers = fc.tuple(...choices.map(({ key, codes }) => fc.constantFrom(...codes).map((code) => [key, code])));
  const points = (key: string, code: string) => {
    const derived = content.derived.find((one) => 'of' in one && one.of === key && 'choices' in one);
    return derived && 'choices' in derived ? derived.choices[code]! : Number.NaN;
  };
  fc.assert(
    fc.property(answers, (chosen) => {
      const values = Object.fromEntries(chosen) as Record<string, string>;
      const score = Object.entries(values).reduce((sum, [key, code]) => sum + points(key, code), 0);
      const result = evaluateInstrument(content, { age: 80, ...values });
      expect(result).toMatchObject({ state: 'complete', row: gradesOf[id](score), score: { value: score } });
      expect(isDisabled(id, score, usualEntryPolicy)).toBe(
        ['moderate', 'dependent', 'severe'].includes(gradesOf[id](score)),
      );
    }),
    { numRuns: 400 },
  );
});

it('the Barthel index is a draft until its grades are compared with the standard', () => {
  expect(shippedInstrument('barthel').content.status).toBe('draft');
});

it('young people and people who got better stay off the list', () => {
  expect(entersList({ instrument: 'barthel', score: 40 }, 64, usualEntryPolicy)).toBe(false);
  expect(entersList({ instrument: 'barthel', score: 60 }, 65, usualEntryPolicy)).toBe(true);
  expect(entersList({ instrument: 'barthel', score: 65 }, 80, usualEntryPolicy)).toBe(false);
  expect(entersList({ instrument: 'elderly-self-care', score: 9 }, 80, usualEntryPolicy)).toBe(true);
});

it('one answer against it refuses, however many are missing', () => {
  const question = (key: string, refusesWhen: RiskQuestion['refusesWhen']) => ({ key, text: key, refusesWhen });
  const riskQuestions = [question('fever', 'yes'), question('conscious', 'no'), question('alone', 'never')];
  fc.assert(
    fc.property(
      fc.record({
        fever: fc.option(fc.constantFrom('yes' as const, 'no' as const), { nil: undefined }),
        conscious: fc.option(fc.constantFrom('yes' as const, 'no' as const), { nil: undefined }),
        alone: fc.option(fc.constantFrom('yes' as const, 'no' as const), { nil: undefined }),
      }),
      (given) => {
        const answers = Object.fromEntries(Object.entries(given).filter(([, value]) => value)) as Record<
          string,
          'yes' | 'no'
        >;
        const verdict = judgeRisk({ riskQuestions }, answers);
        if (given.fever === 'yes' || given.conscious === 'no') expect(verdict.state).toBe('refused');
        else expect(verdict.state).toBe(Object.keys(answers).length === 3 ? 'acceptable' : 'unanswered');
      },
    ),
  );
});
