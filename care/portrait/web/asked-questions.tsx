// What nobody can measure: how somebody smokes, moves, sleeps, and which medicines they take; answers go into the record, the index follows.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { ChoiceField, NumberField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { portraitRoutes, type AnswersBody, type PersonIndexReply } from '../contract.ts';
import { nicotineStates, personFacts, type PersonFact } from '../rules/asked.ts';
import { indexKey, portraitKey } from './use-index.ts';
import styles from './portrait.module.css';

type Given = boolean | number | string;
const numbers: Partial<Record<PersonFact, { unit: string; high: number; digits: 0 | 1 }>> = {
  activityMinutes: { unit: 'min/wk', high: 3_000, digits: 0 },
  sleepHours: { unit: 'h', high: 24, digits: 1 },
};

export function AskedQuestions({ personId, index }: { personId: string; index: PersonIndexReply }) {
  const { t, unit } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const known = new Map(
    index.terms.flatMap(({ inputs }) =>
      inputs.flatMap(({ key, value, origin }) => (origin === 'asked' ? [[key, value as Given] as const] : [])),
    ),
  );
  const [answers, setAnswers] = useState<Partial<Record<PersonFact, Given>>>({});
  const [typed, setTyped] = useState<Partial<Record<PersonFact, string>>>({});
  const [answersId, setAnswersId] = useState(() => crypto.randomUUID());
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const send = useMutation({
    mutationFn: () =>
      api.call(portraitRoutes.answer, {
        params: { personId },
        body: { answersId, answers: answers as AnswersBody['answers'] },
      }),
    onSuccess: (next) => {
      queries.setQueryData(indexKey(personId), next);
      void queries.invalidateQueries({ queryKey: portraitKey(personId) });
      void queries.invalidateQueries({ queryKey: ['risk', personId] });
      setAnswers({});
      setAnswersId(crypto.randomUUID());
      announce(t('portrait.answered'));
    },
    onError: (error) => setTroubles([{ text: (isFailure(error) && error.problem?.title) || t('ui.failure.fault') }]),
  });
  const give = (fact: PersonFact, value: Given | undefined) => {
    const { [fact]: _, ...rest } = answers;
    setAnswers(value === undefined ? rest : { ...rest, [fact]: value });
  };
  const save = () => {
    if (Object.keys(answers).length === 0) return setTroubles([{ text: t('portrait.nothingAnswered') }]);
    setTroubles([]);
    send.mutate();
  };
  return (
    <section id="portrait-questions" className={styles['card']} aria-label={t('portrait.questions')}>
      <h2>{t('portrait.questions')}</h2>
      <Form
        label={t('portrait.questions')}
        verb={t('portrait.save')}
        troubles={troubles}
        busy={send.isPending}
        onSubmit={save}
      >
        {personFacts.map((fact) => {
          const label = t(`portrait.question.${fact}`);
          const value = answers[fact] ?? known.get(fact);
          const number = numbers[fact];
          if (number)
            return (
              <NumberField
                key={fact}
                name={fact}
                label={label}
                unit={unit(number.unit)}
                range={{ possible: [0, number.high], digits: number.digits }}
                value={typed[fact] ?? (typeof value === 'number' ? String(value) : '')}
                onChange={(next) => {
                  setTyped({ ...typed, [fact]: next });
                  const given = Number(next);
                  give(fact, next.trim() !== '' && given >= 0 && given <= number.high ? given : undefined);
                }}
              />
            );
          if (fact === 'nicotine')
            return (
              <ChoiceField
                key={fact}
                name={fact}
                label={label}
                value={typeof value === 'string' ? value : undefined}
                onChange={(next) => give(fact, next)}
                choices={nicotineStates.map((code) => ({ value: code, label: t(`portrait.nicotine.${code}`) }))}
              />
            );
          return (
            <ChoiceField
              key={fact}
              name={fact}
              label={label}
              value={value === undefined ? undefined : value === true ? 'yes' : 'no'}
              onChange={(next) => give(fact, next === 'yes')}
              choices={(['yes', 'no'] as const).map((one) => ({ value: one, label: t(`portrait.${one}`) }))}
            />
          );
        })}
      </Form>
    </section>
  );
}
