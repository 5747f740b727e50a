// The template as the person will see it, and what its answers would lead to.
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import type { Answers } from '#foundation/knowledge/rules/form.ts';
import { FormView } from '#foundation/knowledge/web/form/form-view.tsx';
import { Button } from '#platform/ui/actions/button.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import { abnormalAnswers, formOf } from '../../rules/template-form.ts';
import { checkTemplate, type Template } from '../../rules/template.ts';
import styles from '../follow-up.module.css';

export function TryOut({ template }: { template: Template }) {
  const { t } = useWords();
  const [answers, setAnswers] = useState<Answers>({});
  const broken = checkTemplate(template).length > 0;
  const abnormal = broken ? [] : abnormalAnswers(template, answers);
  return (
    <section className={`${styles['card']} ${styles['aside']}`} aria-label={t('followUp.tryOut')}>
      <h2>{t('followUp.tryOut')}</h2>
      <p className={styles['script']}>{template.greeting}</p>
      {broken ? (
        <p className="quiet">{t('followUp.tryLater')}</p>
      ) : (
        <FormView
          definition={formOf(template, 'try-out', 1)}
          answers={answers}
          onChange={setAnswers}
          today={dayOf(new Date())}
        />
      )}
      {abnormal.length > 0 && (
        <p role="status">
          <LevelTag level="red">{t('followUp.abnormal')}</LevelTag>{' '}
          {abnormal.map(({ question, answer }) => `${question} ${answer}`).join('；')}
          <br />
          {t('followUp.wouldOrder')}
        </p>
      )}
      <p className={styles['script']}>{template.closing}</p>
      <p>
        <Button kind="quiet" onClick={() => setAnswers({})}>
          {t('followUp.again')}
        </Button>
      </p>
    </section>
  );
}
