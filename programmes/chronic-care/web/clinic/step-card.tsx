// One proposed step with its reasons and date; the doctor accepts it, does something else, or does not do it, each with words.
import { useState } from 'react';
import { useLocalText } from '#foundation/knowledge/web/form/use-local-text.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { TextField } from '#platform/ui/form/fields.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { LevelTag } from '#platform/ui/states/level.tsx';
import type { Disease } from '../../rules/disease.ts';
import type { NextStep, StepProposal } from '../../rules/next-step.ts';
import { stepDecisions, type StepDecision } from '../../visit-contract.ts';
import styles from '../chronic.module.css';

export interface Decided {
  /** Of the step that was decided about; another proposal asks anew. */
  code: string;
  decision: StepDecision;
  note?: string;
}
interface StepCardProps {
  disease: Disease;
  proposal: StepProposal;
  decided: Decided | undefined;
  needed: boolean;
  onDecide: (decided: Decided, step: NextStep) => void;
}

export function StepCard({ disease, proposal, ...rest }: StepCardProps) {
  const { t } = useWords();
  const text = useLocalText();
  return (
    <section
      className={styles['card']}
      aria-label={`${t(`chronic-care.disease.${disease}`)} ${t('chronic-care.step')}`}
    >
      <h2>
        {t(`chronic-care.disease.${disease}`)} · {t('chronic-care.step')}
      </h2>
      {proposal.state === 'incomplete' ? (
        <p className="quiet">{t('chronic-care.stepMissing', { names: proposal.missing.map(text).join('、') })}</p>
      ) : (
        <Step step={proposal.step} {...rest} />
      )}
    </section>
  );
}

function Step({ step, decided, needed, onDecide }: Omit<StepCardProps, 'disease' | 'proposal'> & { step: NextStep }) {
  const { t, date } = useWords();
  const text = useLocalText();
  const mine = decided?.code === step.code ? decided : undefined;
  const [asking, setAsking] = useState<Exclude<StepDecision, 'accepted'>>();
  const [note, setNote] = useState('');
  return (
    <>
      <div className={styles['row']}>
        <LevelTag level={step.referral === 'none' ? (step.code === 'controlled' ? 'green' : 'amber') : 'red'}>
          {text(step.title)}
        </LevelTag>
        {step.draft && <span className={styles['tag']}>{t('chronic-care.draft')}</span>}
      </div>
      <ul>
        {step.actions.map((action) => (
          <li key={action.zh}>{text(action)}</li>
        ))}
      </ul>
      <p className="quiet">
        {t('chronic-care.nextDue')} {date(step.nextContactOn)} · {step.source}
      </p>
      <div className={styles['row']} role="group" aria-label={t('chronic-care.decide')}>
        {stepDecisions.map((decision) => (
          <Button
            key={decision}
            kind={decision === 'accepted' ? 'primary' : 'plain'}
            aria-pressed={mine?.decision === decision}
            onClick={() => {
              if (decision === 'accepted') {
                setAsking(undefined);
                onDecide({ code: step.code, decision }, step);
              } else setAsking(decision);
            }}
          >
            {t(`chronic-care.decision.${decision}`)}
          </Button>
        ))}
      </div>
      {asking && (
        <form
          className={styles['stack']}
          onSubmit={(event) => {
            event.preventDefault();
            if (note.trim().length < 2) return;
            onDecide({ code: step.code, decision: asking, note: note.trim() }, step);
            setAsking(undefined);
          }}
        >
          <TextField
            name="note"
            label={t(`chronic-care.decision.${asking}Why`)}
            lines={2}
            maxLength={300}
            value={note}
            onChange={setNote}
          />
          <Button type="submit">{t('chronic-care.keepDecision')}</Button>
        </form>
      )}
      <p role="status">
        {mine
          ? `● ${t(`chronic-care.decided.${mine.decision}`)} ${mine.note ?? ''}`
          : needed && `◆ ${t('chronic-care.decideFirst')}`}
      </p>
    </>
  );
}
