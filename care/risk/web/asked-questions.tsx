// What nobody can measure: smoking, family, work and movement, asked as far as they concern somebody; the answers go into the record and the results follow.
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAnnounce } from '#platform/ui/actions/undo.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { ChoiceField, NumberField } from '#platform/ui/form/fields.tsx';
import { Form, type FormTrouble } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { isFailure } from '#platform/ui/api/failure.ts';
import { riskRoutes, type PersonRisk } from '../contract.ts';
import { askedFactKeys, isAskedOf, questionOf, type AskedFact, type FactQuestion } from '../rules/asked-facts.ts';
import { riskKey } from './use-risk.ts';
import { ownUnits } from './used-values.tsx';
import styles from './risk.module.css';

export function AskedQuestions({ personId, risk }: { personId: string; risk: PersonRisk }) {
  const { t } = useWords();
  const api = useApi();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const known = new Map(risk.values.flatMap(({ key, value, origin }) => (origin === 'asked' ? [[key, value]] : [])));
  const [answers, setAnswers] = useState<Partial<Record<AskedFact, boolean | number | string>>>({});
  const [answersId, setAnswersId] = useState(() => crypto.randomUUID());
  const [troubles, setTroubles] = useState<FormTrouble[]>([]);
  const send = useMutation({
    mutationFn: () => api.call(riskRoutes.answer, { params: { personId }, body: { answersId, answers } }),
    onSuccess: (next) => {
      queries.setQueryData(riskKey(personId), next);
      setAnswers({});
      setAnswersId(crypto.randomUUID());
      announce(t('risk.answered'));
    },
    onError: (error) => setTroubles([{ text: (isFailure(error) && error.problem?.title) || t('ui.failure.fault') }]),
  });
  const save = () => {
    if (Object.keys(answers).length === 0) return setTroubles([{ text: t('risk.nothingAnswered') }]);
    setTroubles([]);
    send.mutate();
  };
  const valueOf = (fact: AskedFact) => answers[fact] ?? (known.get(fact) as boolean | number | string | undefined);
  // Inputs of the models that apply: a model of other ages asks nothing.
  const wanted = new Set(
    risk.instruments.flatMap(({ id, inputs }) =>
      risk.results.some(({ model, result }) => model === id && result.state !== 'not-applicable')
        ? inputs.map(({ key }) => key)
        : [],
    ),
  );
  const give = (fact: AskedFact, value: boolean | number | string | undefined) => {
    const { [fact]: _, ...rest } = answers;
    setAnswers(value === undefined ? rest : { ...rest, [fact]: value });
  };
  return (
    <section className={styles['card']} aria-label={t('risk.questions')}>
      <h3>{t('risk.questions')}</h3>
      <Form label={t('risk.questions')} verb={t('risk.save')} troubles={troubles} busy={send.isPending} onSubmit={save}>
        {askedFactKeys
          .filter((fact) => isAskedOf(fact, valueOf('nicotine'), wanted))
          .map((fact) => (
            <Question key={fact} fact={fact} value={valueOf(fact)} onChange={(value) => give(fact, value)} />
          ))}
      </Form>
    </section>
  );
}

interface QuestionProps {
  fact: AskedFact;
  value: boolean | number | string | undefined;
  onChange: (value: boolean | number | string | undefined) => void;
}
function Question({ fact, value, onChange }: QuestionProps) {
  const { t } = useWords();
  const question = questionOf(fact);
  const label = t(`risk.question.${fact}`);
  if (question.kind === 'number')
    return <NumberQuestion label={label} question={question} fact={fact} value={value} onChange={onChange} />;
  if (question.kind === 'choice')
    return (
      <ChoiceField
        name={fact}
        label={label}
        value={typeof value === 'string' ? value : undefined}
        onChange={onChange}
        choices={question.codes.map((code) => ({ value: code, label: t(`risk.${fact}.${code}`) }))}
      />
    );
  return (
    <ChoiceField
      name={fact}
      label={label}
      value={value === undefined ? undefined : value === true ? 'yes' : 'no'}
      onChange={(next) => onChange(next === 'yes')}
      choices={(['yes', 'no'] as const).map((one) => ({ value: one, label: t(`risk.${one}`) }))}
    />
  );
}

function NumberQuestion({
  fact,
  label,
  question,
  value,
  onChange,
}: QuestionProps & { label: string; question: FactQuestion & { kind: 'number' } }) {
  const { t, unit } = useWords();
  const [text, setText] = useState(typeof value === 'number' ? String(value) : '');
  const { low, high, step } = question;
  return (
    <NumberField
      name={fact}
      label={label}
      unit={ownUnits[fact] ? t(`risk.unit.${ownUnits[fact]}`) : unit(question.unit)}
      range={{ possible: [low, high], digits: step < 1 ? 1 : 0 }}
      value={text}
      onChange={(next) => {
        setText(next);
        const number = Number(next);
        onChange(next.trim() !== '' && number >= low && number <= high ? number : undefined);
      }}
    />
  );
}
