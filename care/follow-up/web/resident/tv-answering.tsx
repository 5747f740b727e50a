// The questions one after the other, with the way back; the last answer sends them all.
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Day } from '#platform/contract.ts';
import { evaluateForm, itemsOf } from '#foundation/knowledge/rules/evaluate-form.ts';
import type { Answer, Answers } from '#foundation/knowledge/rules/form.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { followUpRoutes, type TvReply } from '../../contract.ts';
import { TvButton, TvScreen } from './tv-keys.tsx';
import { TvQuestion } from './tv-question.tsx';
import styles from './tv.module.css';

export function TvAnswering({
  item: { outreachId, form },
  today,
  onDone,
  onLeave,
}: {
  item: TvReply['items'][number];
  today: Day;
  onDone: (reply: TvReply) => void;
  onLeave: () => void;
}) {
  const { t } = useWords();
  const api = useApi();
  const [answers, setAnswers] = useState<Answers>({});
  const [key, setKey] = useState(itemsOf(form)[0]!.key);
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const send = useMutation({
    mutationFn: (whole: Answers) =>
      api.call(followUpRoutes.answerTelevision, { params: { outreachId }, body: { answers: whole } }),
    onSuccess: onDone,
  });
  const item = itemsOf(form).find((one) => one.key === key)!;
  const { asked } = evaluateForm(form, answers, today);
  const at = asked.indexOf(key);
  const goTo = (next: string) => {
    setKey(next);
    setTyped('');
    setWrong(false);
  };
  const on = (given: Answers) => {
    setAnswers(given);
    const after = evaluateForm(form, given, today);
    if (after.state === 'incomplete' && after.faults.some((fault) => fault.key === key)) return setWrong(true);
    // An answer may open or close what follows.
    const next = after.asked[after.asked.indexOf(key) + 1];
    return next === undefined ? send.mutate(after.answers) : goTo(next);
  };
  const give = (answer: Answer) => on({ ...answers, [key]: answer });
  const skip = () => {
    const { [key]: _skipped, ...rest } = answers;
    on(rest);
  };
  return (
    <TvScreen name={key}>
      <p className="quiet">{t('followUp.tv.progress', { at: at + 1, count: asked.length })}</p>
      <h1>{item.label.zh}</h1>
      <div className={styles['choices']}>
        <TvQuestion item={item} typed={typed} type={setTyped} give={give} />
      </div>
      {wrong && (
        <p role="alert" className={styles['wrong']}>
          {t('followUp.tv.wrong')}
        </p>
      )}
      {send.error && <Failure error={send.error} />}
      <div className={styles['row']}>
        {!item.required && (
          <TvButton quiet onPress={skip}>
            {t('followUp.tv.skip')}
          </TvButton>
        )}
        <TvButton quiet onPress={() => (at > 0 ? goTo(asked[at - 1]!) : onLeave())}>
          {t('followUp.tv.back')}
        </TvButton>
      </div>
    </TvScreen>
  );
}
