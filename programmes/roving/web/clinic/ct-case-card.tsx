// One finding that is followed: its clock, the results so far, and the next result that lets it go on or closes it.
import { useState } from 'react';
import { dayOf } from '#platform/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { newId } from '#platform/ui/api/idempotency.ts';
import { ChoiceField, TextField } from '#platform/ui/form/fields.tsx';
import { Form } from '#platform/ui/form/form.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { ctPermissions, ctRoutes, type CtCase } from '../../ct-screening-contract.ts';
import { followUpOutcomes, type FollowUpOutcome } from '../../rules/ct-screening/follow-up.ts';
import { ClockTag, useFindingWords } from '../ct-screening/ct-words.tsx';
import { useChange } from '../ct-screening/use-ct.ts';
import styles from '../ct-screening/ct.module.css';

export function CaseCard({ found }: { found: CtCase }) {
  const { t, date } = useWords();
  const words = useFindingWords();
  const mayWrite = useMay(ctPermissions.followUp);
  return (
    <section className={styles['card']} aria-label={t('roving.ct.caseTitle')}>
      <div className={styles['row']}>
        <h2>{t('roving.ct.caseTitle')}</h2>
        <ClockTag clock={found.clock} />
        {found.clock === 'overdue' && found.alarmed && (
          <span className="quiet">{t(found.escalated ? 'roving.ct.toldHouse' : 'roving.ct.toldDoctor')}</span>
        )}
      </div>
      <p>
        <strong>{words.finding(found)}</strong> · {t('roving.ct.dueOn', { day: date(found.dueOn) })} ·{' '}
        {found.doctorName}
      </p>
      <ul>
        {found.results.map((result, index) => (
          <li key={index}>
            {date(result.on)} {t(`roving.ct.outcome.${result.outcome}`)} {result.note}{' '}
            <span className="quiet">{result.byName}</span>
          </li>
        ))}
      </ul>
      {found.clock !== 'closed' && mayWrite && <ResultForm found={found} />}
    </section>
  );
}

function ResultForm({ found }: { found: CtCase }) {
  const { t } = useWords();
  const api = useApi();
  const { run, busy, failure } = useChange();
  const today = dayOf(new Date());
  const [resultId, setResultId] = useState(() => newId());
  const [outcome, setOutcome] = useState<FollowUpOutcome>();
  const [on, setOn] = useState(today);
  const [note, setNote] = useState('');
  const [nextDueOn, setNextDueOn] = useState('');
  const [incomplete, setIncomplete] = useState(false);
  const save = async () => {
    setIncomplete(!outcome);
    if (!outcome) return;
    const goesOn = outcome === 'stable' && nextDueOn !== '';
    const done = await run(() =>
      api.call(ctRoutes.result, {
        params: { personId: found.personId, caseId: found.caseId },
        body: { resultId, outcome, on, note, ...(goesOn && { nextDueOn }) },
        idempotencyKey: resultId,
      }),
    );
    // A refused result may be put right: it is another one then.
    setResultId(newId());
    if (!done) return;
    setOutcome(undefined);
    setNote('');
    setNextDueOn('');
  };
  return (
    <Form
      label={t('roving.ct.resultOf')}
      verb={t('roving.ct.saveResult')}
      busy={busy}
      troubles={incomplete ? [{ text: t('roving.ct.chooseOutcome') }] : []}
      onSubmit={() => void save()}
    >
      {failure !== undefined && <Failure error={failure} />}
      <ChoiceField
        name={`outcome-${found.caseId}`}
        label={t('roving.ct.resultOf')}
        value={outcome}
        onChange={setOutcome}
        choices={followUpOutcomes.map((value) => ({ value, label: t(`roving.ct.outcome.${value}`) }))}
      />
      <div className={styles['fields']}>
        <TextField name="on" type="date" label={t('roving.ct.resultDay')} value={on} onChange={setOn} max={today} />
        {outcome === 'stable' && (
          <TextField
            name="next"
            type="date"
            label={t('roving.ct.nextDue')}
            hint={t('roving.ct.nextDueHint')}
            value={nextDueOn}
            onChange={setNextDueOn}
            optional
          />
        )}
      </div>
      <TextField name="note" label={t('roving.ct.note')} lines={2} value={note} onChange={setNote} maxLength={1000} />
    </Form>
  );
}
